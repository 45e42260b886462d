import { freeRanges, Ipv4Range, planAddresses } from 'cdk-ultraserver/rules';
import type { AddressPlan, AddressPlanRequest } from 'cdk-ultraserver/rules';
import * as fc from 'fast-check';

const gb200: AddressPlanRequest = {
  cidr: '10.0.0.0/16',
  egress: 'nat',
  controlZones: ['use1-az4', 'use1-az6'],
  nodeSubnets: [{ zone: 'use1-dfw2-az1' }],
};

/** Ranges of a plan, by what they are for. */
function ranges(plan: AddressPlan): Map<string, string> {
  return new Map([
    ...plan.controlSubnets.flatMap(({ zone, cidr, publicCidr }): [string, string][] => [
      [`control ${zone}`, cidr],
      ...(publicCidr === undefined ? [] : [[`public ${zone}`, publicCidr] satisfies [string, string]]),
    ]),
    ...plan.nodeSubnets.map(({ zone, cidr }): [string, string] => [`node ${zone}`, cidr]),
  ]);
}

const vpcs = fc
  .tuple(fc.integer({ min: 16, max: 20 }), fc.integer({ min: 0, max: 255 }))
  .map(([prefix, second]) => `10.${second}.0.0/${prefix}`);
const controlZones = fc
  .uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 8 })
  .map((numbers) => numbers.map((number) => `use1-az${number}`));
const requests: fc.Arbitrary<AddressPlanRequest> = fc
  .record({ cidr: vpcs, egress: fc.constantFrom('nat' as const, 'none' as const), controlZones, several: fc.boolean() })
  .map(({ several, ...rest }) => {
    const [upperHalf, largest] = freeRanges(Ipv4Range.parse(rest.cidr));
    return {
      ...rest,
      nodeSubnets: several
        ? [
            { zone: 'use1-dfw2-az1', cidr: String(upperHalf) },
            { zone: 'use1-az1', cidr: String(largest) },
          ]
        : [{ zone: 'use1-dfw2-az1' }],
    };
  });

