import { CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { EfaFabric } from 'cdk-ultraserver';
import type { Construct } from 'constructs';

/** A fabric in a VPC that exists, in the Dallas Local Zone unless another zone is given. */
export function testFabric(scope: Construct, zone = 'use1-dfw2-az1'): EfaFabric {
  return new EfaFabric(scope, 'Fabric', {
    vpc: CfnVPC.fromVpcId(scope, 'Vpc', 'vpc-0123456789abcdef0'),
    subnet: CfnSubnet.fromSubnetId(scope, 'Subnet', 'subnet-0123456789abcdef0'),
    zone,
  });
}
