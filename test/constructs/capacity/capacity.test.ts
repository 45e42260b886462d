import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { AcceleratedInstanceType, Capacity, type CapacityRequest, InvalidPropsError } from 'cdk-ultraserver';

import { renderCapacity } from '../../../constructs/nodes/launch-template-data';
import { testStack } from '../../support/app';

const ID = 'cr-0123456789abcdef0';
const GROUP = 'arn:aws:resource-groups:us-east-1:111122223333:group/blackwell';
const END = new Date('2026-12-20T11:30:00Z');

const instances: CapacityRequest = {
  instanceType: AcceleratedInstanceType.P6_B300_48XLARGE,
  count: 4,
  ultraServer: false,
  zone: 'use1-az6',
};
const ultraServer: CapacityRequest = {
  instanceType: AcceleratedInstanceType.P6E_GB200_36XLARGE,
  count: 18,
  ultraServer: true,
};

/** Every kind, with what it renders as `[market type, target, preference]`. */
const KINDS: [string, (stack: Stack) => Capacity, [string, string, string]][] = [
  ['Capacity.block', () => Capacity.block(ID, { endsAt: END }), ['capacity-block', 'id', '-']],
  ['Capacity.reservation', () => Capacity.reservation(ID), ['-', 'id', 'capacity-reservations-only']],
  ['Capacity.reservationGroup', () => Capacity.reservationGroup(GROUP), ['-', 'group', 'capacity-reservations-only']],
  [
    'Capacity.reserve',
    (stack) =>
      Capacity.reserve({
        scope: new Stack(stack.node.scope, 'Reservations', { env: { region: 'us-east-1' } }),
        id: 'alpha',
        availabilityZoneId: 'use1-az6',
      }),
    ['-', 'id', 'capacity-reservations-only'],
  ],
  ['Capacity.onDemand', () => Capacity.onDemand(), ['-', '-', '-']],
];

describe('what each kind puts into a launch template', () => {
  test.each(KINDS)('%s', (_name, make, [marketType, target, preference]) => {
    const stack = testStack();
    const rendered = renderCapacity(make(stack).bind(stack, instances));
    const text = JSON.stringify(stack.resolve(rendered));

    expect(text.includes('"marketType":"capacity-block"')).toBe(marketType === 'capacity-block');
    expect(text.includes('"capacityReservationId":')).toBe(target === 'id');
    expect(text.includes(`"capacityReservationResourceGroupArn":"${GROUP}"`)).toBe(target === 'group');
    expect(text.includes('"capacityReservationPreference":"capacity-reservations-only"')).toBe(preference !== '-');
  });

  test('is what docs/capacity.md says', () => {
    const doc = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'capacity.md'), 'utf8');
    const rows = doc.matchAll(/^\| `(Capacity\.\w+)[^|]*\| ([^|]*?) \| ([^|]*?) \| ([^|]*?) \|/gm);
    const documented = [...rows].map(([, name, ...cells]) => [
      name,
      cells.map((cell) => cell.replaceAll('`', '').trim()),
    ]);
    expect(documented).toEqual(KINDS.map(([name, , cells]) => [name, cells]));
  });
});

describe('an UltraServer', () => {
  test('takes a block', () => {
    const stack = testStack();
    expect(Capacity.block(ID, { endsAt: END }).bind(stack, ultraServer).reservationId).toBe(ID);
  });

  test.each(KINDS.filter(([name]) => name !== 'Capacity.block'))('refuses %s', (_name, make) => {
    const stack = testStack();
    expect(() => make(stack).bind(stack, ultraServer)).toThrow(/an UltraServer is sold as one Capacity Block/);
  });
});

