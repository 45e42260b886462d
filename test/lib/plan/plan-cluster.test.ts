import fc from 'fast-check';

import type { Plan } from '../../../lib/plan/plan';
import { planCluster } from '../../../lib/plan/plan-cluster';
import { EXAMPLES, exampleModel } from '../../support/cluster';
import { planOf, racks } from '../../support/plans';
import { clusters } from '../../support/random-cluster';

const AT = Date.parse('2026-12-10T00:00:00Z');

/** Names that are referred to and stand in no table. */
function danglingNames({ cells, shapes, hardware, windows, stacks, calendar, price }: Plan): string[] {
  const names = (table: readonly { readonly name: string }[]): Set<string> => new Set(table.map(({ name }) => name));
  const missing = (table: Set<string>, used: readonly (string | null)[]): string[] =>
    used.filter((name): name is string => name !== null && !table.has(name));
  const members = cells.flatMap((cell) => cell.members);
  return [
    ...missing(names(shapes), [...members.map(({ shape }) => shape), ...price.lines.map(({ shape }) => shape)]),
    ...missing(
      names(windows),
      members.map(({ capacity }) => capacity.window),
    ),
    ...missing(
      names(windows),
      calendar.pools.flatMap(({ blocks }) => blocks.map(({ window }) => window)),
    ),
    ...missing(
      names(hardware.instanceTypes),
      shapes.map(({ instanceType }) => instanceType),
    ),
    ...missing(
      names(hardware.ultraServerTypes),
      shapes.map(({ ultraServerType }) => ultraServerType),
    ),
    ...missing(
      names(hardware.layouts),
      shapes.map(({ layout }) => layout),
    ),
    ...missing(
      names(stacks.list),
      cells.map(({ stack }) => stack),
    ),
    ...missing(
      names(stacks.shapes),
      stacks.list.map(({ shape }) => shape),
    ),
    ...missing(
      names(price.rates),
      price.lines.map(({ rate }) => rate),
    ),
  ];
}

describe.each(EXAMPLES)('%s', (file) => {
  const plan = planCluster(exampleModel(file), { at: AT });

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  test('refers to nothing that is not there', () => {
    expect(danglingNames(plan)).toEqual([]);
  });

  test('adds up', () => {
    const { totals, cells, network, shapes } = plan;
    const of = new Map(shapes.map((shape) => [shape.name, shape]));
    const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
    const members = cells.flatMap((cell) => cell.members.map(({ shape }) => of.get(shape)!));
    expect(sum(cells.map(({ gpus }) => gpus))).toBe(totals.gpus);
    expect(sum(network.zones.map(({ gpus }) => gpus))).toBe(totals.gpus);
    expect(sum(members.map(({ instances }) => instances))).toBe(totals.instances);
    expect(sum(network.subnets.map(({ neededAddresses }) => neededAddresses ?? 0))).toBe(totals.addresses);
  });
});

test('a name that stands nowhere is seen', () => {
  const plan = planOf(racks([{ endsAt: '2026-12-20T11:30:00Z' }]));
  expect(danglingNames({ ...plan, shapes: [] })).toContain('u-p6e-gb200x72/four-efa');
});

test('what the file warns of comes first, unchanged', () => {
  const model = exampleModel('config/gb200.yaml');
  const { warnings } = planCluster(model, { at: AT });
  expect(warnings.slice(0, model.warnings.length)).toEqual(model.warnings);
  expect(model.warnings.length).toBeGreaterThan(0);
});

test('the same in gives the same out, and leaves the model as it was', () => {
  fc.assert(
    fc.property(clusters, (model) => {
      const before = JSON.stringify(model);
      const first = JSON.stringify(planCluster(model, { at: AT }));
      expect(JSON.stringify(planCluster(model, { at: AT }))).toBe(first);
      expect(JSON.stringify(model)).toBe(before);
    }),
    { numRuns: 20 },
  );
});

