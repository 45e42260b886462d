import type { PoolCalendar } from '../../plan/calendar-data';
import { groupBy, sumOf } from '../../plan/group-by';
import type { BlockWindowPlan, Plan } from '../../plan/plan';
import { renderTable } from '../table';
import { dollars, number, plural, time, wrap } from './format';

/** When each pool stands: its blocks by their times, then gaps and overlaps; of a fleet, which cells are to stand by when. */
export function renderCalendar({ calendar, windows, cells }: Plan): string {
  const byName = new Map(windows.map((window) => [window.name, window]));
  const dated = cells.filter(({ by }) => by !== null);
  return [
    ...calendar.pools.map((pool) => renderPool(pool, byName)),
    ...(dated.length === 0 ? [] : [renderDates(dated)]),
  ].join('\n\n');
}

function renderDates(cells: Plan['cells']): string {
  const dates = [...groupBy(cells, ({ by }) => by)].toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1));
  let total = 0;
  return renderTable(
    [
      { title: 'To stand by' },
      { title: 'Cells', align: 'right' },
      { title: 'GPUs', align: 'right' },
      { title: 'then in all', align: 'right' },
    ],
    dates.map(([by, due]) => {
      const gpus = sumOf(due, (cell) => cell.gpus);
      total += gpus;
      return [time(by, ''), number(due.length), number(gpus), number(total)];
    }),
  );
}

function renderPool(pool: PoolCalendar, windows: ReadonlyMap<string, BlockWindowPlan>): string {
  const rows = new Map<string, { blocks: number; gpus: number; usable: number | null }>();
  for (const { window, gpus, usableGpuHours } of pool.blocks) {
    const row = rows.get(window) ?? { blocks: 0, gpus: 0, usable: 0 };
    rows.set(window, {
      blocks: row.blocks + 1,
      gpus: row.gpus + gpus,
      usable: row.usable === null || usableGpuHours === null ? null : row.usable + usableGpuHours,
    });
  }
  const lines = [...rows].map(([name, { blocks, gpus, usable }]) => {
    const window = windows.get(name);
    return [
      time(window?.startsAt ?? null, 'active already'),
      time(window?.endsAt ?? null, ''),
      drain(window),
      window?.state ?? '',
      number(blocks),
      number(gpus),
      usable === null ? 'unknown' : usable < 10_000_000 ? number(usable) : `${number(usable / 1_000_000)} M`,
    ];
  });
  const table = renderTable(
    [
      { title: 'From (UTC)' },
      { title: 'Until' },
      { title: 'Drain' },
      { title: 'State' },
      { title: 'Blocks', align: 'right' },
      { title: 'GPUs', align: 'right' },
      { title: 'GPU-h', align: 'right' },
    ],
    lines,
  );
  return [`Pool ${pool.pool}`, ...(lines.length > 0 ? [table] : []), ...renderNotes(pool)].join('\n');
}

/** On the day of the end its time is enough. */
function drain(window: BlockWindowPlan | undefined): string {
  const [end = '', text = ''] = [window?.endsAt, window?.drainAt].map((one) => time(one ?? null, ''));
  return text.slice(0, 10) === end.slice(0, 10) ? text.slice(11) : text;
}

function renderNotes({ blocks, standingMembers, standingGpus, gaps, overlaps }: PoolCalendar): string[] {
  return [
    ...(standingMembers === 0
      ? []
      : [`${plural(standingMembers, 'member')} without a block: ${number(standingGpus)} GPUs that stand on`]),
    ...gaps.map(({ from, to, hours }) => `gap: nothing from ${time(from, '')} to ${time(to, '')} (${number(hours)} h)`),
    // Blocks of one window stand together as a matter of course.
    ...(new Set(blocks.map(({ window }) => window)).size < 2 ? [] : overlaps).map(
      ({ from, to, members, gpus }) =>
        `together: ${number(members)} members, ${number(gpus)} GPUs, ${time(from, 'from the start')} to ${time(to, 'no end')}`,
    ),
  ];
}

/** Quotas, those that are short first. */
export function renderQuotas({ quotas }: Plan, mark: (text: string) => string): string {
  const order = ['raise', 'unknown', 'ok'];
  const sorted = quotas.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  return renderTable(
    [
      { title: 'Quota' },
      { title: 'Need', align: 'right' },
      { title: 'Default', align: 'right' },
      { title: '' },
      { title: 'Code' },
    ],
    sorted.map(({ name, need, default: most, verdict, code, adjustable }) => [
      name,
      number(need),
      most === null ? 'unknown' : number(most),
      verdict === 'raise' ? mark(adjustable === false ? 'too much' : 'raise') : verdict,
      code ?? '',
    ]),
  );
}

/** What capacity costs, and what that leaves out. */
export function renderPrice({ price }: Plan, width: number): string {
  if (price.file === null) {
    return 'unknown: there is no price list; --prices names one';
  }
  const table = renderTable(
    [
      { title: 'Pool' },
      { title: 'of' },
      { title: 'USD a GPU-hour', align: 'right' },
      { title: 'an hour', align: 'right' },
      { title: 'in all', align: 'right' },
    ],
    price.lines.map(({ pool, shape, usdPerGpuHour, usdPerHour, usdInAll }) => [
      pool,
      shape,
      dollars(usdPerGpuHour),
      dollars(usdPerHour),
      dollars(usdInAll),
    ]),
  );
  const sums = [
    `${dollars(price.usdPerHour)} USD an hour while all of it stands`,
    `${dollars(price.usdInAll)} USD for all blocks from start to end`,
  ];
  return [
    table,
    wrap(sums.join('; '), width),
    ...price.leavesOut.map((text) => wrap(text, width, 'without: ')),
    ...price.rates.map(({ name, usdPerHour, source, read }) =>
      wrap(`${name}: ${usdPerHour} USD an hour, read ${read} at ${source}`, width, 'by: '),
    ),
  ].join('\n');
}
