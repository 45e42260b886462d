import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';

import type { CellTopology } from '../topology';
import { compareOrders, type OrderEstimate } from './compare-orders';
import { type Fabric, fabricOf } from './fabric';

/** What all-reduces over the instances of one type in a cell can reach. */
export interface CellCollectives {
  readonly instanceType: string;

  /** Undefined where no bandwidths are published; there are no estimates then. */
  readonly fabric: Fabric | undefined;
  readonly orders: readonly OrderEstimate[];
}

/**
 * Estimates for each instance type of a cell: EFA joins none of different types.
 *
 * @param awsOrder instance ids in the order in which AWS gives them
 * @param typeOf finds an instance type that the file states itself
 */
export function cellCollectives(
  { domains }: CellTopology,
  awsOrder: readonly string[],
  typeOf: (name: string) => AcceleratedInstanceType = (name) => AcceleratedInstanceType.fromName(name),
): CellCollectives[] {
  const types = [...new Set(domains.map(({ instanceType }) => instanceType))].toSorted();
  return types.map((instanceType) => {
    const fabric = fabricOf(typeOf(instanceType));
    const hosts = domains
      .filter((domain) => domain.instanceType === instanceType)
      .flatMap(({ name, hosts: own }) =>
        own.map(({ instanceId, networkNodes, accelerators }) => ({
          instanceId,
          domain: name,
          networkNodes,
          accelerators,
        })),
      );
    return { instanceType, fabric, orders: fabric === undefined ? [] : compareOrders(hosts, awsOrder, fabric) };
  });
}
