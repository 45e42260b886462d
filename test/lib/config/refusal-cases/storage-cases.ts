import type { RefusalCase } from './refusal-case';
import { EXISTING, INSTANCES, ULTRASERVERS, edit, inFile } from './refusal-case';

const SSD = 'ssd: { capacityGiB: 4800, throughputPerTiB: 500 }';

/** A file with one Lustre file system, and what else stands under `storage`. */
function stored(base: string, fileSystem: string, others = ''): string {
  return `${base}storage:\n  lustre:\n    - ${fileSystem}\n${others}`;
}

/** A case of one Lustre file system: the keys that are wrong, and the right ones. */
function lustre(id: string, wrong: string, says: string, right: string, base = ULTRASERVERS): RefusalCase {
  return {
    id,
    wrong: stored(base, `{ name: scratch, ${wrong} }`),
    says,
    right: stored(base, `{ name: scratch, ${right} }`),
  };
}

/** A case of another key of `storage`. */
function storage(id: string, wrong: string, says: string, right: string, base = ULTRASERVERS): RefusalCase {
  return { id, wrong: `${base}storage: { ${wrong} }\n`, says, right: `${base}storage: { ${right} }\n` };
}

const TIERED = 'intelligentTiering: { throughputMBps: 4000 }';
const repositories = (...links: string[]): string =>
  `${SSD}, repositories: [${links.map((link) => `{ ${link} }`).join(', ')}]`;
const DATA = 'path: /datasets, s3: s3://frontier-data/datasets/';
const eight = Array.from({ length: 8 }, (_, index) => `path: /d${index}, s3: s3://frontier-data/d${index}/`);

/** Instances in an Availability Zone that is a control zone, over EFA. */
const OVER_EFA = 'ssd: { capacityGiB: 9600, throughputPerTiB: 500 }, efa: { pools: [serve], interfaces: 16 }';

/** Nodes in two zones. */
const SPREAD = edit(
  edit(INSTANCES, 'name: batch,', 'name: batch, zone: use1-az4,'),
  'network:\n',
  'network:\n  nodeSubnets: [{ zone: use1-az6, cidr: 10.0.128.0/17 }, { zone: use1-az4, cidr: 10.0.96.0/19 }]\n',
);

/** A Local Zone whose parent is not known. */
const PHOENIX = edit(
  edit(ULTRASERVERS, 'region: us-east-1', 'region: us-west-2').replace('use1-az4, use1-az6', 'usw2-az1, usw2-az2'),
  'zone: use1-dfw2-az1',
  'zone: usw2-phx2-az1',
).replace('network:\n', 'network:\n  nodeSubnets: [{ zone: usw2-phx2-az1, natZone: usw2-az1 }]\n');

const CONTROL_SUBNET = '{ zone: use1-az4, subnetId: subnet-0a1b2c3d4e5f60718, cidr: 10.20.96.0/24 }';
const withControlSubnet = (base: string): string =>
  edit(base, '    nodeSubnets:', `    controlSubnets: [${CONTROL_SUBNET}]\n    nodeSubnets:`);

const SIZES: readonly RefusalCase[] = [
  lustre('lustre-throughput', 'ssd: { capacityGiB: 4800, throughputPerTiB: ^300 }', '125, 250, 500, 1000', SSD),
  lustre(
    'lustre-capacity',
    'ssd: { capacityGiB: ^5000, throughputPerTiB: 500 }',
    'take 4800 or 7200',
    'ssd: { capacityGiB: 7200, throughputPerTiB: 500 }',
  ),
  lustre(
    'lustre-capacity',
    OVER_EFA.replace('9600', '^4800'),
    'with EFA at 500 MB/s a TiB FSx takes multiples of 9600 GiB',
    OVER_EFA,
    INSTANCES,
  ),
  lustre(
    'lustre-metadata-iops',
    'ssd: { capacityGiB: 4800, throughputPerTiB: 500, metadataIops: ^4000 }',
    'take 3000 or 6000',
    'ssd: { capacityGiB: 4800, throughputPerTiB: 500, metadataIops: 6000 }',
  ),
  lustre(
    'lustre-metadata-iops',
    'intelligentTiering: { throughputMBps: 4000, metadataIops: ^3000 }',
    '6000 and 12000 on Intelligent-Tiering',
    'intelligentTiering: { throughputMBps: 4000, metadataIops: 12000 }',
  ),
  lustre('lustre-tiering-throughput', 'intelligentTiering: { throughputMBps: ^5000 }', 'take 4000 or 8000', TIERED),
  lustre(
    'lustre-read-cache',
    'intelligentTiering: { throughputMBps: 4000, readCacheGiB: ^16 }',
    'from 32 to 131072 GiB',
    'intelligentTiering: { throughputMBps: 4000, readCacheGiB: 0 }',
  ),
  {
    id: 'lustre-kind',
    wrong: stored(ULTRASERVERS, '^{ name: scratch }'),
    says: 'lustre scratch has neither ssd nor intelligentTiering',
    right: stored(ULTRASERVERS, `{ name: scratch, ${TIERED} }`),
  },
  lustre('lustre-kind', `${SSD}, ^${TIERED}`, 'has both ssd and intelligentTiering', SSD),
  lustre('storage-backup-days', `${SSD}, backupDays: ^91`, '1 to 90 whole days', `${SSD}, backupDays: 90`),
  lustre(
    'storage-maintenance-time',
    `${SSD}, maintenance: ^Sunday`,
    'give day and time in UTC as d:HH:MM',
    `${SSD}, maintenance: 7:03:00`,
  ),
  {
    id: 'storage-name-twice',
    wrong: stored(ULTRASERVERS, `{ name: scratch, ${SSD} }\n    - { name: ^scratch, mount: /more, ${SSD} }`),
    says: 'a second file system is named "scratch"',
    right: stored(ULTRASERVERS, `{ name: scratch, ${SSD} }\n    - { name: more, mount: /more, ${SSD} }`),
  },
];