describe('a block', () => {
  test('tells when its group runs', () => {
    const capacity = Capacity.block(ID, { startsAt: new Date('2026-12-06T11:30:00Z'), endsAt: END });
    expect(capacity.bind(testStack(), ultraServer).window).toEqual({
      startsAt: '2026-12-06T11:30:00Z',
      endsAt: '2026-12-20T11:30:00Z',
      drainAt: '2026-12-20T10:00:00Z',
    });
  });

  test('takes another drain, as late as EC2 allows', () => {
    const drainAt = (drainMinutes: number, request: CapacityRequest): string | undefined =>
      Capacity.block(ID, { endsAt: END, drainMinutes }).bind(testStack(), request).window?.drainAt;
    expect(drainAt(61, ultraServer)).toBe('2026-12-20T10:29:00Z');
    expect(drainAt(31, instances)).toBe('2026-12-20T10:59:00Z');
    expect(() => drainAt(60, ultraServer)).toThrow(/'drainMinutes' must be .* at least 61, got 60/);
  });

  test('of more than 64 instances does not exist', () => {
    expect(() => Capacity.block(ID, { endsAt: END }).bind(testStack(), { ...instances, count: 65 })).toThrow(
      /at most 64/,
    );
  });

  test('says all that is wrong at once, and where', () => {
    const stack = testStack();
    const capacity = Capacity.block(ID, { startsAt: END, endsAt: END, drainMinutes: 10 });
    let thrown: unknown;
    try {
      capacity.bind(stack, { ...instances, count: 0 });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvalidPropsError);
    expect((thrown as InvalidPropsError).problems.map(({ id }) => id)).toEqual([
      'instance-count',
      'block-drain-too-late',
      'block-ends-before-start',
    ]);
    expect((thrown as InvalidPropsError).message).toContain('in Test');
  });
});

describe('a created reservation', () => {
  test('is defined in its own stack, targeted and of the size asked for', () => {
    const stack = testStack();
    const reservations = new Stack(stack.node.scope, 'Reservations', { env: { region: 'us-east-1' } });
    Capacity.reserve({ scope: reservations, id: 'alpha', availabilityZoneId: 'use1-az6', endsAt: END }).bind(
      stack,
      instances,
    );
    Template.fromStack(stack).resourceCountIs('AWS::EC2::CapacityReservation', 0);
    Template.fromStack(reservations).hasResourceProperties('AWS::EC2::CapacityReservation', {
      InstanceType: 'p6-b300.48xlarge',
      InstanceCount: 4,
      AvailabilityZoneId: 'use1-az6',
      InstanceMatchCriteria: 'targeted',
      InstancePlatform: 'Linux/UNIX',
      EndDateType: 'limited',
      EndDate: '2026-12-20T11:30:00Z',
    });
  });

  test('is handed over without an export, so that it can be replaced or removed', () => {
    const stack = testStack();
    const reservations = new Stack(stack.node.scope, 'Reservations', { env: { region: 'us-east-1' } });
    const capacity = Capacity.reserve({ scope: reservations, id: 'alpha', availabilityZoneId: 'use1-az6' });
    const { reservationId } = capacity.bind(stack, instances);

    const { Ref: parameter } = stack.resolve(reservationId) as { Ref: string };
    Template.fromStack(stack).hasParameter(parameter, {
      Type: 'AWS::SSM::Parameter::Value<String>',
      Default: '/ultraserver/Reservations/alpha/capacity-reservation-id',
    });
    const [reservation] = Object.keys(Template.fromStack(reservations).findResources('AWS::EC2::CapacityReservation'));
    Template.fromStack(reservations).hasResourceProperties('AWS::SSM::Parameter', {
      Name: '/ultraserver/Reservations/alpha/capacity-reservation-id',
      Value: { Ref: reservation },
    });
    expect(Template.fromStack(reservations).findOutputs('*')).toEqual({});
    expect(stack.dependencies).toEqual([reservations]);
  });

  test('ends its nodes when it ends: they would run on, as On-Demand', () => {
    const stack = testStack();
    const scope = new Stack(stack.node.scope, 'Reservations');
    const bind = (endsAt?: Date): unknown =>
      Capacity.reserve({ scope, id: `at-${String(endsAt?.getTime())}`, availabilityZoneId: 'use1-az6', endsAt }).bind(
        new Construct(stack, `nodes-${String(endsAt?.getTime())}`),
        instances,
      ).window;
    expect(bind(END)).toEqual({ endsAt: '2026-12-20T11:30:00Z', drainAt: '2026-12-20T11:30:00Z' });
    expect(bind()).toBeUndefined();
  });

  test('carries the tags that it is given', () => {
    const stack = testStack();
    const scope = new Stack(stack.node.scope, 'Reservations');
    const tags = [{ key: 'team', value: 'research' }];
    Capacity.reserve({ scope, id: 'alpha', availabilityZoneId: 'use1-az6', tags }).bind(stack, instances);
    Template.fromStack(scope).hasResourceProperties('AWS::EC2::CapacityReservation', {
      TagSpecifications: [{ ResourceType: 'capacity-reservation', Tags: [{ Key: 'team', Value: 'research' }] }],
    });
  });

  test('stands until it is deleted unless it has an end', () => {
    const stack = testStack();
    const reservations = new Stack(stack.node.scope, 'Reservations');
    Capacity.reserve({ scope: reservations, id: 'alpha', availabilityZoneId: 'use1-az6' }).bind(stack, instances);
    Template.fromStack(reservations).hasResourceProperties('AWS::EC2::CapacityReservation', {
      EndDateType: 'unlimited',
    });
  });

  test('is refused in the stack of its nodes', () => {
    const stack = testStack();
    const capacity = Capacity.reserve({ scope: stack, id: 'alpha', availabilityZoneId: 'use1-az6' });
    expect(() => capacity.bind(stack, instances)).toThrow(/must be in a stack other than.*\[reservation-own-stack\]/s);
  });

  test('takes a zone that is a reference', () => {
    const stack = testStack();
    const capacity = Capacity.reserve({
      scope: new Stack(stack.node.scope, 'Reservations'),
      id: 'alpha',
      availabilityZoneId: 'use1-az4',
    });
    expect(() => capacity.bind(stack, { ...instances, zone: Token.asString({ Ref: 'Zone' }) })).not.toThrow();
  });

  test('is refused in another zone than its nodes', () => {
    const stack = testStack();
    const capacity = Capacity.reserve({
      scope: new Stack(stack.node.scope, 'Reservations'),
      id: 'alpha',
      availabilityZoneId: 'use1-az4',
    });
    expect(() => capacity.bind(stack, instances)).toThrow(/to be in use1-az4, but its instances are in use1-az6/);
  });
});

