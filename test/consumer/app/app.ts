import { App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnSubnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  AcceleratedInstanceType,
  Capacity,
  ClusterNetwork,
  EfaFabric,
  GpuNodeGroup,
  UltraServer,
  UltraServerType,
} from 'cdk-ultraserver';
import type { Construct } from 'constructs';

/** An UltraServer in a VPC that somebody else made, which is known by its ids. */
class RackStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const vpc = Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['us-east-1-dfw-2a'],
    });
    const rack = new UltraServer(this, 'alpha', {
      fabric: new EfaFabric(this, 'Fabric', {
        vpc,
        subnet: CfnSubnet.fromSubnetId(this, 'Subnet', 'subnet-0123456789abcdef0'),
        zone: 'use1-dfw2-az1',
      }),
      type: UltraServerType.P6E_GB200_X72,
      capacity: Capacity.block('cr-0123456789abcdef0', {
        startsAt: new Date('2026-12-06T11:30:00Z'),
        endsAt: new Date('2026-12-20T11:30:00Z'),
      }),
    });
    new CfnOutput(this, 'Group', { value: rack.autoScalingGroupName });
  }
}

/** Reserved instances in a network of the package's own making. */
class InstancesStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const network = new ClusterNetwork(this, 'Network', {
      cidr: '10.0.0.0/16',
      controlZones: ['usw2-az1', 'usw2-az2'],
      nodeSubnets: [{ zone: 'usw2-az1' }],
    });
    const { subnet, zone } = network.nodeSubnet('usw2-az1');
    new GpuNodeGroup(this, 'steady', {
      fabric: new EfaFabric(this, 'Fabric', { vpc: network.vpc, subnet, zone }),
      instanceType: AcceleratedInstanceType.P5EN_48XLARGE,
      count: 4,
      capacity: Capacity.reservation('cr-0fedcba9876543210'),
    });
  }
}

const app = new App();
new RackStack(app, 'Rack', { env: { account: '111122223333', region: 'us-east-1' } });
new InstancesStack(app, 'Instances', { env: { region: 'us-west-2' } });
