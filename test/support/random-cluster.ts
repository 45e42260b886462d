import { EKS_GPU_CHART_NAMES, KARPENTER_CHART_NAME } from 'cdk-ultraserver/rules';
import fc from 'fast-check';

import type { ClusterModel } from '../../lib/config/model';
import { modelOf } from './cluster';

/** What runs the work, in all that decides what resources there are. */
type RandomEngine =
  | { readonly type: 'ec2' }
  | {
      readonly type: 'eks';
      readonly nodes: 'self-managed' | 'managed';
      readonly namespaces: string[];
      readonly admins: number;
      readonly clients: string[];
      readonly cpuPools: number;
      readonly without: string[];
    }
  | { readonly type: 'slurm'; readonly login: number };

const DALLAS = 'use1-dfw2-az1';
const VIRGINIA = 'use1-az6';
const CONTROL_ZONES = ['use1-az4', 'use1-az6', 'use1-az2'];

/** A type of pool, with the zone that it is in. */
const POOLS = {
  racks: { ultraServer: 'u-p6e-gb200x72', zone: DALLAS },
  halves: { ultraServer: 'u-p6e-gb200x36', zone: DALLAS },
  boxes: { instanceType: 'p5en.48xlarge', zone: VIRGINIA },
  chips: { ultraServer: 'u-trn2x64', zone: VIRGINIA },
} as const;

type PoolName = keyof typeof POOLS;

const engines: fc.Arbitrary<RandomEngine> = fc.oneof(
  fc.constant({ type: 'ec2' as const }),
  fc.record({
    type: fc.constant('eks' as const),
    nodes: fc.constantFrom('self-managed' as const, 'managed' as const),
    namespaces: fc.subarray(['default', 'training', 'serving'], { minLength: 1 }),
    admins: fc.nat({ max: 2 }),
    clients: fc.subarray(['10.1.0.0/16', '10.2.0.0/16']),
    cpuPools: fc.nat({ max: 2 }),
    without: fc.subarray(['aws-ebs-csi-driver', 'aws-efs-csi-driver', 'amazon-cloudwatch-observability']),
  }),
  fc.record({ type: fc.constant('slurm' as const), login: fc.nat({ max: 2 }) }),
);

const storages = fc.record({
  // More mounts than three are more than user data has room for.
  lustre: fc.subarray(['tcp', 'efa', 'linked'], { maxLength: 2 }),
  home: fc.constantFrom('none', 'efs', 'openZfs'),
  checkpoints: fc.boolean(),
});

