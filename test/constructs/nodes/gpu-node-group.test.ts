import { Match, Template } from 'aws-cdk-lib/assertions';
import { AcceleratedInstanceType, Capacity, GpuNodeGroup, type GpuNodeGroupProps } from 'cdk-ultraserver';

import { testStack } from '../../support/app';
import { testFabric } from '../../support/network';

function define(change: Partial<GpuNodeGroupProps> = {}): { template: Template; group: GpuNodeGroup } {
  const stack = testStack();
  const group = new GpuNodeGroup(stack, 'train', {
    fabric: testFabric(stack, 'use1-az6'),
    instanceType: AcceleratedInstanceType.P6_B300_48XLARGE,
    count: 16,
    capacity: Capacity.reservation('cr-0123456789abcdef0'),
    ...change,
  });
  return { template: Template.fromStack(stack), group };
}

test('in a reservation it runs from the start and has no schedule', () => {
  const { template } = define();
  template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
    MinSize: '0',
    MaxSize: '16',
    DesiredCapacity: '16',
  });
  template.resourceCountIs('AWS::AutoScaling::ScheduledAction', 0);
  template.hasResourceProperties('Custom::AutoScalingGroupGuard', { DrainAt: Match.absent() });
  template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: {
      InstanceMarketOptions: Match.absent(),
      CapacityReservationSpecification: {
        CapacityReservationPreference: 'capacity-reservations-only',
        CapacityReservationTarget: { CapacityReservationId: 'cr-0123456789abcdef0' },
      },
    },
  });
});

test('On-Demand asks for nothing', () => {
  const { template, group } = define({ capacity: Capacity.onDemand() });
  template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: { InstanceMarketOptions: Match.absent(), CapacityReservationSpecification: Match.absent() },
  });
  expect(group.monitored.capacityReservationId).toBeUndefined();
});

test('in a block it drains later than an UltraServer may', () => {
  const capacity = Capacity.block('cr-0123456789abcdef0', {
    endsAt: new Date('2026-12-20T11:30:00Z'),
    drainMinutes: 31,
  });
  define({ capacity }).template.hasResourceProperties('AWS::AutoScaling::ScheduledAction', {
    StartTime: '2026-12-20T10:59:00Z',
  });
});

test('its NVLink ends at the instance: no IMEX on its nodes', () => {
  const { template } = define();
  expect(JSON.stringify(template.toJSON())).not.toContain('ec2:DescribeInstances');
});

test('tells monitoring what it is', () => {
  expect(define().group.monitored).toMatchObject({
    member: 'train',
    instanceCount: 16,
    acceleratorsPerInstance: 8,
    acceleratorManufacturer: 'nvidia',
    capacityReservationId: 'cr-0123456789abcdef0',
  });
});

test('a type that is sold in UltraServers alone is refused', () => {
  expect(() => define({ instanceType: AcceleratedInstanceType.P6E_GB200_36XLARGE })).toThrow(
    /\[type-ultraserver-only\]/,
  );
});

test('a count that is none is refused', () => {
  expect(() => define({ count: 0 })).toThrow(/'count' must be a whole number of at least 1, got 0/);
});

test('Trainium has no known image; with one it stands', () => {
  const instanceType = AcceleratedInstanceType.TRN2U_48XLARGE;
  expect(() => define({ instanceType, count: 1 })).toThrow(/UltraServer|image/);
});
