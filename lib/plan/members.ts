import type { BlockModel, CapacityModel, MemberModel } from '../config/model';
import { sumOf } from './group-by';
import { HardwareTable, instanceTypePlan, layoutPlan, ultraServerTypePlan } from './hardware';
import type { HardwarePlan } from './hardware-data';
import type { BlockWindowPlan, CapacityPlan, CellPlan, MemberShape } from './plan';
import { cellName, type PlannedCluster } from './planned-cluster';

/** A member of a cluster with the names under which its parts stand in a plan's tables. */
export interface PlannedMember {
  readonly model: MemberModel;
  readonly cluster: PlannedCluster;

  /** What its cell is called among all cells. */
  readonly cell: string;

  /** What it is called among all members: in a fleet with its cell. */
  readonly name: string;
  readonly shape: MemberShape;

  /** undefined for what is no block. */
  readonly window: BlockWindowPlan | undefined;
  readonly gpus: number;
}

/** The members of all clusters, and the tables that they refer to. */
export interface PlannedMembers {
  readonly members: readonly PlannedMember[];
  readonly cells: readonly CellPlan[];
  readonly hardware: HardwarePlan;
  readonly shapes: readonly MemberShape[];
  readonly windows: readonly BlockWindowPlan[];
}

const HOUR_MS = 3_600_000;

/** Puts the members of clusters into tables. @param at in milliseconds since the epoch */
export function planMembers(clusters: readonly PlannedCluster[], at: number): PlannedMembers {
  const table = new HardwareTable();
  const shapes = new Map<string, MemberShape>();
  const windows = windowsOf(clusters, at);
  const members: PlannedMember[] = [];
  const cells = clusters.flatMap((cluster) =>
    cluster.model.cells.map((cell): CellPlan => {
      const name = cellName(cluster, cell);
      const held = cell.members.map((member): PlannedMember => {
        const shape = shapeIn(shapes, member, table.add(member));
        const { capacity } = member;
        return {
          model: member,
          cluster,
          cell: name,
          name: cluster.fleetCell === undefined ? member.name : `${name}/${member.name}`,
          shape,
          window: capacity.kind === 'block' ? windows.get(windowKey(capacity)) : undefined,
          gpus: shape.gpus,
        };
      });
      members.push(...held);
      return cellPlan(cluster, name, `${cluster.model.name}-cell-${cell.name}`, held);
    }),
  );
  return {
    members,
    cells,
    hardware: {
      instanceTypes: [...table.instanceTypes.values()].map(instanceTypePlan),
      ultraServerTypes: [...table.ultraServerTypes.values()].map(ultraServerTypePlan),
      layouts: [...table.layouts].map(([name, layout]) => layoutPlan(name, layout)),
    },
    shapes: [...shapes.values()],
    windows: [...windows.values()],
  };
}

/** `u-p6e-gb200x72/four-efa`, `4 x p5en.48xlarge/save-ip`. */
function shapeName(member: MemberModel, layout: string): string {
  const [, arrangement = layout] = layout.split('/');
  return member.kind === 'ultraserver'
    ? `${member.ultraServerType.name}/${arrangement}`
    : `${member.count} x ${layout}`;
}

function shapeIn(shapes: Map<string, MemberShape>, member: MemberModel, layout: string): MemberShape {
  const name = shapeName(member, layout);
  const known = shapes.get(name);
  if (known) {
    return known;
  }
  const shape = shapeOf(name, member, layout);
  shapes.set(name, shape);
  return shape;
}

function shapeOf(name: string, member: MemberModel, layout: string): MemberShape {
  return {
    name,
    kind: member.kind,
    ultraServerType: member.kind === 'ultraserver' ? member.ultraServerType.name : null,
    instanceType: member.instanceType.name,
    layout,
    instances: member.count,
    gpus: member.count * member.instanceType.accelerators.count,
  };
}

function windowKey({ startsAt, drainAt, endsAt }: BlockModel): string {
  return `${startsAt ?? ''} ${endsAt} ${drainAt}`;
}

/** In order of time, so that names do not depend on the order of the file. */
function windowsOf(clusters: readonly PlannedCluster[], at: number): Map<string, BlockWindowPlan> {
  const blocks = new Map<string, BlockModel>();
  for (const { capacity } of clusters.flatMap(({ model }) => model.cells.flatMap(({ members }) => members))) {
    if (capacity.kind === 'block') {
      blocks.set(windowKey(capacity), capacity);
    }
  }
  // ISO times in UTC to the second sort as text does.
  const sorted = [...blocks].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([key, block], index) => [key, windowOf(`window-${index + 1}`, block, at)]));
}

function windowOf(name: string, { startsAt, drainAt, endsAt }: BlockModel, at: number): BlockWindowPlan {
  const start = startsAt === undefined ? undefined : Date.parse(startsAt);
  const drain = Date.parse(drainAt);
  const end = Date.parse(endsAt);
  const state =
    at >= end ? 'ended' : at >= drain ? 'draining' : start !== undefined && at < start ? 'scheduled' : 'active';
  return {
    name,
    startsAt: startsAt ?? null,
    drainAt,
    endsAt,
    state,
    paidHours: start === undefined ? null : (end - start) / HOUR_MS,
    usableHours: start === undefined ? null : (drain - start) / HOUR_MS,
    usableHoursLeft: Math.max(0, drain - Math.max(at, start ?? at)) / HOUR_MS,
  };
}

function cellPlan(
  { model, by }: PlannedCluster,
  name: string,
  stack: string,
  held: readonly PlannedMember[],
): CellPlan {
  return {
    name,
    cluster: model.name,
    region: model.region,
    account: model.account ?? null,
    by: by ?? null,
    stack,
    instances: sumOf(held, ({ shape }) => shape.instances),
    gpus: sumOf(held, ({ gpus }) => gpus),
    members: held.map((member) => ({
      name: member.model.name,
      pool: member.model.pool,
      zone: member.model.zone,
      shape: member.shape.name,
      capacity: capacityPlan(member.model.capacity, member.window?.name),
    })),
  };
}

function capacityPlan(capacity: CapacityModel, window: string | undefined): CapacityPlan {
  return {
    kind: capacity.kind,
    id: idOf(capacity),
    window: window ?? null,
    endsAt: capacity.kind === 'reserve' ? (capacity.endsAt ?? null) : null,
  };
}

function idOf(capacity: CapacityModel): string | null {
  switch (capacity.kind) {
    case 'block':
    case 'reservation':
      return capacity.reservationId;
    case 'reservation-group':
      return capacity.arn;
    case 'reserve':
    case 'on-demand':
      return null;
    default:
      return capacity satisfies never;
  }
}