describe('planAddresses', () => {
  test('gives the ranges that docs/network.md states', () => {
    expect(Object.fromEntries(ranges(planAddresses(gb200)))).toEqual({
      'control use1-az4': '10.0.24.0/21',
      'public use1-az4': '10.0.67.0/24',
      'control use1-az6': '10.0.40.0/21',
      'public use1-az6': '10.0.69.0/24',
      'node use1-dfw2-az1': '10.0.128.0/17',
    });
  });

  test('has no public subnets where nothing may leave', () => {
    const { controlSubnets, problems } = planAddresses({ ...gb200, egress: 'none' });
    expect(problems).toEqual([]);
    expect(controlSubnets).toEqual([
      { zone: 'use1-az4', cidr: '10.0.24.0/21' },
      { zone: 'use1-az6', cidr: '10.0.40.0/21' },
    ]);
  });

  test('no two ranges overlap, and all lie in the VPC and are subnets that AWS accepts', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const plan = planAddresses(request);
        expect(plan.problems).toEqual([]);
        const vpc = Ipv4Range.parse(request.cidr);
        const all = [...ranges(plan).values()].map((cidr) => Ipv4Range.parse(cidr));
        expect(all).toHaveLength(
          request.controlZones.length * (request.egress === 'nat' ? 2 : 1) + request.nodeSubnets.length,
        );
        all.forEach((range, index) => {
          expect(vpc.contains(range)).toBe(true);
          expect(range.prefix).toBeLessThanOrEqual(28);
          expect(all.slice(index + 1).some((other) => other.overlaps(range))).toBe(false);
        });
      }),
    );
  });

  test('the order of zones moves nothing', () => {
    fc.assert(
      fc.property(
        requests.chain((request) =>
          fc.tuple(
            fc.constant(request),
            fc.shuffledSubarray([...request.controlZones], { minLength: request.controlZones.length }),
          ),
        ),
        ([request, shuffled]) => {
          const reordered = { ...request, controlZones: shuffled, nodeSubnets: request.nodeSubnets.toReversed() };
          expect(Object.fromEntries(ranges(planAddresses(reordered)))).toEqual(
            Object.fromEntries(ranges(planAddresses(request))),
          );
        },
      ),
    );
  });

  test('adding or removing a control zone moves no other zone', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 8 }), (request, number) => {
        const zone = `use1-az${number}`;
        const others = request.controlZones.filter((other) => other !== zone);
        fc.pre(others.length >= 2);
        const without = ranges(planAddresses({ ...request, controlZones: others }));
        const withZone = ranges(planAddresses({ ...request, controlZones: [zone, ...others] }));
        without.forEach((cidr, name) => expect(withZone.get(name)).toBe(cidr));
      }),
    );
  });

  test('a second node zone leaves the first where the default had put it', () => {
    const [first] = planAddresses(gb200).nodeSubnets;
    const both = planAddresses({
      ...gb200,
      nodeSubnets: [
        { zone: 'use1-dfw2-az1', cidr: first?.cidr },
        { zone: 'use1-atl2-az1', cidr: '10.0.96.0/19' },
      ],
    });
    expect(both.problems).toEqual([]);
    expect(both.nodeSubnets[0]).toEqual(first);
  });

  test.each<[string, Partial<AddressPlanRequest>, string, (string | number)[]]>([
    ['a range that is none', { cidr: '10.0.0.0' }, 'cidr-form', ['cidr']],
    ['a range with host bits', { cidr: '10.0.1.0/16' }, 'cidr-canonical', ['cidr']],
    ['a VPC too large for AWS', { cidr: '10.0.0.0/15' }, 'vpc-size', ['cidr']],
    ['a VPC too small to divide', { cidr: '10.0.0.0/21' }, 'vpc-size', ['cidr']],
    ['link-local addresses', { cidr: '169.254.0.0/16' }, 'vpc-range-unusable', ['cidr']],
    ['one control zone', { controlZones: ['use1-az4'] }, 'control-zones-two', ['controlZones']],
    ['no control zone', { controlZones: [] }, 'control-zones-two', ['controlZones']],
    [
      'a Local Zone for control',
      { controlZones: ['use1-az4', 'use1-az6', 'use1-dfw2-az1'] },
      'control-zone-local',
      ['controlZones', 2],
    ],
    ['a zone name', { controlZones: ['use1-az4', 'us-east-1a'] }, 'zone-name', ['controlZones', 1]],
    [
      'a zone number without a range',
      { controlZones: ['use1-az4', 'use1-az9'] },
      'control-zone-number',
      ['controlZones', 1],
    ],
    [
      'control zones of two Regions',
      { controlZones: ['use1-az4', 'usw2-az1'] },
      'zones-one-region',
      ['controlZones', 1],
    ],
    ['a control zone twice', { controlZones: ['use1-az4', 'use1-az6', 'use1-az4'] }, 'zone-twice', ['controlZones', 2]],
    ['a node zone that is none', { nodeSubnets: [{ zone: 'dallas' }] }, 'zone-form', ['nodeSubnets', 0, 'zone']],
    [
      'a node zone of another Region',
      { nodeSubnets: [{ zone: 'usw2-phx2-az1' }] },
      'zones-one-region',
      ['nodeSubnets', 0, 'zone'],
    ],
    [
      'a node zone twice',
      {
        nodeSubnets: [
          { zone: 'use1-az1', cidr: '10.0.128.0/18' },
          { zone: 'use1-az1', cidr: '10.0.192.0/18' },
        ],
      },
      'zone-twice',
      ['nodeSubnets', 1, 'zone'],
    ],
    [
      'several node zones without ranges',
      { nodeSubnets: [{ zone: 'use1-dfw2-az1', cidr: '10.0.128.0/17' }, { zone: 'use1-az1' }] },
      'node-cidr-missing',
      ['nodeSubnets', 1, 'cidr'],
    ],
    [
      'a node range that is none',
      { nodeSubnets: [{ zone: 'use1-az1', cidr: 'big' }] },
      'cidr-form',
      ['nodeSubnets', 0, 'cidr'],
    ],
    [
      'a node range outside',
      { nodeSubnets: [{ zone: 'use1-az1', cidr: '10.1.0.0/17' }] },
      'node-cidr-outside',
      ['nodeSubnets', 0, 'cidr'],
    ],
    [
      'a node range below /28',
      { nodeSubnets: [{ zone: 'use1-az1', cidr: '10.0.128.0/29' }] },
      'node-cidr-size',
      ['nodeSubnets', 0, 'cidr'],
    ],
    [
      'a node range on the control part, though no zone in use has it',
      { nodeSubnets: [{ zone: 'use1-az1', cidr: '10.0.0.0/21' }] },
      'subnets-overlap',
      ['nodeSubnets', 0, 'cidr'],
    ],
    [
      'a node range on the public part',
      { nodeSubnets: [{ zone: 'use1-az1', cidr: '10.0.71.0/24' }] },
      'subnets-overlap',
      ['nodeSubnets', 0, 'cidr'],
    ],
    [
      'two node ranges that overlap',
      {
        nodeSubnets: [
          { zone: 'use1-az1', cidr: '10.0.128.0/17' },
          { zone: 'use1-az2', cidr: '10.0.192.0/18' },
        ],
      },
      'subnets-overlap',
      ['nodeSubnets', 1, 'cidr'],
    ],
  ])('refuses %s', (_, change, id, path) => {
    const { problems } = planAddresses({ ...gb200, ...change });
    expect(problems.map((problem) => ({ id: problem.id, path: problem.path }))).toEqual([{ id, path }]);
    expect(problems[0]?.message).toMatch(/^[a-z'"].*[^.]$/s);
  });

  test.each<[string, Partial<AddressPlanRequest>]>([
    ['the largest VPC', { cidr: '10.0.0.0/16' }],
    ['the smallest VPC', { cidr: '10.0.0.0/20' }],
    ['the highest zone number', { controlZones: ['use1-az4', 'use1-az8'] }],
    ['a control zone with nodes', { nodeSubnets: [{ zone: 'use1-az4' }] }],
    ['the smallest node range', { nodeSubnets: [{ zone: 'use1-az1', cidr: '10.0.72.0/28' }] }],
    ['no nodes yet', { nodeSubnets: [] }],
  ])('accepts %s', (_, change) => {
    expect(planAddresses({ ...gb200, ...change }).problems).toEqual([]);
  });

  test('reports everything at once', () => {
    const { problems } = planAddresses({ ...gb200, cidr: '10.0.0.0/8', controlZones: ['use1-az4', 'x'] });
    expect(problems.map(({ id }) => id)).toEqual(['vpc-size', 'zone-form']);
  });
});
