import { Template } from 'aws-cdk-lib/assertions';
import {
  AcceleratedInstanceType,
  Capacity,
  Engine,
  type EngineHolderProps,
  type EngineNodes,
  GpuNodeGroup,
  type IEngine,
  UltraServerType,
} from 'cdk-ultraserver';

import { TRN2U_48XLARGE } from '../../../constructs/hardware/catalogue/trn2u';
import { testStack } from '../../support/app';
import { testFabric } from '../../support/network';

const { P6E_GB200_X72, TRN2_X64 } = UltraServerType;

const ultraServer = ({ instanceType, instanceCount }: UltraServerType): EngineNodes => ({
  cluster: 'frontier',
  member: 'alpha',
  instanceType,
  count: instanceCount,
  ultraServer: true,
});

test('on an UltraServer with NVLink over all instances it runs IMEX over all of them', () => {
  const { userData, apiActions } = Engine.ec2().configure(testStack(), ultraServer(P6E_GB200_X72));
  expect(userData[0]!.body).toContain("ULTRASERVER_IMEX_INSTANCES='18'");
  expect(apiActions.map(({ action }) => action)).toEqual(['ec2:DescribeInstances']);
});

/** A type of another maker whose links span the UltraServer, as NVLink does. */
const linkedTrainium = AcceleratedInstanceType.of({
  ...TRN2U_48XLARGE,
  name: 'trn9u.48xlarge',
  nvlinkDomain: 'ultraserver',
});

test.each<[string, EngineNodes]>([
  ['on Trainium, whose NeuronLink needs no daemon', ultraServer(TRN2_X64)],
  [
    'on accelerators of another maker, linked as they may be',
    { ...ultraServer(TRN2_X64), instanceType: linkedTrainium },
  ],
  [
    'on plain instances of a type whose NVLink spans UltraServers',
    { ...ultraServer(P6E_GB200_X72), ultraServer: false, count: 2 },
  ],
  [
    'on an UltraServer of instances whose NVLink ends at the instance',
    { ...ultraServer(P6E_GB200_X72), instanceType: AcceleratedInstanceType.P6_B200_48XLARGE },
  ],
  [
    'on plain instances, whose NVLink ends at the instance',
    {
      cluster: 'frontier',
      member: 'alpha',
      instanceType: AcceleratedInstanceType.P6_B200_48XLARGE,
      count: 2,
      ultraServer: false,
    },
  ],
])('%s it adds nothing', (_where, nodes) => {
  expect(Engine.ec2().configure(testStack(), nodes)).toEqual({ userData: [], securityGroupIds: [], apiActions: [] });
});

test('an engine of your own gets the nodes, puts its parts on them and holds them', () => {
  const held: EngineHolderProps[] = [];
  const own: IEngine = {
    name: 'own',
    configure: () => ({
      userData: [{ contentType: 'text/x-shellscript', filename: 'own.sh', body: '#!/bin/sh\necho own-engine\n' }],
      securityGroupIds: ['sg-0fedcba9876543210'],
      apiActions: [{ action: 'eks:DescribeCluster', scope: 'any', reason: 'joins its cluster' }],
    }),
    hold: (_scope, props) => {
      held.push(props);
      return { autoScalingGroupName: 'held-elsewhere' };
    },
  };
  const stack = testStack();
  const group = new GpuNodeGroup(stack, 'train', {
    fabric: testFabric(stack, 'use1-az6'),
    instanceType: AcceleratedInstanceType.P5_48XLARGE,
    count: 2,
    capacity: Capacity.block('cr-0123456789abcdef0', { endsAt: new Date('2026-12-20T11:30:00Z') }),
    engine: own,
  });

  expect(group.autoScalingGroupName).toBe('held-elsewhere');
  expect(held).toHaveLength(1);
  expect(held[0]!.nodes).toMatchObject({ member: 'train', count: 2, ultraServer: false });
  expect(held[0]!.window?.drainAt).toBe('2026-12-20T10:00:00Z');

  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 0);
  const text = JSON.stringify(template.toJSON());
  expect(text).toContain('echo own-engine');
  expect(text).toContain('eks:DescribeCluster');
  // On the primary interface, which carries IP, and on no other.
  expect(text.match(/sg-0fedcba9876543210/g)).toHaveLength(1);
});