const LINKS: readonly RefusalCase[] = [
  lustre(
    'lustre-repository-storage-class',
    `${TIERED}, ^repositories: [{ ${DATA} }]`,
    'cannot be linked to S3',
    `${SSD}, repositories: [{ ${DATA} }]`,
  ),
  lustre(
    'lustre-repository-count',
    repositories(...eight, DATA).replace('repositories', '^repositories'),
    '9 links to S3 are asked for',
    repositories(...eight),
  ),
  lustre(
    'lustre-repository-backups',
    `${repositories(DATA)}, backupDays: ^7`,
    'FSx makes no backups of a file system that is linked to S3',
    `${repositories(DATA)}, backupDays: 0`,
  ),
  lustre(
    'lustre-repository-path',
    repositories('path: ^datasets, s3: s3://frontier-data/datasets/'),
    'is no folder of the file system',
    repositories(DATA),
  ),
  lustre(
    'lustre-repository-uri',
    repositories('path: /datasets, s3: ^https://frontier-data.s3.amazonaws.com/'),
    'give s3://bucket/prefix/',
    repositories(DATA),
  ),
  lustre(
    'lustre-repository-events',
    repositories(`${DATA}, export: ^[new, new]`),
    'the events to export are NEW, NEW',
    repositories(`${DATA}, export: [new, deleted]`),
  ),
  lustre(
    'lustre-repository-overlap',
    repositories(DATA, 'path: ^/datasets/eval, s3: s3://frontier-data/eval/'),
    'one inside the other',
    repositories(DATA, 'path: /eval, s3: s3://frontier-data/eval/'),
  ),
  lustre(
    'lustre-repository-uri-twice',
    repositories(DATA, 'path: /eval, s3: ^s3://frontier-data/datasets/'),
    'is linked twice',
    repositories(DATA, 'path: /eval, s3: s3://frontier-data/eval/'),
  ),
];

const EFA: readonly RefusalCase[] = [
  lustre(
    'storage-pool-unknown',
    OVER_EFA.replace('[serve]', '[^sevre]'),
    'which has serve; did you mean "serve"?',
    OVER_EFA,
    INSTANCES,
  ),
  lustre(
    'lustre-efa-zone',
    OVER_EFA.replace('[serve]', '[^train]').replace('16', '4'),
    "the file system is in use1-az4 and 'train' runs in use1-dfw2-az1",
    OVER_EFA.replace('[serve]', '[train]').replace('16', '4').concat(', zone: use1-dfw2-az1, offeredInLocalZone: true'),
  ),
  lustre(
    'lustre-efa-instance',
    OVER_EFA.replace('16', '^17'),
    'Lustre is to use 17 EFA interfaces of each p5en.48xlarge, which has 16',
    OVER_EFA,
    INSTANCES,
  ),
  lustre(
    'lustre-efa-connections',
    OVER_EFA.replace('16', '^16'),
    "the clients open 1040 EFA connections ('serve' 65 x 16 = 1040)",
    OVER_EFA.replace('16', '15'),
    edit(INSTANCES, 'count: 2', 'count: 61'),
  ),
];

