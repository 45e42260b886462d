import type { RefusalCase } from './refusal-case';
import { EXISTING, INSTANCES, ULTRASERVERS, edit, inFile } from './refusal-case';

const SUM = 'a'.repeat(64);
const PARENT =
  'parent: { id: ami-0123456789abcdef0, architecture: arm64, os: al2023, rootDevice: /dev/xvda, driver: 580.126.09 }';

/** Two images; the second has every key. */
const IMAGES = `imageBuilder:
  zone: use1-az6
  images:
    - name: plain
      pools: [train]
    - name: grace
      pools: [train]
      engine: ec2
      version: 2026.12.06
      ${PARENT}
      software: { nccl: 2.31.2, dcgm: 4.7.0, cloudWatchAgent: 1.300068.0, efaInstaller: 1.51.0 }
      efaInstallerSha256: ${SUM}
      rootVolumeGiB: 150
      builderTypes: [m7g.4xlarge]
      schedule: cron(0 6 ? * mon *)
`;
export const WITH_IMAGES = `${ULTRASERVERS}${IMAGES}`;
const PLAIN = 'imageBuilder:\n  images:\n    - name: plain\n      pools: [serve]\n';

function ofImage(id: string, from: string, wrong: string, says: string, right: string): RefusalCase {
  return inFile(WITH_IMAGES, id, from, wrong, says, right);
}

/** A file with pools of Grace and of x86. */
const MIXED = WITH_IMAGES.replace(
  'imageBuilder:',
  `  - name: serve
    instanceType: p6-b300.48xlarge
    zone: use1-dfw2-az1
    rootVolume: { sizeGiB: 150 }
    members: [{ name: web, count: 2, onDemand: true }]
imageBuilder:`,
);

