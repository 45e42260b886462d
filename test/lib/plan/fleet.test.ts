import { parseFleet } from '../../../lib/config/fleet/parse-fleet';
import { loadFile } from '../../../lib/config/load-file';
import { YamlSource } from '../../../lib/config/yaml-source';
import type { Plan } from '../../../lib/plan/plan';
import { planCluster, planFleet } from '../../../lib/plan/plan-cluster';
import { runCommandLine } from '../../support/command-line';

const AT = Date.parse('2026-12-10T00:00:00Z');

/** A cell with UltraServers in an account. */
interface Cell {
  readonly account: string;
  readonly members: number;
}

function planOfCells(...cells: readonly Cell[]): Plan {
  let block = 0;
  const text = JSON.stringify({
    fleet: 'atlas',
    cell: {
      region: 'us-east-1',
      network: { controlZones: ['use1-az4', 'use1-az6'] },
      pools: [{ name: 'train', ultraServer: 'u-p6e-gb200x72', zone: 'use1-dfw2-az1' }],
    },
    cells: cells.map(({ account, members }, index) => ({
      name: `cell-${index}`,
      account,
      by: `2026-12-0${index + 1}T11:30:00Z`,
      pools: {
        train: {
          endsAt: '2026-12-20T11:30:00Z',
          members: Object.fromEntries(
            Array.from({ length: members }, (_, member) => [
              `u${member}`,
              `cr-${(0x10000 + (block += 1)).toString(16).padStart(17, '0')}`,
            ]),
          ),
        },
      },
    })),
  });
  const { fleet, problems } = parseFleet(new YamlSource(text), 'fleet.yaml');
  if (problems) {
    throw new Error(problems.map(({ message }) => message).join('\n'));
  }
  return planFleet(fleet, { at: AT });
}

const A = '111122223333';
const B = '444455556666';

function quota({ quotas }: Plan, id: string): { need?: number; where?: string | null } {
  const { need, where } = quotas.find((one) => one.id === id) ?? {};
  return { need, where };
}

describe('the plan of a fleet', () => {
  const plan = planOfCells({ account: A, members: 3 }, { account: A, members: 2 }, { account: B, members: 4 });

  test('has all of its cells', () => {
    expect(plan.cluster).toMatchObject({ kind: 'fleet', name: 'atlas', account: `${A}, ${B}`, region: 'us-east-1' });
    expect(plan.totals).toMatchObject({ cells: 3, ultraServers: 9, gpus: 648 });
    expect(plan.cells.map(({ name, cluster, account, by }) => [name, cluster, account, by])).toEqual([
      ['cell-0', 'atlas-cell-0', A, '2026-12-01T11:30:00Z'],
      ['cell-1', 'atlas-cell-1', A, '2026-12-02T11:30:00Z'],
      ['cell-2', 'atlas-cell-2', B, '2026-12-03T11:30:00Z'],
    ]);
  });

  test('counts quotas of a Region in each account: the one that needs the most', () => {
    expect(quota(plan, 'interfaces-per-region')).toEqual({ need: 5 * 18 * 5, where: `${A}, us-east-1` });
    expect(quota(plan, 'instances-in-blocks')).toEqual({ need: 5 * 18, where: A });
    expect(quota(plan, 'vpcs-per-region')).toEqual({ need: 2, where: `${A}, us-east-1` });
    expect(quota(plan, 'stacks-per-region')).toEqual({ need: 6, where: `${A}, us-east-1` });
  });

  test('counts quotas of a VPC in each cell', () => {
    expect(quota(plan, 'network-address-usage')).toEqual({ need: 4 * 18, where: 'atlas-cell-2' });
  });

  test('counts what is all in one account as in one cluster', () => {
    const one = planOfCells({ account: A, members: 3 }, { account: A, members: 2 });
    expect(quota(one, 'interfaces-per-region')).toEqual({ need: 5 * 18 * 5, where: null });
  });

  test('names the members of different cells apart', () => {
    const names = plan.calendar.pools.flatMap(({ blocks }) => blocks.map(({ member }) => member));
    expect(names).toContain('cell-2/u0');
    expect(new Set(names).size).toBe(9);
  });

  test('has the stacks and subnets of each cell by its cluster', () => {
    expect(plan.stacks.list.filter(({ cluster }) => cluster === 'atlas-cell-1').map(({ name }) => name)).toEqual([
      'atlas-cell-1-operations',
      'atlas-cell-1-network',
      'atlas-cell-1-cell-main',
    ]);
    const needed = plan.network.subnets.filter(({ purpose }) => purpose === 'nodes');
    expect(needed.map(({ cluster, neededAddresses }) => [cluster, neededAddresses])).toEqual([
      ['atlas-cell-0', 54],
      ['atlas-cell-1', 36],
      ['atlas-cell-2', 72],
    ]);
  });

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

test('a fleet takes what its cells take, each by itself', () => {
  const loaded = loadFile('config/fleets/dallas.yaml');
  if (loaded.kind !== 'fleet') {
    throw new Error('not a fleet');
  }
  const fleet = planFleet(loaded.fleet, { at: AT });
  const alone = loaded.fleet.cells.map(({ cluster }) => planCluster(cluster, { at: AT }));
  const sum = (valueOf: (plan: Plan) => number): number => alone.reduce((all, plan) => all + valueOf(plan), 0);
  expect(fleet.totals.gpus).toBe(sum(({ totals }) => totals.gpus));
  expect(fleet.totals.addresses).toBe(sum(({ totals }) => totals.addresses));
  expect(fleet.stacks.resources).toBe(sum(({ stacks }) => stacks.resources));
  expect(fleet.stacks.list.map(({ name }) => name)).toEqual(
    alone.flatMap(({ stacks }) => stacks.list.map(({ name }) => name)),
  );
});

describe('ultraserver plan', () => {
  test('shows a fleet with its ramp', async () => {
    const { out } = await runCommandLine(['plan', 'config/fleets/dallas.yaml', '--at', '2026-12-10T00:00:00Z']);
    expect(out).toMatch(/^2026-12-06 11:30 +1 +144 +144$/m);
    expect(out).toMatch(/^2026-12-13 11:30 +1 +144 +288$/m);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('shows one cell alone', async () => {
    const { out } = await runCommandLine(['plan', 'config/fleets/dallas.yaml', '--cell', 'dallas-2', '--json']);
    expect((JSON.parse(out) as Plan).cells.map(({ name }) => name)).toEqual(['dallas-2']);
  });
});
