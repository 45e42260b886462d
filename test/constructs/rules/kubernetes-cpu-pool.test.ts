import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import { checkCpuPool } from 'cdk-ultraserver/rules';

const demand = { name: 'agents', maxCpus: 64, image: 'al2023@v20260728' };
const ids = (problems: { readonly id: string }[]): string[] => problems.map(({ id }) => id);

test.each(['m8g', 'c8gn', 'r7gd', 'x2gd', 't4g', 'im4gn', 'is4gen', 'i8g'])('%s is a Graviton family', (family) => {
  expect(checkCpuPool({ ...demand, families: [family] })).toEqual([]);
});

test.each([
  // With accelerators, one of them on Graviton.
  'g5g',
  'g6e',
  'inf2',
  'trn2u',
  'vt1',
  'dl2q',
  'f2',
  // Of another processor.
  'm7i',
  'c8a',
  // No family.
  'm8g.large',
  '',
])("'%s' is refused", (family) => {
  expect(checkCpuPool({ ...demand, families: ['m8g', family] })).toEqual([
    { id: 'kubernetes-cpu-family', message: expect.stringContaining(`got '${family}'`), path: ['families', 1] },
  ]);
});

test.each(AcceleratedInstanceType.known().map(({ name }) => name.split('.')[0] ?? ''))('%s is refused', (family) => {
  expect(ids(checkCpuPool({ ...demand, families: [family] }))).toEqual(['kubernetes-cpu-family']);
});

test.each([0, -1, 1.5, Number.NaN, Infinity])('%d CPUs are no limit', (maxCpus) => {
  expect(ids(checkCpuPool({ ...demand, maxCpus }))).toEqual(['kubernetes-cpu-limit']);
});

test.each(['al2023@latest', 'al2023', 'ami-0123456789abcdef0', 'bottlerocket@v1.20.0'])('%s is no release', (image) => {
  expect(ids(checkCpuPool({ ...demand, image }))).toEqual(['kubernetes-cpu-image']);
});