export const IMAGE_BUILDER: readonly RefusalCase[] = [
  {
    id: 'image-build-egress',
    wrong: edit(WITH_IMAGES, 'imageBuilder:', '^imageBuilder:').replace('  cidr: 10', '  egress: none\n  cidr: 10'),
    says: 'take egress: nat',
    right: WITH_IMAGES.replace('  cidr: 10', '  egress: nat\n  cidr: 10'),
  },
  ofImage('image-build-subnet', 'zone: use1-az6', 'zone: ^use1-az5', 'has use1-az4, use1-az6', 'zone: use1-az4'),
  {
    id: 'image-build-subnet',
    wrong: `${EXISTING}^${PLAIN.replace('serve', 'train')}`,
    says: 'network.existing.controlSubnets',
    right: `${edit(
      EXISTING,
      'pools:',
      '    controlSubnets:\n      - { zone: use1-az6, subnetId: subnet-0a1b2c3d4e5f60718, cidr: 10.20.65.0/24 }\npools:',
    )}${PLAIN.replace('serve', 'train')}`,
  },
  ofImage('image-build-name-twice', 'name: grace', 'name: ^plain', 'a second image is named "plain"', 'name: plain-2'),
  ofImage(
    'image-build-pool-unknown',
    '[train]\n      engine',
    '[train, ^trian]\n      engine',
    'did you mean "train"',
    '[train, train]\n      engine',
  ),
  inFile(
    MIXED,
    'image-build-types',
    '[train]\n    - name: grace',
    '^[train, serve]\n    - name: grace',
    'build one for each',
    '[serve]\n    - name: grace',
  ),
  ofImage(
    'image-build-parent-reference',
    '{ id: ami-0123456789abcdef0, arch',
    '^{ arch',
    'neither id nor ssm',
    '{ ssm: /team/latest/x, arch',
  ),
  ofImage('image-build-parent-reference', '{ id: ami', '^{ ssm: /team/x, id: ami', 'both id and ssm', '{ id: ami'),
  ofImage('image-id-form', 'ami-0123456789abcdef0', '^ami-0123', 'is no AMI id', 'ami-01234567'),
  ofImage(
    'image-parameter-form',
    'id: ami-0123456789abcdef0',
    'ssm: ^team/x',
    'absolute path',
    'ssm: /team/recommended/x',
  ),
  ofImage(
    'image-build-architecture',
    'architecture: arm64, os',
    'architecture: ^x86_64, os',
    'p6e-gb200.36xlarge runs arm64',
    'architecture: arm64, os',
  ),
  {
    id: 'image-build-architecture',
    wrong: edit(
      edit(MIXED, 'pools: [train]\n      engine: ec2', 'pools: [serve]\n      engine: ec2'),
      'architecture: arm64, os',
      'architecture: ^arm64, os',
    ),
    says: 'p6-b300.48xlarge runs x86_64',
    right: edit(MIXED, 'pools: [train]\n      engine: ec2', 'pools: [train, train]\n      engine: ec2'),
  },
  {
    id: 'image-build-os',
    wrong: edit(edit(WITH_IMAGES, 'os: al2023', 'os: ^al2023'), 'engine: ec2\n', 'engine: slurm\n'),
    says: 'only on ubuntu2404',
    right: edit(WITH_IMAGES, 'engine: ec2\n', 'engine: eks\n'),
  },
  ofImage(
    'image-build-root-device',
    'rootDevice: /dev/xvda, driver: 580.126.09',
    'rootDevice: ^/dev/nvme0n1, driver: 580.126.09',
    'RootDeviceName',
    'rootDevice: /dev/sda1, driver: 580.126.09',
  ),
  ofImage(
    'image-build-parent-driver',
    'software: { nccl',
    'software: { driver: ^580.159.03, nccl',
    'has driver 580.126.09',
    'software: { driver: 580.126.09, nccl',
  ),
  ofImage('image-build-unpinned', 'nccl: 2.31.2', 'nccl: ^latest', 'three numbers, such as 2.31.2', 'nccl: 2.31.3'),
  ofImage('image-build-unpinned', 'dcgm: 4.7.0', 'dcgm: ^4.7', 'does not name one release', 'dcgm: 4.7.1'),
  ofImage(
    'image-build-imex',
    'software: { nccl',
    'software: { imex: ^580.159.03, nccl',
    'of one release',
    'software: { imex: 580.126.09, nccl',
  ),
  ofImage(
    'image-build-ofi-nccl',
    'software: { nccl',
    'software: { ofiNccl: ^1.21.1, nccl',
    'brings the OFI plugin 1.22.0',
    'software: { ofiNccl: 1.22.0, nccl',
  ),
  {
    id: 'image-build-ofi-nccl',
    wrong: edit(
      WITH_IMAGES,
      'software: { nccl: 2.31.2, dcgm: 4.7.0, cloudWatchAgent: 1.300068.0, efaInstaller: 1.51.0 }',
      '^software: { efaInstaller: 1.52.0 }',
    ),
    says: 'give it as ofiNccl',
    right: edit(
      WITH_IMAGES,
      'software: { nccl: 2.31.2, dcgm: 4.7.0, cloudWatchAgent: 1.300068.0, efaInstaller: 1.51.0 }',
      'software: { efaInstaller: 1.52.0, ofiNccl: 1.23.0 }',
    ),
  },
  ofImage('image-build-minimum', 'nccl: 2.31.2', 'nccl: ^2.26.1', 'older than 2.26.2', 'nccl: 2.26.2'),
  ofImage('image-build-checksum', SUM, `^${'a'.repeat(63)}`, 'no SHA-256', '0'.repeat(64)),
  ofImage('image-build-version', '2026.12.06', '^2026.12', 'three numbers', '2026.12.7'),
  ofImage(
    'image-build-schedule',
    'cron(0 6 ? * mon *)',
    '^cron(0 6 * * mon *)',
    "'?' in one of the two",
    'cron(0 6 ? * mon,tue *)',
  ),
  ofImage(
    'image-build-builder',
    '[m7g.4xlarge]',
    '[m7g.4xlarge, ^m7i.4xlarge]',
    'm7i.4xlarge runs x86_64',
    '[m7g.4xlarge, m6g.4xlarge]',
  ),
  {
    id: 'image-build-volume',
    wrong: edit(
      edit(WITH_IMAGES, 'rootVolumeGiB: 150', 'rootVolumeGiB: ^150'),
      '    members:',
      '    rootVolume: { sizeGiB: 120 }\n    members:',
    ),
    says: 'give the image rootVolumeGiB: 120',
    right: edit(
      edit(WITH_IMAGES, 'rootVolumeGiB: 150', 'rootVolumeGiB: 120'),
      '    members:',
      '    rootVolume: { sizeGiB: 120 }\n    members:',
    ),
  },
  ofImage('image-build-volume', 'rootVolumeGiB: 150', 'rootVolumeGiB: ^201', 'one of 200 GiB', 'rootVolumeGiB: 200'),
  ofImage('driver-fault', 'driver: 580.126.09 }', 'driver: ^595.91.07 }', 'from branch 595 on', 'driver: 590.44.01 }'),
  ofImage('driver-minimum', 'driver: 580.126.09 }', 'driver: ^565.57.01 }', 'older than 570', 'driver: 570.86.15 }'),
  {
    id: 'image-build-types',
    wrong: `${edit(
      INSTANCES,
      'instanceType: p5en.48xlarge\n',
      'instanceType: trn2u.48xlarge\n    image: { id: ami-0a1b2c3d, architecture: x86_64, rootDevice: /dev/sda1, driver: 2.21.37 }\n',
    )}${PLAIN.replace('[serve]', '^[serve]')}`,
    says: 'has no NVIDIA GPU',
    right: `${INSTANCES}${PLAIN}`,
  },
];
