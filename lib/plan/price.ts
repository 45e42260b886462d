import { groupBy, sumOf } from './group-by';
import type { PlannedMember } from './members';
import type { PriceLine, PricePlan, RatePlan } from './price-data';
import type { Price, PriceList } from './prices/price-list';

/** What no price list of this kind has, and so no sum. */
const NEVER_COUNTED =
  'only the accelerated instances are counted: not control planes, other nodes, storage, addresses, NAT gateways, data transfer, logs, licenses or tax';

/** What the capacity of all members costs. */
export function planPrice(members: readonly PlannedMember[], prices: PriceList | undefined): PricePlan {
  const rates = new Map<Price, RatePlan>();
  const groups = groupBy(members, ({ model: member, shape, cluster }) =>
    JSON.stringify([member.pool, shape.name, member.capacity.kind, member.zone, cluster.model.region]),
  );
  const lines = [...groups.values()].map((held) => priceLine(held, rateOf(held, prices, rates)));
  const byHour = lines.filter(({ usdPerHour }) => usdPerHour !== null);
  const inAll = lines.filter(({ usdInAll }) => usdInAll !== null);
  const pricedGpus = sumOf(byHour, ({ gpus }) => gpus);
  const usdPerHour = byHour.length === 0 ? null : sumOf(byHour, (line) => line.usdPerHour ?? 0);
  return {
    file: prices?.file ?? null,
    currency: 'USD',
    rates: [...rates.values()],
    lines,
    usdPerHour,
    usdPerGpuHour: usdPerHour === null ? null : usdPerHour / pricedGpus,
    usdInAll: inAll.length === 0 ? null : sumOf(inAll, (line) => line.usdInAll ?? 0),
    pricedGpus,
    unpricedGpus: sumOf(lines, ({ gpus }) => gpus) - pricedGpus,
    leavesOut: leavesOut(lines),
  };
}

/** One of a group of members of one pool, shape, capacity and zone: they are alike in what a price depends on. */
function rateOf(
  [member]: readonly PlannedMember[],
  prices: PriceList | undefined,
  rates: Map<Price, RatePlan>,
): RatePlan | undefined {
  if (!member) {
    return undefined;
  }
  const { shape, model, cluster } = member;
  const capacity = model.capacity.kind === 'block' ? 'block' : 'on-demand';
  const type = shape.ultraServerType ?? shape.instanceType;
  const fitting = (prices?.prices ?? []).filter((price) => price.type === type && price.capacity === capacity);
  const price = [model.zone, cluster.model.region, undefined]
    .map((place) => fitting.find((one) => one.place === place))
    .find((found) => found !== undefined);
  if (!price) {
    return undefined;
  }
  const known = rates.get(price);
  if (known) {
    return known;
  }
  const rate = {
    name: [type, capacity, ...(price.place === undefined ? [] : [price.place])].join('/'),
    type,
    capacity,
    usdPerHour: price.usdPerHour,
    place: price.place ?? null,
    read: price.read,
    source: price.source,
    note: price.note ?? null,
  } as const;
  rates.set(price, rate);
  return rate;
}

function priceLine(held: readonly PlannedMember[], rate: RatePlan | undefined): PriceLine {
  const [first] = held as readonly [PlannedMember, ...PlannedMember[]];
  const gpus = sumOf(held, (member) => member.gpus);
  // The price of an UltraServer is for the whole, that of an instance for each.
  const units = (member: PlannedMember): number => (member.shape.kind === 'ultraserver' ? 1 : member.shape.instances);
  const usdPerHour = rate ? rate.usdPerHour * sumOf(held, units) : null;
  const known = held.filter(({ window }) => typeof window?.paidHours === 'number');
  const inAll = rate && known.length > 0;
  return {
    pool: first.model.pool,
    shape: first.shape.name,
    zone: first.model.zone,
    capacity: first.model.capacity.kind,
    members: held.length,
    gpus,
    rate: rate?.name ?? null,
    usdPerHour,
    usdPerGpuHour: usdPerHour === null ? null : usdPerHour / gpus,
    usdInAll: inAll ? sumOf(known, (one) => rate.usdPerHour * units(one) * (one.window?.paidHours ?? 0)) : null,
    gpuHours: inAll ? sumOf(known, (one) => one.gpus * (one.window?.paidHours ?? 0)) : null,
    membersWithoutStart: held.filter(({ window }) => window?.paidHours === null).length,
  };
}

function leavesOut(lines: readonly PriceLine[]): string[] {
  const unpriced = lines.filter(({ rate }) => rate === null);
  const gpus = sumOf(unpriced, (line) => line.gpus);
  const withoutStart = sumOf(lines, (line) => line.membersWithoutStart);
  const endless = lines.filter(({ capacity, rate }) => capacity !== 'block' && rate !== null);
  return [
    ...(gpus === 0
      ? []
      : [
          `${gpus} GPUs have no price in the list: ${[...new Set(unpriced.map(({ shape, capacity }) => `${shape} (${capacity})`))].join(', ')}`,
        ]),
    ...(withoutStart === 0
      ? []
      : [`what is paid in all leaves out ${withoutStart} blocks whose startsAt the cluster file does not give`]),
    ...(endless.length === 0
      ? []
      : [
          `what is paid in all leaves out ${sumOf(endless, (line) => line.gpus)} GPUs that are no block and have no end`,
        ]),
    NEVER_COUNTED,
  ];
}
