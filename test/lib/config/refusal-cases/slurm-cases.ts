import type { RefusalCase } from './refusal-case';
import { EXISTING, INSTANCES, ULTRASERVERS, WITH_IMAGE, edit, inFile, withLine } from './refusal-case';

/** A case of keys of `engine`, on Slurm: the wrong ones, and the right ones. */
function slurm(id: string, wrong: string, says: string, right: string, base = WITH_IMAGE): RefusalCase {
  return withLine(base, id, `engine: { type: slurm, ${wrong} }`, says, `engine: { type: slurm, ${right} }`);
}

const ON_SLURM = 'engine: { type: slurm }\n';

/** An image for x86, and login nodes that run it. */
const X86 = 'image: { id: ami-0a1b2c3d, architecture: x86_64, rootDevice: /dev/sda1, driver: 580.159.03 }';
const ON_X86 = `${edit(INSTANCES, '    members:', `    ${X86}\n    members:`)}engine: { type: slurm, login: { instanceType: m7i.large } }\n`;
const OTHER_IMAGE = X86.replace('x86_64', 'arm64');

const VERSIONS: readonly RefusalCase[] = [
  slurm('slurm-version-form', 'version: ^25.11.2', "leave out what follows the release's", 'version: 25.11'),
  slurm('slurm-version-form', 'version: ^latest', 'write 25.11', 'version: "25.11"'),
  slurm('slurm-version-unknown', 'version: ^24.05', 'it runs 24.11, 25.05, 25.11', 'version: 25.05'),
  slurm('slurm-version-ultraserver', 'version: ^24.11', 'need Slurm 25.05 or newer', 'version: 26.05'),
];

const member = (name: string, digit: number): string =>
  `      - { name: ${name}, block: cr-0a1b2c3d4e5f6070${digit}, endsAt: 2026-12-20T11:30:00Z }\n`;
const HEAD = WITH_IMAGE.slice(0, WITH_IMAGE.indexOf('      - {'));
const NINE = `${HEAD}${Array.from({ length: 9 }, (_, index) => member(`rack-${index}`, index)).join('')}`;

const CELLS: readonly RefusalCase[] = [
  inFile(
    `${WITH_IMAGE}${ON_SLURM}`,
    'slurm-name',
    'name: frontier\n',
    'name: ^frontier-of-more-than-thirty-letters\n',
    'the name of a cluster of AWS PCS has 3 to 40 characters',
    'name: frontier-of-no-more-than-35-letters\n',
  ),
  inFile(`${WITH_IMAGE}${ON_SLURM}`, 'slurm-name', 'name: train', 'name: ^tr', 'the name of a queue', 'name: trn'),
  inFile(
    `${WITH_IMAGE}${ON_SLURM}`,
    'slurm-name',
    'name: bravo',
    'name: ^the-second-of-two-ultraservers',
    'the name of a node group of AWS PCS has 3 to 25 characters',
    'name: the-second-ultraserver',
  ),
  {
    id: 'slurm-node-groups',
    wrong: `${NINE}${member('rack-9', 9).replace('{', '^{')}${ON_SLURM}`,
    says: 'cell main has 10 node groups, one for each UltraServer; a cluster of AWS PCS has room for 9 beside 1',
    right: `${NINE}${member('rack-9', 9).replace('{', '{ cell: second,')}${ON_SLURM}`,
  },
  {
    id: 'slurm-node-groups',
    wrong: `${NINE}${member('rack-9', 9).replace('{', '^{')}${ON_SLURM}`,
    says: 'name another cell for 1 of them',
    right: `${NINE}${member('rack-9', 9)}engine: { type: slurm, login: { count: 0 } }\n`,
  },
  slurm('slurm-cluster-size', 'mostInstances: ^2049', 'LARGE, holds 2048 instances', 'mostInstances: 2048'),
  slurm('slurm-cluster-size', 'mostJobs: ^16385', 'and 16384 jobs', 'mostJobs: 16384'),
  slurm(
    'slurm-cluster-size-small',
    'mostInstances: ^32',
    'cell main has 37 instances, and its controller, SMALL by mostInstances: 32, holds 32, for good; give mostInstances: 37',
    'mostInstances: 33',
  ),
];

const SOURCES: readonly RefusalCase[] = [
  {
    id: 'slurm-image',
    wrong: `${edit(ULTRASERVERS, '- name: train', '- ^name: train')}${ON_SLURM}`,
    says: 'the default one has no agent of AWS PCS',
    right: `${WITH_IMAGE}${ON_SLURM}`,
  },
  inFile(
    ON_X86,
    'slurm-reservation-id',
    'reservation: cr-0123456789abcdef0',
    'reservation: ^cr-0123456789abcdef0',
    'put it into a reservation group',
    'reservationGroup: arn:aws:resource-groups:us-east-1:111122223333:group/gpu',
  ),
  inFile(
    ON_X86,
    'slurm-reservation-id',
    'reservation: cr-0123456789abcdef0',
    'reserve: ^{}',
    'which AWS PCS takes of Capacity Blocks alone',
    'onDemand: true',
  ),
];

