import { parsePrices } from '../../lib/plan/prices/parse-prices';
import type { PriceList } from '../../lib/plan/prices/price-list';
import { planCluster } from '../../lib/plan/plan-cluster';
import type { Plan } from '../../lib/plan/plan';
import { modelOf } from './cluster';

/** A time at which the blocks of the examples stand. */
export const DURING = '2026-12-10T00:00:00Z';

/** The plan of a cluster file's text. */
export function planOf(text: string, at: string = DURING, prices?: PriceList): Plan {
  return planCluster(modelOf(text), { at: Date.parse(at), prices });
}

/** A cluster of UltraServers in one pool, each with the times that are given. */
export function racks(
  windows: readonly { readonly startsAt?: string; readonly endsAt: string; readonly cell?: string }[],
  type = 'u-p6e-gb200x72',
  engine = 'ec2',
): string {
  return JSON.stringify({
    name: 'racks',
    region: 'us-east-1',
    network: { controlZones: ['use1-az4', 'use1-az6'] },
    engine: { type: engine },
    pools: [
      {
        name: 'train',
        ultraServer: type,
        zone: 'use1-dfw2-az1',
        members: windows.map((window, index) => ({
          name: `rack-${index}`,
          block: `cr-${(0x10000 + index).toString(16).padStart(17, '0')}`,
          ...window,
        })),
      },
    ],
  });
}

/** The price list of a text that is right. */
export function pricesOf(text: string): PriceList {
  const { list, problems } = parsePrices(text, 'prices.yaml');
  if (!list) {
    throw new Error(problems.map(({ message }) => message).join('\n'));
  }
  return list;
}
