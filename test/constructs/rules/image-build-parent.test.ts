import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import { checkImageParent, checkImageTypes, IMAGE_SYSTEMS, type ImageParentDemand } from 'cdk-ultraserver/rules';

const { P6E_GB200_36XLARGE: GRACE, P6_B300_48XLARGE: B300, TRN2U_48XLARGE: TRAINIUM } = AcceleratedInstanceType;
const SOUND: ImageParentDemand = {
  engine: 'ec2',
  os: 'al2023',
  architecture: 'arm64',
  rootDevice: '/dev/xvda',
  types: [GRACE],
};
const found = (change: Partial<ImageParentDemand>) => checkImageParent({ ...SOUND, ...change });

test('a parent that fits', () => {
  expect(found({})).toEqual([]);
  expect(found({ architecture: 'x86_64', types: [B300], rootDevice: '/dev/sda1', os: 'ubuntu2404' })).toEqual([]);
});

test('an x86 parent does not run on Grace, nor an Arm one on x86', () => {
  expect(found({ architecture: 'x86_64' })).toEqual([
    {
      id: 'image-build-architecture',
      message: 'the parent image is built for x86_64, but p6e-gb200.36xlarge runs arm64; give a parent for arm64',
      path: ['parent', 'architecture'],
    },
  ]);
  expect(found({ types: [B300] })).toMatchObject([{ id: 'image-build-architecture' }]);
});

test.each([
  ['ec2', 'al2023', []],
  ['ec2', 'ubuntu2404', []],
  ['eks', 'al2023', []],
  ['eks', 'ubuntu2404', ['image-build-os']],
  ['slurm', 'al2023', ['image-build-os']],
  ['slurm', 'ubuntu2404', []],
] as const)('%s on %s', (engine, os, ids) => {
  expect(found({ engine, os }).map(({ id }) => id)).toEqual(ids);
  expect(IMAGE_SYSTEMS[engine].includes(os)).toBe(ids.length === 0);
});

test.each([
  ['/dev/xvda', true],
  ['/dev/sda1', true],
  ['/dev/nvme0n1', false],
  ['xvda', false],
])('the root device %s', (rootDevice, sound) => {
  expect(found({ rootDevice })).toMatchObject(sound ? [] : [{ id: 'image-build-root-device' }]);
});

test.each([
  ['none', [], /for no instance type/],
  ['of two architectures', [GRACE, B300], /arm64 and p6-b300\.48xlarge x86_64.*one for each/],
  ['Trainium', [TRAINIUM], /trn2u\.48xlarge has no NVIDIA GPU/],
])('types: %s', (_what, types, message) => {
  expect(checkImageTypes(types)).toEqual([
    { id: 'image-build-types', message: expect.stringMatching(message) as string, path: ['instanceTypes'] },
  ]);
  expect(checkImageTypes([B300, AcceleratedInstanceType.P5_48XLARGE])).toEqual([]);
});