describe('at 1,389 UltraServers', () => {
  const racksOf = (size: number): Plan =>
    planOf(
      racks(Array.from({ length: size }, (_, i) => ({ endsAt: '2026-12-20T11:30:00Z', cell: `cell-${i % 100}` }))),
    );
  const plan = racksOf(1389);

  test('the numbers are those of a fleet', () => {
    expect(plan.totals).toMatchObject({ ultraServers: 1389, instances: 25_002, gpus: 100_008, interfaces: 125_010 });
  });

  test('a member takes no more than 300 bytes: shapes and windows are stated once', () => {
    const bytes = (one: Plan): number => JSON.stringify(one).length;
    expect((bytes(plan) - bytes(racksOf(100))) / 1289).toBeLessThan(300);
    expect([plan.shapes.length, plan.windows.length, plan.hardware.layouts.length]).toEqual([1, 1, 1]);
  });
});

describe('totals', () => {
  const end = { endsAt: '2026-12-20T11:30:00Z' };

  test('of one UltraServer are what AWS states', () => {
    // 28.8 Tbps of EFA, 360 petaflops of dense FP8, 130 TB/s of NVLink, 405 TB of NVMe.
    expect(planOf(racks([end])).totals).toMatchObject({
      gpus: 72,
      gpuMemoryGib: 13_320,
      efaGbps: 28_800,
      nvlinkGBps: 129_600,
      localNvmeGB: 405_000,
      compute: expect.arrayContaining([{ format: 'FP8', sparsity: 'dense', pflops: 360 }]) as unknown,
    });
  });

  test('leave a format out where a type at work has no figure of it', () => {
    const formats = (...types: string[]): string[] =>
      planOf(
        JSON.stringify({
          name: 'mixed',
          region: 'us-east-1',
          network: { controlZones: ['use1-az4', 'use1-az6'] },
          pools: types.map((instanceType, index) => ({
            name: `pool-${index}`,
            instanceType,
            zone: 'use1-az6',
            members: [{ name: `member-${index}`, count: 1, onDemand: true }],
          })),
        }),
      ).totals.compute.map(({ format }) => format);
    expect(formats('p6-b200.48xlarge')).toEqual(['BF16', 'FP8', 'FP4']);
    expect(formats('p6-b200.48xlarge', 'p5en.48xlarge')).toEqual(['BF16', 'FP8']);
    expect(formats('p6-b200.48xlarge', 'p4d.24xlarge')).toEqual([]);
  });

  test('of facts that are the file’s own have no published figures', () => {
    const { totals, hardware } = planCluster(exampleModel('config/gb200-gb300.yaml'), { at: AT });
    expect([totals.nvlinkGBps, totals.compute]).toEqual([null, []]);
    expect(hardware.instanceTypes.map(({ name, verified, nvlinkGBps }) => [name, verified, nvlinkGBps])).toEqual([
      ['p6e-gb200.36xlarge', true, 1800],
      ['p6e-gb300.36xlarge', false, null],
    ]);
  });
});

test('pools of one type with other interfaces have shapes of their own', () => {
  const pool = (name: string, id: string, interfaces?: object): object => ({
    name,
    ultraServer: 'u-p6e-gb200x36',
    zone: 'use1-dfw2-az1',
    ...(interfaces && { interfaces }),
    members: [{ name: `${name}-1`, block: `cr-0123456789abcde6${id}`, endsAt: '2026-12-20T11:30:00Z' }],
  });
  const pools = [
    pool('plain', '1'),
    pool('more', '2', { enaCards: [4, 8] }),
    pool('eight', '3', { layout: 'eight-efa' }),
    pool('same', '4', { layout: 'four-efa' }),
  ];
  const { hardware, shapes } = planOf(
    JSON.stringify({ name: 'pools', region: 'us-east-1', network: { controlZones: ['use1-az4', 'use1-az6'] }, pools }),
  );
  expect(hardware.layouts.map(({ name, interfaces, addresses }) => [name, interfaces.length, addresses])).toEqual([
    ['p6e-gb200.36xlarge/four-efa', 5, 1],
    ['p6e-gb200.36xlarge/four-efa+ena-4-8', 7, 3],
    ['p6e-gb200.36xlarge/eight-efa', 9, 1],
  ]);
  expect(shapes.map(({ name }) => name)).toEqual([
    'u-p6e-gb200x36/four-efa',
    'u-p6e-gb200x36/four-efa+ena-4-8',
    'u-p6e-gb200x36/eight-efa',
  ]);
});
