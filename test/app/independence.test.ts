import fc from 'fast-check';

import { type ClusterTemplate, modelOf, synthesize } from '../support/cluster';

/** Members of every kind of capacity, in two zones, with two images. */
const POOLS = {
  train: {
    facts: 'ultraServer: u-p6e-gb200x72, zone: use1-dfw2-az1',
    members: {
      alpha: 'block: cr-0123456789abcde61, endsAt: 2026-12-20T11:30:00Z',
      bravo: 'block: cr-0123456789abcde62, startsAt: 2026-12-06T11:30:00Z, endsAt: 2026-12-20T11:30:00Z',
    },
  },
  serve: {
    facts: 'instanceType: p6-b300.48xlarge, zone: use1-az6',
    members: {
      charlie: 'count: 4, reservation: cr-0123456789abcde63',
      delta: 'count: 2, reserve: { endsAt: 2026-12-31T00:00:00Z }',
      echo: 'count: 1, onDemand: true',
    },
  },
};
const NAMES = Object.values(POOLS).flatMap(({ members }) => Object.keys(members));

/** A cluster file with these members in this order. Its zones are all named, so that their subnets stay. */
function clusterFile(members: readonly string[]): string {
  const pools = Object.entries(POOLS).map(([pool, { facts, members: known }]) => {
    const here = members.flatMap((name) => {
      const capacity = (known as Record<string, string | undefined>)[name];
      return capacity === undefined ? [] : [`{ name: ${name}, ${capacity} }`];
    });
    return here.length === 0 ? [] : [`  - { name: ${pool}, ${facts}, members: [${here.join(', ')}] }`];
  });
  return `
name: frontier
region: us-east-1
network:
  controlZones: [use1-az4, use1-az6]
  nodeSubnets:
    - { zone: use1-dfw2-az1, cidr: 10.0.128.0/17 }
    - { zone: use1-az6, cidr: 10.0.96.0/19 }
storage:
  lustre:
    - name: scratch
      zone: use1-az6
      ssd: { capacityGiB: 9600, throughputPerTiB: 500 }
      efa: { pools: [${members.some((name) => name in POOLS.serve.members) ? 'serve' : ''}], interfaces: 8 }
  home: { efs: {} }
  checkpoints: { zone: use1-az4 }
pools:
${pools.flat().join('\n')}
`;
}

/** Every resource of every stack, as text, by the path of its construct. */
function resources(members: readonly string[]): Map<string, string> {
  const { templates } = synthesize(modelOf(clusterFile(members)));
  return new Map(
    [...templates.values()].flatMap((text) =>
      Object.entries((JSON.parse(text) as ClusterTemplate).Resources).map(([id, resource]) => [
        pathOf(resource) ?? id,
        JSON.stringify({ id, resource }),
      ]),
    ),
  );
}

/** What the stacks that cells build on export. */
function exportsOf(members: readonly string[]): unknown[] {
  const { templates } = synthesize(modelOf(clusterFile(members)));
  return ['frontier-network', 'frontier-operations', 'frontier-storage'].map(
    (stack) => (JSON.parse(templates.get(stack)!) as ClusterTemplate).Outputs,
  );
}

/** Resources that belong to no member; this list is what there may be at most. But for one, none of them changes with the members. */
const SHARED = [
  /^frontier-operations\//,
  /^frontier-network\//,
  /^frontier-storage\//,
  /^frontier-cell-main\/(AutoScalingGroupGuard[0-9a-f]{8}|Dashboard)\//,
  /^frontier-(cell|reservations)-main\/CDKMetadata\//,
];

/** Path of a resource's construct, as the CDK CLI has it written into templates. */
function pathOf({ Metadata }: ClusterTemplate['Resources'][string]): string | undefined {
  return Metadata?.['aws:cdk:path'] as string | undefined;
}

/** What lists the members of a cell, and so changes with them: a picture, on which nothing depends. */
const LISTS_MEMBERS = 'frontier-cell-main/Dashboard/Resource/Resource';

const isShared = (path: string): boolean => SHARED.some((pattern) => pattern.test(path));
const isOf = (member: string, path: string): boolean =>
  path.startsWith(`frontier-cell-main/${member}/`) ||
  [`frontier-reservations-main/${member}`, `frontier-reservations-main/${member}Id`].includes(path);

const all = resources(NAMES);

test('every resource belongs to one member or is shared', () => {
  const homeless = [...all.keys()].filter((path) => !isShared(path) && !NAMES.some((name) => isOf(name, path)));
  expect(homeless).toEqual([]);
});

test('members come, go and change places, and no resource of another one changes by a byte', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(NAMES, { minLength: 1 }), (members) => {
      const some = resources(members);
      const expected = new Map([...all].filter(([path]) => isShared(path) || members.some((name) => isOf(name, path))));
      expect(some.delete(LISTS_MEMBERS) && expected.delete(LISTS_MEMBERS)).toBe(true);
      expect(some).toEqual(expected);
    }),
    { numRuns: 16 },
  );
});

test('nor is anything exported that goes with a member', () => {
  const expected = exportsOf(NAMES);
  expect(NAMES.map((name) => exportsOf([name]))).toEqual(NAMES.map(() => expected));
});

test('it would show: a member whose block changes differs', () => {
  const text = clusterFile(NAMES).replace('cr-0123456789abcde61', 'cr-0fedcba9876543210');
  const { templates } = synthesize(modelOf(text));
  const cell = (JSON.parse(templates.get('frontier-cell-main')!) as ClusterTemplate).Resources;
  const changed = Object.entries(cell)
    .map(([id, resource]) => [pathOf(resource) ?? id, JSON.stringify({ id, resource })] as const)
    .filter(([path, json]) => all.get(path) !== json)
    .map(([path]) => path);
  expect(changed).toContain('frontier-cell-main/alpha/LaunchTemplate');
  expect(changed.filter((path) => !isOf('alpha', path))).toEqual([LISTS_MEMBERS]);
});
