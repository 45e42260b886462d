import type { ClusterModel } from '../config/model';
import type { StacksPlan } from './plan';

/** The stacks of a cluster and what is in them. */
export function planStacks({ name, cells }: ClusterModel): StacksPlan {
  return {
    list: cells.map((cell) => ({
      name: `${name}-cell-${cell.name}`,
      purpose: 'cell',
      cell: cell.name,
      shape: 'cell',
      resources: 0,
      bytesAtMost: null,
    })),
    shapes: [{ name: 'cell', resources: 0, byType: {} }],
    mostResources: 450,
    mostBytes: 900_000,
    resources: 0,
  };
}