const LOGIN: readonly RefusalCase[] = [
  slurm(
    'slurm-login-type',
    'login: { instanceType: ^large }',
    "'large' is no instance type",
    'login: { instanceType: c8gn.large }',
  ),
  slurm(
    'slurm-login-image',
    'login: { instanceType: ^m7i.large }',
    'the image is built for arm64, but m7i.large runs x86_64',
    'login: { instanceType: m8g.large }',
  ),
  slurm(
    'slurm-login-image',
    `login: { image: ^${X86.slice('image: '.length)} }`,
    'without engine.login.instanceType login nodes are m7g.large',
    `login: { instanceType: m7i.large, ${X86} }`,
  ),
  slurm(
    'image-root-device',
    `login: { ${OTHER_IMAGE.replace('/dev/sda1', '^/dev/nvme0n1')} }`,
    'RootDeviceName',
    `login: { ${OTHER_IMAGE} }`,
  ),
  slurm(
    'image-reference',
    `login: { ${OTHER_IMAGE.replace('{ id: ami-0a1b2c3d,', '^{')} }`,
    'neither id nor ssm',
    `login: { ${OTHER_IMAGE.replace('580', '595')} }`,
  ),
  {
    id: 'slurm-login-image-missing',
    wrong: `${edit(WITH_IMAGE, 'name: bravo,', `name: bravo, ${OTHER_IMAGE},`)}^${ON_SLURM}`,
    says: 'the members of cell main have several images',
    right: `${edit(WITH_IMAGE, 'name: bravo,', `name: bravo, ${OTHER_IMAGE},`)}engine: { type: slurm, login: { ${OTHER_IMAGE} } }\n`,
  },
];

const SETTINGS: readonly RefusalCase[] = [
  slurm('slurm-purge-days', 'purgeAfterDays: ^0', 'from 1 to 10000, got 0', 'purgeAfterDays: 30'),
  slurm(
    'slurm-setting-unknown',
    'settings: { ^MinJobAges: 600 }',
    "did you mean 'MinJobAge'?",
    'settings: { MinJobAge: 600 }',
  ),
  slurm(
    'slurm-setting-unknown',
    'settings: { ^MaxTime: 3600 }',
    'give it to a queue',
    'queueSettings: { train: { MaxTime: 3600 } }',
  ),
  slurm(
    'slurm-setting-imex',
    'settings: { ^Prolog: /opt/prolog.sh }',
    'IMEX for each job rests on it',
    'settings: { TaskProlog: /opt/prolog.sh }',
  ),
  slurm(
    'slurm-setting-imex',
    'queueSettings: { train: { ^OverSubscribe: YES } }',
    "'OverSubscribe' of a queue with UltraServers",
    'queueSettings: { train: { GraceTime: 60 } }',
  ),
  slurm(
    'slurm-setting-version',
    'version: 25.05, nodeSettings: { ^Sockets: 2 }',
    'from Slurm 25.11 on, got 25.05',
    'version: 25.11, nodeSettings: { Sockets: 2 }',
  ),
  slurm(
    'slurm-setting-value',
    'settings: { ^FirstJobId: "1\\n2" }',
    'one line of printable ASCII',
    'settings: { FirstJobId: "1" }',
  ),
  slurm(
    'slurm-setting-number',
    'settings: { ^MinJobAge: banana }',
    "must be a whole number, got 'banana'",
    'settings: { MinJobAge: 300 }',
  ),
  slurm(
    'slurm-setting-prolog-hold',
    'settings: { ^SchedulerParameters: "bf_continue,nohold_on_prolog_fail" }',
    'cannot have nohold_on_prolog_fail',
    'settings: { SchedulerParameters: bf_continue }',
  ),
  slurm(
    'slurm-setting-feature',
    'nodeSettings: { ^Features: ultraserver-mine }',
    "cannot begin with 'ultraserver-'",
    'nodeSettings: { Features: mine }',
  ),
  slurm(
    'slurm-queue-unknown',
    'queueSettings: { ^tarin: {} }',
    'queues are named as pools: train; did you mean "train"?',
    'queueSettings: { train: {} }',
  ),
  slurm(
    'key-reserved',
    'queueSettings: { train: { ^__proto__: x } }',
    'in train is no name',
    'queueSettings: { train: { QOS: x } }',
  ),
];

const OWN_NETWORK = `${edit(EXISTING, '    zone: use1-dfw2-az1\n', `    zone: use1-dfw2-az1\n    ${OTHER_IMAGE}\n`)}${ON_SLURM}`;
const VPC = '    vpcId: vpc-0123456789abcdef0\n';
const CONTROL = '    controlSubnets: [{ zone: use1-az4, subnetId: subnet-0a1b2c3d4e5f60718, cidr: 10.20.96.0/24 }]\n';

const NETWORKS: readonly RefusalCase[] = [
  inFile(
    OWN_NETWORK,
    'slurm-control-subnet',
    VPC,
    VPC.replace('vpcId', '^vpcId'),
    'add it under network.existing.controlSubnets',
    `${VPC}${CONTROL}`,
  ),
  slurm(
    'slurm-control-zone',
    'controlZone: ^use1-az5',
    'which is none of network.controlZones: use1-az4, use1-az6',
    'controlZone: use1-az6',
  ),
  {
    id: 'slurm-control-zone',
    wrong: edit(edit(OWN_NETWORK, VPC, `${VPC}${CONTROL}`), 'type: slurm', 'type: slurm, controlZone: ^use1-az6'),
    says: 'none of network.existing.controlSubnets: use1-az4',
    right: edit(edit(OWN_NETWORK, VPC, `${VPC}${CONTROL}`), 'type: slurm', 'type: slurm, controlZone: use1-az4'),
  },
];

export const SLURM: readonly RefusalCase[] = [...VERSIONS, ...CELLS, ...SOURCES, ...LOGIN, ...SETTINGS, ...NETWORKS];
