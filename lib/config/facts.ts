import type { AcceleratedInstanceType, InterfaceLayout, UltraServerType } from 'cdk-ultraserver/hardware';
import type { CapacityKind } from 'cdk-ultraserver/rules';

import type { Path } from './finding';
import type { ClusterDraft } from './shape';

type PoolDraft = NonNullable<NonNullable<ClusterDraft['pools']>[number]>;
type MemberDraft = NonNullable<NonNullable<PoolDraft['members']>[number]>;

/** Where members find no cell of their own or their pool's. */
export const DEFAULT_CELL = 'main';

/** The range of a new VPC. */
export const DEFAULT_CIDR = '10.0.0.0/16';

/** The keys by which a member says where its instances come from. */
export const CAPACITY_KEYS = {
  block: 'block',
  reservation: 'reservation',
  reservationGroup: 'reservation-group',
  reserve: 'reserve',
  onDemand: 'on-demand',
} as const satisfies Record<string, CapacityKind>;

export type CapacityKey = keyof typeof CAPACITY_KEYS;

/** A member with what follows from the file around it. What is undefined is missing or wrong, and reported elsewhere. */
export interface MemberFacts {
  readonly path: Path;
  readonly draft: MemberDraft;
  readonly pool: PoolFacts;
  readonly cell: string;
  readonly zone: string | undefined;

  /** Where the zone stands: in the member, or in its pool. */
  readonly zonePath: Path;

  /** Instances. */
  readonly count: number | undefined;

  /** The capacity keys that the file gives it, right or wrong. */
  readonly capacityKeys: readonly CapacityKey[];
}

/** A pool with the hardware that it names. */
export interface PoolFacts {
  readonly path: Path;
  readonly draft: PoolDraft;

  /** Whether the file makes it a pool of UltraServers. */
  readonly ultraServers: boolean;
  readonly ultraServer: UltraServerType | undefined;
  readonly instanceType: AcceleratedInstanceType | undefined;
  readonly layout: InterfaceLayout | undefined;
  readonly members: readonly MemberFacts[];
}

/** What rules look at: the file, and what follows from it. */
export interface ClusterFacts {
  readonly draft: ClusterDraft;
  readonly pools: readonly PoolFacts[];

  /** Of all pools, in the order of the file. */
  readonly members: readonly MemberFacts[];

  /** Whether the file has anything at this path, wrong as it may be. */
  readonly given: (path: Path) => boolean;
}

/** What pools are made of. */
export interface PoolHardware {
  readonly ultraServer: UltraServerType | undefined;
  readonly instanceType: AcceleratedInstanceType | undefined;
  readonly layout: InterfaceLayout | undefined;
}

/** Works out what follows from a file. */
export function gatherFacts(
  draft: ClusterDraft,
  hardware: (pool: PoolDraft, path: Path) => PoolHardware,
  given: (path: Path) => boolean,
): ClusterFacts {
  const pools = (draft.pools ?? []).flatMap((pool, index) =>
    pool === undefined ? [] : [gatherPool(pool, ['pools', index], hardware, given)],
  );
  return { draft, pools, members: pools.flatMap(({ members }) => members), given };
}

function gatherPool(
  draft: PoolDraft,
  path: Path,
  hardware: (pool: PoolDraft, path: Path) => PoolHardware,
  given: (path: Path) => boolean,
): PoolFacts {
  const members: MemberFacts[] = [];
  const pool: PoolFacts = {
    path,
    draft,
    ultraServers: given([...path, 'ultraServer']),
    ...hardware(draft, path),
    members,
  };
  for (const [index, member] of (draft.members ?? []).entries()) {
    if (member !== undefined) {
      members.push(gatherMember(member, [...path, 'members', index], pool, given));
    }
  }
  return pool;
}

function gatherMember(draft: MemberDraft, path: Path, pool: PoolFacts, given: (path: Path) => boolean): MemberFacts {
  const ownZone = given([...path, 'zone']);
  return {
    path,
    draft,
    pool,
    cell: draft.cell ?? pool.draft.cell ?? DEFAULT_CELL,
    zone: ownZone ? draft.zone : pool.draft.zone,
    zonePath: [...(ownZone ? path : pool.path), 'zone'],
    count: pool.ultraServers ? pool.ultraServer?.instanceCount : draft.count,
    capacityKeys: (Object.keys(CAPACITY_KEYS) as CapacityKey[]).filter((key) => given([...path, key])),
  };
}
