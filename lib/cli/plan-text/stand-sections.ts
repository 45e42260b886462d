import { groupBy } from '../../plan/group-by';
import type { Plan } from '../../plan/plan';
import { renderTable } from '../table';
import { number, plural, scaled, wrap } from './format';

const GBPS = ['Gbps', 'Tbps', 'Pbps'];
const GBYTES = ['GB', 'TB', 'PB'];
const GBYTES_A_SECOND = ['GB/s', 'TB/s', 'PB/s'];
const PFLOPS = ['PFLOPS', 'EFLOPS'];

/** What will stand, in all. */
export function renderTotals({ totals, hardware }: Plan): string {
  const models = [...new Set(hardware.instanceTypes.map(({ gpuModel }) => gpuModel))].join(', ');
  const domains = hardware.ultraServerTypes.flatMap(({ name, nvlinkGBps }) =>
    nvlinkGBps === null ? [] : [`${scaled(nvlinkGBps, GBYTES_A_SECOND)} inside each ${name}`],
  );
  const compute = totals.compute.map(({ format, pflops }) => `${format} ${scaled(pflops, PFLOPS)}`);
  return renderTable(
    [{ title: '' }, { title: '' }],
    [
      ...(totals.ultraServers > 0 ? [['UltraServers', number(totals.ultraServers)]] : []),
      ['instances', number(totals.instances)],
      ['GPUs', `${number(totals.gpus)} (${models})`],
      ['GPU memory', `${number(totals.gpuMemoryGib)} GiB`],
      ...(compute.length > 0 ? [['dense compute', compute.join(', ')]] : []),
      ['vCPUs, memory', `${number(totals.vcpus)}, ${number(totals.memoryGib)} GiB`],
      ['local NVMe', scaled(totals.localNvmeGB, GBYTES)],
      ...domains.map((domain, index) => [index === 0 ? 'NVLink' : '', domain]),
      ['EFA', `${scaled(totals.efaGbps, GBPS)} of all instances; ENA ${scaled(totals.enaGbps, GBPS)}`],
      ['interfaces', `${number(totals.interfaces)}, with ${number(totals.addresses)} private addresses`],
    ],
  ).replace(/^\s*\n/, '');
}

/** Members by cell, pool, shape and zone: a row each, however many there are. */
export function renderMembers({ cells, shapes }: Plan): string {
  const byName = new Map(shapes.map((shape) => [shape.name, shape]));
  const rows = new Map<string, { cells: Set<string>; pool: string; shape: string; zone: string; members: number }>();
  for (const cell of cells) {
    for (const { pool, shape, zone } of cell.members) {
      const key = JSON.stringify([pool, shape, zone]);
      const row = rows.get(key) ?? { cells: new Set(), pool, shape, zone, members: 0 };
      row.cells.add(cell.name);
      row.members += 1;
      rows.set(key, row);
    }
  }
  return renderTable(
    [
      { title: 'Pool' },
      { title: 'Members', align: 'right' },
      { title: 'of' },
      { title: 'Zone' },
      { title: 'In cells' },
      { title: 'GPUs', align: 'right' },
    ],
    [...rows.values()].map(({ pool, members, shape, zone, cells: names }) => [
      pool,
      number(members),
      shape,
      zone,
      names.size > 2 ? number(names.size) : [...names].join(', '),
      number(members * (byName.get(shape)?.gpus ?? 0)),
    ]),
  );
}

/** The cards of each layout, as ranges of those that are alike. */
export function renderLayouts({ hardware: { layouts } }: Plan, width: number): string {
  return layouts
    .map(({ name, interfaces, efaGbps, enaGbps }) => {
      const kinds = new Map<string, number[]>();
      for (const one of interfaces) {
        const gbps = [
          ...(one.efaGbps > 0 ? [`EFA ${one.efaGbps}`] : []),
          ...(one.enaGbps > 0 ? [`ENA ${one.enaGbps}`] : []),
        ];
        const kind = `${one.type} (${gbps.join(', ')} Gbps)`;
        kinds.set(kind, [...(kinds.get(kind) ?? []), one.card]);
      }
      const cards = [...kinds].map(
        ([kind, list]) => `${list.length === 1 ? 'card' : 'cards'} ${ranges(list)}: ${kind}`,
      );
      return wrap(`${name}: ${cards.join('; ')}; in all EFA ${efaGbps}, ENA ${enaGbps} Gbps`, width, '  ');
    })
    .join('\n');
}

/** `1, 5, 9`, `1-16`. */
function ranges(cards: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const card of cards) {
    const last = runs.at(-1);
    if (last?.[1] === card - 1) {
      last[1] = card;
    } else {
      runs.push([card, card]);
    }
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}

/** Subnets with the room that they have; those of a fleet's cells that are alike in one row. */
export function renderNetwork({ network }: Plan): string {
  const rows = groupBy(network.subnets, ({ zone, purpose, usableAddresses, neededAddresses }) =>
    JSON.stringify([zone, purpose, usableAddresses, neededAddresses]),
  );
  return renderTable(
    [
      { title: 'Zone' },
      { title: 'Subnet' },
      { title: 'For' },
      { title: 'Addresses', align: 'right' },
      { title: 'Needed', align: 'right' },
    ],
    [...rows.values()].flatMap((alike) =>
      alike
        .slice(0, 1)
        .map(({ zone, cidr, purpose, usableAddresses, neededAddresses }) => [
          zone,
          alike.length === 1 ? cidr : `each of ${number(alike.length)}`,
          purpose,
          number(usableAddresses),
          neededAddresses === null ? '' : number(neededAddresses),
        ]),
    ),
  );
}

/** Stacks; those of cells that are alike in one row. */
export function renderStacks({ stacks }: Plan): string {
  const rows = new Map<string, { name: string; count: number; resources: number; bytes: number }>();
  for (const { name, shape, resources, bytesAbout } of stacks.list) {
    const row = rows.get(shape) ?? { name, count: 0, resources, bytes: 0 };
    rows.set(shape, { ...row, count: row.count + 1, bytes: Math.max(row.bytes, bytesAbout) });
  }
  const table = renderTable(
    [{ title: 'Stack' }, { title: 'Resources', align: 'right' }, { title: 'About', align: 'right' }],
    [...rows.values()].map(({ name, count, resources, bytes }) => [
      count === 1 ? name : `${name} and ${plural(count - 1, 'other')} like it`,
      number(resources),
      `${number(Math.ceil(bytes / 1000))} KB`,
    ]),
  );
  const { mostResources, mostBytes } = stacks;
  return `${table}\n${number(stacks.resources)} in all; a stack may have ${mostResources}, and ${mostBytes / 1000} KB`;
}
