import type { CellModel, ClusterModel, MemberModel } from '../config/model';
import { sumOf } from './group-by';
import { cellName, type PlannedCluster } from './planned-cluster';
import type { StackPlan, StackShape, StacksPlan } from './stack-data';
import { cellResources, reservationResources } from './resources/cell-resources';
import { networkResources } from './resources/network-stack';
import { type ResourceCount, totalOf } from './resources/resource-count';
import { imagesResources, operationsResources, storageResources } from './resources/shared-stacks';
import { bytesAbout } from './resources/template-bytes';

/** Resources that the project lets one stack have: synthesis refuses more. */
export const MOST_RESOURCES = 450;

/** Bytes that the project lets one template have: synthesis refuses more. */
export const MOST_BYTES = 900_000;

/** A stack before its kind has a name. */
interface CountedStack extends Pick<StackPlan, 'name' | 'purpose' | 'cell'> {
  readonly count: ResourceCount;
  readonly members: readonly MemberModel[];
}

/** The stacks of clusters and what is in them; in the order in which the app defines them. */
export function planStacks(clusters: readonly PlannedCluster[]): StacksPlan {
  const shapes = new Map<string, StackShape>();
  const stackPlan = (model: ClusterModel, { name, purpose, cell, count, members }: CountedStack): StackPlan => {
    const key = `${purpose} ${JSON.stringify(count)}`;
    const shape = shapes.get(key) ?? {
      name: shapeName(purpose, shapes),
      resources: totalOf(count),
      byType: count,
    };
    shapes.set(key, shape);
    const bytes = bytesAbout(count, {
      purpose,
      members: members.length,
      interfaces: sumOf(members, ({ interfaces }) => interfaces.interfaces.length),
      tags: model.tags,
    });
    return {
      name,
      cluster: model.name,
      purpose,
      cell,
      shape: shape.name,
      resources: shape.resources,
      bytesAbout: bytes,
    };
  };
  const list = clusters.flatMap((cluster) => stacksOf(cluster).map((stack) => stackPlan(cluster.model, stack)));
  return {
    list,
    shapes: [...shapes.values()],
    mostResources: MOST_RESOURCES,
    mostBytes: MOST_BYTES,
    resources: sumOf(list, ({ resources }) => resources),
  };
}

/** `cell`, `cell-2`. */
function shapeName(purpose: string, shapes: ReadonlyMap<string, StackShape>): string {
  const same = [...shapes.keys()].filter((key) => key.startsWith(`${purpose} `)).length;
  return same === 0 ? purpose : `${purpose}-${same + 1}`;
}

function stacksOf(cluster: PlannedCluster): CountedStack[] {
  const { model } = cluster;
  const { name, storage, imageBuilder } = model;
  const shared = (purpose: StackPlan['purpose'], count: ResourceCount): CountedStack => ({
    name: `${name}-${purpose}`,
    purpose,
    cell: null,
    count,
    members: [],
  });
  return [
    shared('operations', operationsResources(model)),
    shared('network', networkResources(model)),
    ...(storage ? [shared('storage', storageResources(storage, controlSubnets(model)))] : []),
    ...(imageBuilder ? [shared('images', imagesResources(imageBuilder))] : []),
    ...model.cells.flatMap((cell) => cellStacks(cell, cluster)),
  ];
}

function cellStacks(cell: CellModel, cluster: PlannedCluster): CountedStack[] {
  const { model } = cluster;
  const name = cellName(cluster, cell);
  const reservations = reservationResources(cell);
  return [
    {
      name: `${model.name}-cell-${cell.name}`,
      purpose: 'cell',
      cell: name,
      count: cellResources(cell, model),
      members: cell.members,
    },
    ...(totalOf(reservations) === 0
      ? []
      : [
          {
            name: `${model.name}-reservations-${cell.name}`,
            purpose: 'reservations' as const,
            cell: name,
            count: reservations,
            members: [],
          },
        ]),
  ];
}

function controlSubnets({ network }: ClusterModel): number {
  return network.kind === 'created' ? network.controlZones.length : network.controlSubnets.length;
}
