import { type AllReduceEstimate, estimateAllReduce } from './all-reduce';
import type { Fabric } from './fabric';
import type { RankedHost } from './order-traffic';

/** An order of the same hosts, and what an all-reduce reaches in it. */
export interface OrderEstimate {
  readonly order: 'ours' | 'aws' | 'random';
  readonly estimate: AllReduceEstimate;
}

/** Any will do; it is always the same, so that the same hosts get the same figures. */
const SEED = 0x5eed;

/**
 * Compares the order of the host file with that in which AWS names the instances, and with a random one.
 *
 * @param ours hosts in the order of the host file, each with its instance id
 * @param aws instance ids in AWS's order; hosts that are not among them come last
 */
export function compareOrders(
  ours: readonly (RankedHost & { readonly instanceId: string })[],
  aws: readonly string[],
  fabric: Fabric,
): OrderEstimate[] {
  const place = new Map(aws.map((id, index) => [id, index]));
  const placeOf = ({ instanceId }: { readonly instanceId: string }): number => place.get(instanceId) ?? aws.length;
  return [
    { order: 'ours', estimate: estimateAllReduce(ours, fabric) },
    {
      order: 'aws',
      estimate: estimateAllReduce(
        ours.toSorted((a, b) => placeOf(a) - placeOf(b)),
        fabric,
      ),
    },
    { order: 'random', estimate: estimateAllReduce(shuffled(ours, SEED), fabric) },
  ];
}

/** The values in an order that depends on the seed alone. Fisher and Yates's, with the generator mulberry32. */
export function shuffled<Value>(values: readonly Value[], seed: number): Value[] {
  const result = [...values];
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other] as Value, result[index] as Value];
  }
  return result;
}