const seeds = fc.record({
  engine: engines,
  members: fc.array(
    fc.record({
      pool: fc.constantFrom(...(Object.keys(POOLS) as PoolName[])),
      capacity: fc.constantFrom('block', 'reservation', 'reserve', 'reserve-ending', 'reservationGroup', 'onDemand'),
      cell: fc.constantFrom('main', 'other'),
      started: fc.boolean(),
      count: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  controlZones: fc.integer({ min: 2, max: 3 }),
  egress: fc.constantFrom('nat', 'none'),
  s3: fc.constantFrom(undefined, 'gateway-in-local-zones', 'interface'),
  existing: fc.boolean(),
  storage: fc.option(
    storages.filter(({ lustre, home, checkpoints }) => lustre.length > 0 || home !== 'none' || checkpoints),
    { nil: undefined },
  ),
  images: fc.nat({ max: 2 }),
  notify: fc.nat({ max: 2 }),
  ownKey: fc.boolean(),
  tags: fc.subarray(['team', 'project', 'cost-center']),
});

type Seed = typeof seeds extends fc.Arbitrary<infer T> ? T : never;

/** Sound clusters of every engine, network, storage and capacity, of up to five members. */
export const clusters: fc.Arbitrary<ClusterModel> = seeds.map((seed) => modelOf(JSON.stringify(fileOf(seed))));

/** JSON is YAML. */
function fileOf(seed: Seed): Record<string, unknown> {
  const kept = seed.members.filter(({ pool }) => seed.engine.type === 'ec2' || pool !== 'chips');
  const members = kept.length > 0 ? kept : [{ ...seed.members[0]!, pool: 'racks' as const }];
  const built = members.map(({ pool }) => pool).find((name) => name !== 'chips');
  // Builders fetch from the internet.
  const images = seed.existing || seed.egress === 'none' ? 0 : seed.images;
  return {
    name: 'random',
    region: 'us-east-1',
    ...(seed.ownKey && {
      kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
    }),
    tags: Object.fromEntries(seed.tags.map((tag) => [tag, `value of ${tag}`])),
    notify: Array.from({ length: seed.notify }, (_, index) => ({ email: `ops${index}@example.com` })),
    network: seed.existing ? existingNetwork() : createdNetwork(seed),
    engine: engineOf(seed),
    ...(seed.storage && { storage: storageOf(seed.storage) }),
    ...(images > 0 && built !== undefined && { imageBuilder: imageBuilderOf(images, built) }),
    pools: (Object.keys(POOLS) as PoolName[])
      .map((name) => ({ name, members: members.filter(({ pool }) => pool === name) }))
      .filter((pool) => pool.members.length > 0)
      .map((pool) => ({
        name: pool.name,
        ...POOLS[pool.name],
        ...imageOf(pool.name, seed),
        members: pool.members.map((member) => memberOf(member, members.indexOf(member), seed.engine)),
      })),
  };
}

function createdNetwork({ controlZones, egress, s3 }: Seed): Record<string, unknown> {
  return {
    controlZones: CONTROL_ZONES.slice(0, controlZones),
    egress,
    ...(s3 !== undefined && { s3 }),
    nodeSubnets: [
      { zone: DALLAS, cidr: '10.0.128.0/17' },
      { zone: VIRGINIA, cidr: '10.0.96.0/19' },
    ],
  };
}

function existingNetwork(): Record<string, unknown> {
  const subnet = (zone: string, number: number): Record<string, string> => ({
    zone,
    subnetId: `subnet-0123456789abcdef${number}`,
    cidr: `10.0.${number * 32}.0/19`,
  });
  return {
    existing: {
      vpcId: 'vpc-0123456789abcdef0',
      cidr: '10.0.0.0/16',
      nodeSubnets: [subnet(DALLAS, 1), subnet(VIRGINIA, 2)],
      controlSubnets: [subnet('use1-az4', 3), subnet('use1-az6', 4)],
    },
  };
}

function engineOf({ engine, egress, existing, storage }: Seed): Record<string, unknown> {
  switch (engine.type) {
    case 'ec2':
      return { type: 'ec2' };
    case 'eks':
      return {
        type: 'eks',
        nodes: engine.nodes,
        namespaces: engine.namespaces,
        access: {
          admins: Array.from({ length: engine.admins }, (_, index) => `arn:aws:iam::111122223333:role/Admin${index}`),
        },
        endpoint: { clients: engine.clients },
        cpuPools: Array.from({ length: engine.cpuPools }, (_, index) => ({
          name: `tools${index}`,
          maxCpus: 64,
          image: 'al2023@v20260728',
        })),
        // Pods mount home directories by the driver.
        addOns: {
          without: engine.without.filter((name) => storage?.home !== 'efs' || name !== 'aws-efs-csi-driver'),
        },
        ...(egress === 'none' && !existing && { charts: mirrored(engine.cpuPools > 0) }),
      };
    case 'slurm':
      return {
        type: 'slurm',
        login: {
          count: engine.login,
          image: ownImage('arm64'),
        },
      };
    default:
      return engine satisfies never;
  }
}

/** Where nothing leaves the network, charts come from a registry of the user's. */
function mirrored(karpenter: boolean): Record<string, unknown> {
  const names = [...EKS_GPU_CHART_NAMES, ...(karpenter ? [KARPENTER_CHART_NAME] : [])];
  return Object.fromEntries(
    names.map((name) => [name, { repository: `oci://111122223333.dkr.ecr.us-east-1.amazonaws.com/${name}` }]),
  );
}

function storageOf({ lustre, home, checkpoints }: NonNullable<Seed['storage']>): Record<string, unknown> {
  const links = [
    { path: '/datasets', s3: 's3://example-datasets/train/', import: ['new'] },
    { path: '/results', s3: 's3://example-results/', export: ['new'] },
  ];
  return {
    ...(lustre.length > 0 && {
      lustre: lustre.map((kind) => ({
        name: kind,
        mount: `/${kind}`,
        zone: VIRGINIA,
        ssd: { capacityGiB: 9600, throughputPerTiB: 500 },
        ...(kind === 'efa' && { efa: { pools: [], interfaces: 1 } }),
        ...(kind === 'linked' && { repositories: links }),
      })),
    }),
    ...(home === 'efs' && { home: { efs: {} } }),
    ...(home === 'openZfs' && { home: { openZfs: { zone: VIRGINIA, capacityGiB: 2048, throughputMBps: 1280 } } }),
    ...(checkpoints && { checkpoints: { zone: 'use1-az4' } }),
  };
}

function imageBuilderOf(count: number, pool: string): Record<string, unknown> {
  return {
    images: Array.from({ length: count }, (_, index) => ({ name: `image${index}`, version: '1.0.0', pools: [pool] })),
  };
}

function ownImage(architecture: string): Record<string, unknown> {
  return { id: 'ami-0123456789abcdef0', architecture, rootDevice: '/dev/sda1', driver: '580.159.03' };
}

/** Slurm's nodes and Trainium need an image of the user's. */
function imageOf(pool: PoolName, { engine }: Seed): Record<string, unknown> {
  const architecture = pool === 'boxes' || pool === 'chips' ? 'x86_64' : 'arm64';
  return engine.type === 'slurm' || pool === 'chips' ? { image: ownImage(architecture) } : {};
}

function memberOf(member: Seed['members'][number], index: number, engine: RandomEngine): Record<string, unknown> {
  const common = { name: `member${index}`, cell: member.cell };
  const id = `cr-0123456789abcde${(index + 0x10).toString(16)}`;
  const block = {
    block: id,
    ...(member.started ? {} : { startsAt: '2026-12-06T11:30:00Z' }),
    endsAt: `2026-12-${20 - index}T11:30:00Z`,
  };
  if (member.pool !== 'boxes') {
    return { ...common, ...block };
  }
  // AWS PCS takes reservations by their group alone.
  const kind = engine.type === 'slurm' && member.capacity.startsWith('reser') ? 'reservationGroup' : member.capacity;
  const capacities: Record<string, Record<string, unknown>> = {
    block,
    reservation: { reservation: id },
    reserve: { reserve: {} },
    'reserve-ending': { reserve: { endsAt: '2026-12-31T00:00:00Z' } },
    reservationGroup: {
      reservationGroup: `arn:aws:resource-groups:us-east-1:111122223333:group/group${index}`,
    },
    onDemand: { onDemand: true },
  };
  return { ...common, count: member.count, ...capacities[kind] };
}
