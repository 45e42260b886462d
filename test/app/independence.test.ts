import fc from 'fast-check';

import { type ClusterTemplate, modelOf, synthesise } from '../support/cluster';

/** A cluster file with these members in this order; the block's id follows from the member's name. */
function clusterFile(members: readonly string[]): string {
  const block = (name: string): string => `cr-0123456789abcde${name.charCodeAt(0).toString(16)}`;
  return `
name: frontier
region: us-east-1
network: { controlZones: [use1-az4, use1-az6] }
pools:
  - name: train
    ultraServer: u-p6e-gb200x72
    zone: use1-dfw2-az1
    members:
${members.map((name) => `      - { name: ${name}, block: ${block(name)}, endsAt: 2026-12-20T11:30:00Z }`).join('\n')}
`;
}

/** Every resource of every stack, as text, by the path of its construct. */
function resources(members: readonly string[]): Map<string, string> {
  const { templates } = synthesise(modelOf(clusterFile(members)));
  return new Map(
    [...templates.values()].flatMap((text) =>
      Object.entries((JSON.parse(text) as ClusterTemplate).Resources).map(([id, resource]) => [
        pathOf(resource) ?? id,
        JSON.stringify({ id, resource }),
      ]),
    ),
  );
}

/** Resources that belong to no member. None of them changes with the members; this list is what there may be at most. */
const SHARED = [
  /^frontier-operations\//,
  /^frontier-network\//,
  /^frontier-cell-main\/(AutoScalingGroupGuard|Dashboard)\//,
  /^frontier-cell-main\/CDKMetadata\//,
];

/** Path of a resource's construct, as the CDK CLI has it written into templates. */
function pathOf({ Metadata }: ClusterTemplate['Resources'][string]): string | undefined {
  return Metadata?.['aws:cdk:path'] as string | undefined;
}

const isShared = (path: string): boolean => SHARED.some((pattern) => pattern.test(path));
const isOf = (member: string, path: string): boolean => path.startsWith(`frontier-cell-main/${member}/`);

const NAMES = ['alpha', 'bravo', 'charlie', 'delta'];
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
      expect(some).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});

test('it would show: a member whose block changes differs', () => {
  const text = clusterFile(NAMES).replace('cr-0123456789abcde61', 'cr-0fedcba9876543210');
  const { templates } = synthesise(modelOf(text));
  const cell = (JSON.parse(templates.get('frontier-cell-main')!) as ClusterTemplate).Resources;
  const changed = Object.entries(cell)
    .map(([id, resource]) => [pathOf(resource) ?? id, JSON.stringify({ id, resource })] as const)
    .filter(([path, json]) => all.get(path) !== json)
    .map(([path]) => path);
  expect(changed).toContain('frontier-cell-main/alpha/LaunchTemplate');
  expect(changed.every((path) => isOf('alpha', path))).toBe(true);
});
