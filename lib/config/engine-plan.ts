import { defaultServiceRange, Ipv4Range } from 'cdk-ultraserver/rules';

import { DEFAULT_CIDR } from './facts';
import type { ClusterFacts, MemberFacts } from './facts';

/** What runs the work where a file does not say. */
export type EngineType = NonNullable<NonNullable<ClusterFacts['draft']['engine']>['type']>;

/** Namespaces that have queues where a file names none. */
export const DEFAULT_NAMESPACES: readonly string[] = ['default'];

/** The kind of engine; undefined where the file's cannot be read. */
export function engineType({ draft: { engine }, given }: ClusterFacts): EngineType | undefined {
  return engine?.type ?? (given(['engine']) ? undefined : 'ec2');
}

/** The members of each cell, in the order of the file. */
export function membersByCell(members: readonly MemberFacts[]): Map<string, MemberFacts[]> {
  const cells = new Map<string, MemberFacts[]>();
  for (const member of members) {
    const held = cells.get(member.cell);
    if (held) {
      held.push(member);
    } else {
      cells.set(member.cell, [member]);
    }
  }
  return cells;
}

/** Whether all pools and members can be read: else nothing follows from what is not among them. */
export function poolsAreWhole({ draft }: ClusterFacts): boolean {
  return (
    (draft.pools ?? []).length > 0 &&
    (draft.pools ?? []).every((pool) => (pool?.members ?? []).length > 0 && !pool?.members?.includes(undefined))
  );
}

/** The VPC's range, where it is one. */
export function vpcRangeOf({ draft: { network }, given }: ClusterFacts): string | undefined {
  const stated = given(['network', 'existing']) ? network?.existing?.cidr : network?.cidr;
  const unread = given(['network', 'existing']) || given(['network', 'cidr']);
  const range = stated ?? (unread ? undefined : DEFAULT_CIDR);
  return range === undefined || Ipv4Range.check(range).length > 0 ? undefined : range;
}

/** Addresses of services: the file's, or a range outside the VPC. */
export function serviceRangeOf(cluster: ClusterFacts): string {
  return cluster.draft.engine?.serviceCidr ?? defaultServiceRange(vpcRangeOf(cluster));
}
