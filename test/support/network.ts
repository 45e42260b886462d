import type { Stack } from 'aws-cdk-lib';
import { CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { EfaFabric } from 'cdk-ultraserver';

/** A fabric in a VPC that exists, in the Dallas Local Zone unless another zone is given. */
export function testFabric(stack: Stack, zone = 'use1-dfw2-az1'): EfaFabric {
  return new EfaFabric(stack, 'Fabric', {
    vpc: CfnVPC.fromVpcId(stack, 'Vpc', 'vpc-0123456789abcdef0'),
    subnet: CfnSubnet.fromSubnetId(stack, 'Subnet', 'subnet-0123456789abcdef0'),
    zone,
  });
}