test.each([
  [
    'a block',
    () => Capacity.block('cr-123', { endsAt: END }),
    /"cr-123" is no Capacity Reservation id: "cr-" and 8 or 17 digits/,
  ],
  [
    'a reservation',
    () => Capacity.reservation('frontier'),
    /"frontier" is no Capacity Reservation id.*\[reservation-id-form\]/,
  ],
  [
    'a group',
    () => Capacity.reservationGroup('blackwell'),
    /"blackwell" is no resource group's ARN.*\[reservation-group-arn-form\]/,
  ],
  [
    'a date',
    () => Capacity.block(ID, { endsAt: new Date('soon') }),
    /'endsAt' must be an ISO 8601 time .* got "Invalid Date" \[block-time-form\]/,
  ],
])('a malformed name of %s is refused where it is given', (_what, make, message) => {
  expect(make).toThrow(message);
});

describe('a reservation group', () => {
  const bindIn = (region: string | undefined, arn: string) => (): unknown =>
    Capacity.reservationGroup(arn).bind(new Stack(testStack().node.scope, 'Other', { env: { region } }), instances);

  test('is of the Region of its nodes, where that is known', () => {
    expect(bindIn('us-east-1', GROUP)).not.toThrow();
    expect(bindIn(undefined, GROUP)).not.toThrow();
    expect(bindIn('us-east-2', GROUP)).toThrow(/is in us-east-1, the cluster in us-east-2.*other-region\]\nin Other$/s);
  });

  test("is of its Region's partition", () => {
    const arn = GROUP.replace('arn:aws:', 'arn:aws-us-gov:');
    expect(() => Capacity.reservationGroup(arn)).toThrow(/partition aws-us-gov, and us-east-1 is in aws/);
  });
});
