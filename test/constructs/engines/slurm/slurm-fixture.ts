import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import {
  AcceleratedInstanceType,
  Capacity,
  Engine,
  GpuNodeGroup,
  type GpuNodeGroupProps,
  NodeImage,
  SlurmCluster,
  type SlurmClusterProps,
  type SlurmEngineOptions,
  type SlurmLoginOptions,
  UltraServer,
  type UltraServerProps,
  UltraServerType,
} from 'cdk-ultraserver';
import { Construct } from 'constructs';

import { testApp } from '../../../support/app';
import { testFabric } from '../../../support/network';

/** A resource as a template has it. */
export interface TemplateResource {
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
}

/** An image with the agent of AWS PCS. */
export const PCS_IMAGE = NodeImage.fromId('ami-0123456789abcdef0', {
  architecture: 'arm64',
  rootDevice: '/dev/sda1',
  driver: '580.159.03',
});

/** A block that ends; its id ends in a digit. */
export const block = (digit = 0): Capacity =>
  Capacity.block(`cr-0123456789abcdef${digit}`, { endsAt: new Date('2026-12-20T11:30:00Z') });

/** A stack with a Slurm cluster, to which members are added. */
export class SlurmCell {
  readonly stack: Stack;
  readonly cluster: SlurmCluster;
  private readonly network: Construct;
  private readonly fabric: UltraServerProps['fabric'];
  private synthesized?: Template;

  constructor(change: Partial<SlurmClusterProps> = {}, app = testApp(), id = 'Test') {
    this.stack = new Stack(app, id, { env: { region: 'us-east-1' } });
    this.network = new Construct(this.stack, 'Network');
    this.fabric = testFabric(this.network);
    this.cluster = new SlurmCluster(this.stack, 'Slurm', {
      clusterName: 'frontier',
      vpc: CfnVPC.fromVpcId(this.network, 'ControlVpc', 'vpc-0123456789abcdef0'),
      controlSubnet: {
        zone: 'use1-az4',
        subnet: CfnSubnet.fromSubnetId(this.network, 'Control', 'subnet-0123456789abcdef1'),
      },
      ...change,
    });
  }

  /** Properties of login nodes, in the groups of the fabric's nodes. */
  static login(change: Partial<SlurmLoginOptions> = {}): SlurmLoginOptions {
    return { image: PCS_IMAGE, securityGroups: [], ...change };
  }

  ultraServer(id: string, change: Partial<UltraServerProps> = {}, engine: SlurmEngineOptions = {}): UltraServer {
    return new UltraServer(this.stack, id, {
      fabric: this.fabric,
      type: UltraServerType.P6E_GB200_X72,
      capacity: block(),
      engine: Engine.slurm(this.cluster, engine),
      image: PCS_IMAGE,
      pool: 'train',
      ...change,
    });
  }

  instances(id: string, change: Partial<GpuNodeGroupProps> = {}): GpuNodeGroup {
    return new GpuNodeGroup(this.stack, id, {
      fabric: this.fabric,
      instanceType: AcceleratedInstanceType.P6_B300_48XLARGE,
      count: 2,
      capacity: Capacity.onDemand(),
      engine: Engine.slurm(this.cluster),
      image: NodeImage.fromId('ami-0123456789abcdef1', {
        architecture: 'x86_64',
        rootDevice: '/dev/sda1',
        driver: '580.159.03',
      }),
      pool: 'serve',
      ...change,
    });
  }

  get template(): Template {
    return (this.synthesized ??= Template.fromStack(this.stack));
  }

  /** Resources of a type, by logical id. */
  ofType(type: string): Record<string, TemplateResource> {
    return this.template.findResources(type) as Record<string, TemplateResource>;
  }

  /** Compute node groups by name. */
  nodeGroups(): Map<string, { readonly id: string; readonly properties: Record<string, unknown> }> {
    return new Map(
      Object.entries(this.ofType('AWS::PCS::ComputeNodeGroup')).map(([id, { Properties }]) => [
        Properties['Name'] as string,
        { id, properties: Properties },
      ]),
    );
  }

  /** Names of the node groups of each queue. */
  queues(): Record<string, string[]> {
    const names = new Map([...this.nodeGroups()].map(([name, { id }]) => [id, name]));
    return Object.fromEntries(
      Object.values(this.ofType('AWS::PCS::Queue')).map(({ Properties }) => [
        Properties['Name'] as string,
        (
          Properties['ComputeNodeGroupConfigurations'] as { ComputeNodeGroupId: { 'Fn::GetAtt': [string, string] } }[]
        ).map(({ ComputeNodeGroupId }) => names.get(ComputeNodeGroupId['Fn::GetAtt'][0]) ?? ''),
      ]),
    );
  }
}
