import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EXIT } from '../../../../lib/cli/exit-code';
import type { Plan } from '../../../../lib/plan/plan';
import { runCommandLine } from '../../../support/command-line';

const AT = ['--at', '2026-12-10T00:00:00Z'];

test('shows what will stand, and what it takes', async () => {
  const { code, out, err } = await runCommandLine(['plan', ...AT]);
  expect([code, err]).toEqual([EXIT.DONE, '']);
  const titles = ['What will stand', 'Members', 'Calendar', 'Network', 'Quotas', 'Stacks', 'Price', 'Warnings'];
  expect(titles.filter((title) => !out.includes(`\n${title}\n`))).toEqual([]);
  expect(out).toMatch(/^GPUs +144 \(NVIDIA B200\)$/m);
  expect(out).toMatch(/^2026-12-06 11:30 +2026-12-20 11:30 +10:00 +active +2 +144 +48,168$/m);
});

test('writes the same as one JSON document', async () => {
  const { code, out, err } = await runCommandLine(['plan', 'config/gb200.yaml', '--json', ...AT]);
  expect([code, err]).toEqual([EXIT.DONE, '']);
  const plan = JSON.parse(out) as Plan;
  expect(plan).toMatchObject({ version: 1, at: '2026-12-10T00:00:00Z', totals: { gpus: 144 } });
  expect(plan.price.file).toBe('config/prices.yaml');
});

test('holds blocks against the clock where no time is given', async () => {
  const now = () => new Date('2027-01-01T00:00:00Z');
  const { out } = await runCommandLine(['plan', '--json'], { now });
  const plan = JSON.parse(out) as Plan;
  expect(plan.at).toBe('2027-01-01T00:00:00Z');
  expect(plan.windows.map(({ state }) => state)).toEqual(['ended']);
  expect(plan.warnings.map(({ id }) => id)).toContain('block-ended');
});

test.each(['2026-12-10', 'tomorrow', '2026-12-10T00:00:00', '2026-02-30T00:00:00Z'])(
  '--at %s is wrong usage',
  async (at) => {
    const { code, out, err } = await runCommandLine(['plan', '--at', at]);
    expect([code, out]).toEqual([EXIT.USAGE, '']);
    expect(err).toBe(`error: --at is "${at}", must be an ISO 8601 time with its zone: 2026-12-06T11:30:00Z\n`);
  },
);

describe('files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plan-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('a cluster file that is wrong is refused with its lines', async () => {
    const cluster = file('wrong.yaml', 'name: x\nregion: us-east-1\n');
    const { code, err } = await runCommandLine(['plan', cluster]);
    expect(code).toBe(EXIT.INPUT);
    expect(err).toContain(`${cluster}:1:1  `);
  });

  test('a price list that is wrong is refused with its lines, as JSON too', async () => {
    const prices = file('prices.yaml', 'prices:\n  - { type: u-p6e-gb200x72, capacity: blok }\n');
    const { code, err } = await runCommandLine(['plan', '--prices', prices]);
    expect(code).toBe(EXIT.INPUT);
    expect(err).toContain(`${prices}:2:39  capacity is "blok", allowed: block, on-demand; did you mean "block"?`);
    const asJson = await runCommandLine(['plan', '--json', '--prices', prices]);
    expect(JSON.parse(asJson.err)).toMatchObject({ error: { kind: 'input', file: prices } });
  });

  test('an empty list makes prices unknown, not 0', async () => {
    const { out } = await runCommandLine(['plan', ...AT, '--prices', file('none.yaml', 'prices: []\n')]);
    expect(out).toMatch(/^train +u-p6e-gb200x72\/four-efa +unknown +unknown +unknown$/m);
    expect(out).toContain('144 GPUs have no price in the list');
  });
});
