import {
  checkAddresses,
  documentedElsewhere,
  endsAtDocumentedTime,
  Ipv4Range,
  isEfaIsland,
  lastsDocumentedTime,
  MAX_INSTANCES_IN_BLOCKS,
  parseInstant,
  parseKmsKeyArn,
  parseResourceGroupArn,
  PODS_PER_NODE,
} from 'cdk-ultraserver/rules';

import { engineType } from './engine-plan';
import { DEFAULT_CIDR } from './facts';
import type { ClusterFacts } from './facts';
import type { Warning } from './model';
import { placeholderIds } from './placeholders';
import { demandsIn, subnetsOf } from './rules/address-rules';
import { planLustre } from './storage-plan';

/** Network interfaces that a Region has room for by default. @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const DEFAULT_INTERFACES_PER_REGION = 5000;

/** Ranges that are nobody's on the internet. @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '198.18.0.0/15'];

/** Id of the warning that ids are the examples'; the app says it beside the file's name, `describeCluster`. */
export const PLACEHOLDER_WARNING = 'placeholder-ids';

/** What a sound file should still make its reader look twice at. */
export function warningsOf(cluster: ClusterFacts): Warning[] {
  return [
    unverifiedHardware,
    placeholders,
    foreignKey,
    foreignGroup,
    blockEnd,
    blockLength,
    instancesInBlocks,
    zoneOfSale,
    efaIslands,
    publicRange,
    interfaceQuota,
    podAddresses,
    lustreEfaImage,
  ].flatMap((warn) => warn(cluster));
}

function unverifiedHardware({ pools }: ClusterFacts): Warning[] {
  const names = pools
    .filter(({ ultraServer, instanceType }) => ultraServer?.verified === false || instanceType?.verified === false)
    .map(({ ultraServer, instanceType }) => ultraServer?.name ?? instanceType?.name ?? '');
  return [...new Set(names)].map((name) => ({
    id: 'unverified-hardware',
    message: `${name} is unverified: its facts come from this file, not from AWS; hold them against aws ec2 describe-instance-types before you buy or deploy`,
  }));
}

function placeholders(cluster: ClusterFacts): Warning[] {
  const ids = placeholderIds(cluster);
  const [first, ...others] = ids;
  const more = others.length === 0 ? 'is a placeholder' : `and ${others.length} more are placeholders`;
  const message = `${first} ${more} of the examples, not yours; put in your own before you deploy`;
  return first === undefined ? [] : [{ id: PLACEHOLDER_WARNING, message }];
}

/** Keys are shared between accounts by their policies, so that another account's may be meant. */
function foreignKey({ draft: { kmsKeyArn, account } }: ClusterFacts): Warning[] {
  const owner = parseKmsKeyArn(kmsKeyArn ?? '')?.account;
  const message = `kmsKeyArn is a key of account ${owner}, the cluster is in ${account}; its key policy must let that account use it`;
  return owner === undefined || account === undefined || owner === account
    ? []
    : [{ id: 'kms-key-other-account', message }];
}

function foreignGroup({ members, draft: { account } }: ClusterFacts): Warning[] {
  return members.flatMap(({ draft: { name, reservationGroup } }): Warning[] => {
    const owner = parseResourceGroupArn(reservationGroup ?? '')?.account;
    const message = `reservationGroup of ${name} is a group of account ${owner}, the cluster is in ${account}; is it the right one? Compare aws resource-groups list-groups`;
    return owner === undefined || account === undefined || owner === account
      ? []
      : [{ id: 'reservation-group-other-account', message }];
  });
}

function blockEnd({ members }: ClusterFacts): Warning[] {
  return members.flatMap(({ draft: { name, block, endsAt } }): Warning[] =>
    block === undefined || endsAt === undefined || endsAtDocumentedTime(endsAt)
      ? []
      : [
          {
            id: 'block-end-unusual',
            message: `block of ${name} ends at ${endsAt}, AWS documents that blocks end at 11:30 UTC; was it written in local time? Compare EndDate in aws ec2 describe-capacity-blocks`,
          },
        ],
  );
}

function blockLength({ members }: ClusterFacts): Warning[] {
  return members.flatMap(({ draft: { name, block, startsAt, endsAt } }): Warning[] => {
    const message = `block of ${name} lasts from ${startsAt} to ${endsAt}, AWS sells 1 to 14 days and then multiples of 7, a part of a day more or less where it starts at once, unless it was extended; compare it with aws ec2 describe-capacity-blocks`;
    return block === undefined || endsAt === undefined || lastsDocumentedTime({ startsAt, endsAt })
      ? []
      : [{ id: 'block-length-unusual', message }];
  });
}