const PLACES: readonly RefusalCase[] = [
  lustre(
    'storage-local-zone',
    `${SSD}, zone: ^use1-dfw2-az1`,
    'use its parent zone use1-az4',
    `${SSD}, zone: use1-dfw2-az1, offeredInLocalZone: true`,
  ),
  lustre('zone-name', `${SSD}, zone: ^us-east-1a`, "is a zone's name", `${SSD}, zone: use1-az4`),
  {
    id: 'storage-zone-missing',
    wrong: stored(SPREAD, `^{ name: scratch, ${SSD} }`),
    says: 'add zone: use1-az6 or zone: use1-az4',
    right: stored(SPREAD, `{ name: scratch, ${SSD}, zone: use1-az6 }`),
  },
  storage(
    'storage-zone-missing',
    'checkpoints: ^{}',
    'nodes run in usw2-phx2-az1, whose parent zone is not known here',
    'checkpoints: { zone: usw2-az1 }',
    PHOENIX,
  ),
  lustre(
    'storage-subnet-missing',
    `${SSD}, zone: ^use1-az5`,
    'has no subnet under network.controlZones, which has use1-az4, use1-az6',
    `${SSD}, zone: use1-az6`,
  ),
  lustre(
    'storage-subnet-missing',
    `${SSD}, offeredInLocalZone: true, zone: ^use1-atl2-az1`,
    'add one under network.nodeSubnets',
    `${SSD}, offeredInLocalZone: true, zone: use1-dfw2-az1`,
  ),
  lustre(
    'storage-subnet-missing',
    `${OVER_EFA.replace('[serve]', '[]')}, zone: ^use1-az6`,
    'which has no subnet for nodes',
    `${OVER_EFA}, zone: use1-az4`,
    INSTANCES.replace('zone: use1-az6', 'zone: use1-az4'),
  ),
  {
    id: 'storage-subnet-missing',
    wrong: stored(EXISTING, `^{ name: scratch, ${SSD} }`),
    says: 'has no subnet under network.existing.controlSubnets, which is not given',
    right: stored(withControlSubnet(EXISTING), `{ name: scratch, ${SSD} }`),
  },
  storage(
    'storage-subnet-missing',
    'home: { efs: ^{} }',
    'the existing VPC names none',
    'home: { openZfs: { capacityGiB: 64, throughputMBps: 160, zone: use1-dfw2-az1, offeredInLocalZone: true } }',
    EXISTING,
  ),
  storage(
    'storage-subnet-missing',
    'home: { efs: { zone: ^use1-az5 } }',
    'home has a mount target in use1-az4, use1-az6',
    'home: { efs: { zone: use1-az6 } }',
    PHOENIX.replaceAll('usw2-az1', 'use1-az4')
      .replaceAll('usw2-az2', 'use1-az6')
      .replaceAll('usw2-phx2', 'use1-bos1')
      .replace('us-west-2', 'us-east-1'),
  ),
  storage(
    'home-zone',
    'home: { efs: ^{} }',
    'nodes in usw2-phx2-az1 have no mount target: there is one in usw2-az1, usw2-az2',
    'home: { efs: { zone: usw2-az1 } }',
    PHOENIX,
  ),
  inFile(
    withControlSubnet(EXISTING),
    'control-zone-local',
    '{ zone: use1-az4',
    '{ zone: ^use1-atl2-az1',
    'control subnet in use1-atl2-az1, a Local Zone',
    '{ zone: use1-az5',
  ),
];

const OTHERS: readonly RefusalCase[] = [
  {
    id: 'storage-empty',
    wrong: `${ULTRASERVERS}storage: ^{}\n`,
    says: 'must have one of lustre, home, checkpoints',
    right: `${ULTRASERVERS}storage: { checkpoints: {} }\n`,
  },
  storage('home-kind', 'home: ^{}', 'has neither efs nor openZfs', 'home: { efs: {} }'),
  storage(
    'home-kind',
    'home: { efs: {}, ^openZfs: { capacityGiB: 64, throughputMBps: 160 } }',
    'has both efs and openZfs',
    'home: { openZfs: { capacityGiB: 64, throughputMBps: 160 } }',
  ),
  storage(
    'openzfs-capacity',
    'home: { openZfs: { capacityGiB: ^32, throughputMBps: 160 } }',
    'from 64 to 524288',
    'home: { openZfs: { capacityGiB: 64, throughputMBps: 160 } }',
  ),
  storage(
    'openzfs-throughput',
    'home: { openZfs: { capacityGiB: 64, throughputMBps: ^64 } }',
    '160, 320, 640',
    'home: { openZfs: { capacityGiB: 64, throughputMBps: 320 } }',
  ),
  storage('mount-path', 'home: { mount: ^home, efs: {} }', 'is no absolute path', 'home: { mount: /homes, efs: {} }'),
  storage(
    'mount-path-taken',
    'home: { mount: ^/root, efs: {} }',
    'which the node needs',
    'home: { mount: /mnt/home, efs: {} }',
  ),
  {
    id: 'mount-path-overlap',
    wrong: stored(ULTRASERVERS, `{ name: scratch, mount: /home/scratch, ${SSD} }`, '  home: ^{ efs: {} }\n'),
    says: "the mount points '/home/scratch' and '/home' are one inside the other",
    right: stored(ULTRASERVERS, `{ name: scratch, mount: /scratch, ${SSD} }`, '  home: { efs: {} }\n'),
  },
  storage(
    'directory-bucket-local-zone',
    'checkpoints: { zone: ^use1-dfw2-az1 }',
    'use an Availability Zone',
    'checkpoints: { zone: use1-dfw2-az1, offeredInLocalZone: true }',
  ),
  storage(
    'directory-bucket-name',
    'checkpoints: { baseName: ^Checkpoints }',
    'lower-case letters, digits and hyphens',
    'checkpoints: { baseName: checkpoints }',
  ),
];

export const STORAGE: readonly RefusalCase[] = [...SIZES, ...LINKS, ...EFA, ...PLACES, ...OTHERS];
