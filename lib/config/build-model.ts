import { deepFreeze, defaultImage } from 'cdk-ultraserver/hardware';
import type { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import { drainTime, formatInstant, parseInstant } from 'cdk-ultraserver/rules';

import { engineModel } from './build-engine';
import { imageBuilderModel } from './build-image-builder';
import { membersByCell } from './engine-plan';
import type { ClusterFacts, MemberFacts } from './facts';
import type {
  BlockModel,
  CapacityModel,
  CellModel,
  ClusterModel,
  ImageModel,
  MemberModel,
  NetworkModel,
  RootVolumeModel,
  Subscriber,
  Warning,
} from './model';
import { planNetwork } from './network-plan';
import { required } from './required';
import type { ClusterFile } from './schema/cluster';
import { storageModel } from './build-storage';

/** What a file without the key means; the schema and docs/cluster-file.md say the same. */
export const DEFAULTS = {
  bootstrapQualifier: 'hnb659fds',
  logRetentionDays: 365,
  rootVolume: { sizeGiB: 200, type: 'gp3' },
} as const;

type Member = ClusterFile['pools'][number]['members'][number];
type Pool = ClusterFile['pools'][number];
type Image = NonNullable<Pool['image']>;

/** A file in which nothing is wrong, with its defaults filled in; frozen to its depth. */
export function buildModel(file: string, cluster: ClusterFacts, warnings: readonly Warning[]): ClusterModel {
  // Without findings nothing has been taken out of the draft: it is the whole file.
  const data = cluster.draft as ClusterFile;
  const built = cells(cluster);
  return deepFreeze({
    file,
    name: data.name,
    region: data.region,
    account: data.account,
    bootstrapQualifier: data.bootstrap?.qualifier ?? DEFAULTS.bootstrapQualifier,
    permissionsBoundary: data.permissionsBoundary,
    kmsKeyArn: data.kmsKeyArn,
    tags: { ...data.tags },
    logRetentionDays: data.logs?.retentionDays ?? DEFAULTS.logRetentionDays,
    notify: (data.notify ?? []).flatMap(subscriber),
    network: networkModel(data, cluster),
    engine: engineModel(cluster, built, imageOf),
    storage: storageModel(cluster),
    imageBuilder: imageBuilderModel(cluster),
    cells: built,
    warnings: [...warnings],
  });
}

function subscriber({ email, https }: NonNullable<ClusterFile['notify']>[number]): Subscriber[] {
  return [
    ...(email === undefined ? [] : [{ kind: 'email', address: email } as const]),
    ...(https === undefined ? [] : [{ kind: 'https', url: https } as const]),
  ];
}

function networkModel({ network }: ClusterFile, cluster: ClusterFacts): NetworkModel {
  const planned = planNetwork(cluster);
  if (!planned) {
    const { vpcId, cidr, nodeSubnets, controlSubnets = [] } = required(network.existing);
    const copies = (subnets: typeof nodeSubnets) => subnets.map((subnet) => ({ ...subnet }));
    return {
      kind: 'existing',
      vpcId,
      cidr,
      nodeSubnets: copies(nodeSubnets),
      controlSubnets: copies(controlSubnets),
    };
  }
  const { plan } = planned;
  return {
    kind: 'created',
    cidr: plan.cidr,
    egress: plan.egress,
    s3: plan.s3,
    controlZones: plan.controlSubnets.map(({ zone }) => zone),
    nodeSubnets: plan.nodeSubnets.map(({ zone, cidr, natZone }) => ({ zone, cidr, natZone })),
  };
}

function cells({ members }: ClusterFacts): CellModel[] {
  return [...membersByCell(members)].map(([name, held]) => ({ name, members: held.map(memberModel) }));
}

function memberModel(facts: MemberFacts): MemberModel {
  const member = facts.draft as Member;
  const pool = facts.pool.draft as Pool;
  const instanceType = required(facts.pool.instanceType);
  const common = {
    name: member.name,
    pool: pool.name,
    zone: required(facts.zone),
    instanceType,
    count: required(facts.count),
    interfaces: required(facts.pool.layout),
    image: imageModel(member.image ?? pool.image, instanceType),
    rootVolume: rootVolume(pool),
  };
  return facts.pool.ultraServer
    ? {
        kind: 'ultraserver',
        ...common,
        ultraServerType: facts.pool.ultraServer,
        capacity: block(required(member.block), member, pool),
      }
    : { kind: 'instances', ...common, capacity: capacity(member, pool) };
}

function capacity(member: Member, pool: Pool): CapacityModel {
  if (member.block !== undefined) {
    return block(member.block, member, pool);
  }
  if (member.reservation !== undefined) {
    return { kind: 'reservation', reservationId: member.reservation };
  }
  if (member.reservationGroup !== undefined) {
    return { kind: 'reservation-group', arn: member.reservationGroup };
  }
  return member.reserve === undefined ? { kind: 'on-demand' } : { kind: 'reserve', endsAt: utc(member.reserve.endsAt) };
}

function block(reservationId: string, { startsAt, endsAt }: Member, { drainMinutes }: Pool): BlockModel {
  const end = required(utc(endsAt));
  return { kind: 'block', reservationId, startsAt: utc(startsAt), endsAt: end, drainAt: drainTime(end, drainMinutes) };
}

/** The same time in UTC to the second, however the file writes it. */
function utc(text: string | undefined): string | undefined {
  const time = text === undefined ? undefined : parseInstant(text);
  return time === undefined ? undefined : formatInstant(time);
}

function imageModel(image: Image | undefined, type: AcceleratedInstanceType): ImageModel {
  if (!image) {
    const { ssmParameter, architecture, rootDevice, driver } = defaultImage(type);
    return { architecture, rootDevice, driver, reference: { kind: 'ssm', parameter: ssmParameter } };
  }
  return imageOf(image);
}

function imageOf(image: Image): ImageModel {
  const { architecture, rootDevice, driver } = image;
  const reference =
    image.id === undefined
      ? ({ kind: 'ssm', parameter: required(image.ssm) } as const)
      : ({ kind: 'id', id: image.id } as const);
  return { architecture, rootDevice, driver, reference };
}

function rootVolume({ rootVolume: stated }: Pool): RootVolumeModel {
  return { sizeGiB: stated?.sizeGiB ?? DEFAULTS.rootVolume.sizeGiB, type: stated?.type ?? DEFAULTS.rootVolume.type };
}