/** The most instances in blocks at one time; a block without a start is taken to be active already. */
function instancesInBlocks({ members }: ClusterFacts): Warning[] {
  const blocks = members.flatMap(({ draft: { block, startsAt, endsAt }, count = 0 }) =>
    block === undefined
      ? []
      : [{ count, start: parseInstant(startsAt ?? '') ?? -Infinity, end: parseInstant(endsAt ?? '') ?? Infinity }],
  );
  // In order of time; where one block ends as another starts, the end comes first.
  const changes = blocks
    .flatMap(({ count, start, end }) => [
      { time: start, change: count },
      { time: end, change: -count },
    ])
    .toSorted((a, b) => a.time - b.time || a.change - b.change);
  let [most, now] = [0, 0];
  for (const { change } of changes) {
    now += change;
    most = Math.max(most, now);
  }
  const message = `${most} instances are in Capacity Blocks at one time, AWS documents ${MAX_INSTANCES_IN_BLOCKS} for an account; ask AWS whether yours may have more`;
  return most <= MAX_INSTANCES_IN_BLOCKS ? [] : [{ id: 'instances-in-blocks', message }];
}

function zoneOfSale({ members }: ClusterFacts): Warning[] {
  const messages = members.flatMap(({ zone, pool: { instanceType, ultraServer } }) => {
    const where = instanceType && zone !== undefined ? documentedElsewhere(instanceType.name, zone) : undefined;
    return where === undefined
      ? []
      : [
          `${ultraServer?.name} is to run in ${zone}, AWS documents Capacity Blocks of it in ${where} alone; ask AWS, or see AvailabilityZoneId in aws ec2 describe-capacity-blocks`,
        ];
  });
  return [...new Set(messages)].map((message) => ({ id: 'zone-undocumented', message }));
}

/** What runs in one zone shares its fabric. */
function efaIslands({ members }: ClusterFacts): Warning[] {
  const zones = [...new Set(members.flatMap(({ zone }) => zone ?? []))];
  return zones.flatMap((zone): Warning[] => {
    const types = new Set(members.flatMap((member) => (member.zone === zone ? (member.pool.instanceType ?? []) : [])));
    const names = [...types].map(({ name }) => name);
    const island = names.find(isEfaIsland);
    const other = names.find((name) => !isEfaIsland(name));
    const message = `${island} and ${other} are both in ${zone}, AWS documents that EFA traffic between them is not supported; let no job span the two`;
    return island === undefined || other === undefined ? [] : [{ id: 'efa-island', message }];
  });
}

function publicRange({ draft: { network } }: ClusterFacts): Warning[] {
  const cidr = network?.existing?.cidr ?? network?.cidr ?? DEFAULT_CIDR;
  return Ipv4Range.check(cidr).length > 0 ||
    PRIVATE_RANGES.some((range) => Ipv4Range.parse(range).contains(Ipv4Range.parse(cidr)))
    ? []
    : [
        {
          id: 'vpc-range-public',
          message: `the VPC's range ${cidr} is public address space: hosts on the internet that own it cannot be reached from inside; take a private one, 10.0.0.0/16, unless it is yours`,
        },
      ];
}

function interfaceQuota({ members }: ClusterFacts): Warning[] {
  const interfaces = members.reduce(
    (sum, { count, pool }) => sum + (count ?? 0) * (pool.layout?.interfaces.length ?? 0),
    0,
  );
  return interfaces <= DEFAULT_INTERFACES_PER_REGION
    ? []
    : [
        {
          id: 'interface-quota',
          message: `the nodes have ${interfaces} network interfaces, an account has ${DEFAULT_INTERFACES_PER_REGION} a Region by default; ask for more first (VPC quota L-DF5E4CA3)`,
        },
      ];
}

function podAddresses(cluster: ClusterFacts): Warning[] {
  // There they are counted: too small a subnet is refused.
  if (engineType(cluster) === 'eks') {
    return [];
  }
  return subnetsOf(cluster).flatMap(({ zone, cidr }): Warning[] => {
    const short = checkAddresses({ zone, cidr, demands: demandsIn(cluster, zone, PODS_PER_NODE) }).length > 0;
    const message = `subnet ${cidr} in ${zone} has room for its nodes, but not for ${PODS_PER_NODE} pods on each with addresses of their own, should Kubernetes come; a subnet's range never grows`;
    return short ? [{ id: 'subnet-pods', message }] : [];
  });
}

/** No image that this project knows has AWS's Lustre client with EFA set up. */
function lustreEfaImage(cluster: ClusterFacts): Warning[] {
  return planLustre(cluster).flatMap(({ draft: { name, efa } }) =>
    cluster.pools
      .filter(
        ({ draft, members }) =>
          draft.name !== undefined &&
          efa?.pools?.includes(draft.name) &&
          draft.image === undefined &&
          members.some((member) => member.draft.image === undefined),
      )
      .map(({ draft }) => ({
        id: 'lustre-efa-image',
        message: `pool ${draft.name} mounts lustre ${name} over EFA with the default image, which does not have AWS's Lustre client set up for EFA: its nodes would not come into service; give the pool an image that has it`,
      })),
  );
}
