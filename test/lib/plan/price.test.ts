import fc from 'fast-check';

import { planOf, pricesOf, racks } from '../../support/plans';

const WEEK = { startsAt: '2026-12-06T11:30:00Z', endsAt: '2026-12-13T11:30:00Z' };

/** A price as its file has it. */
function price(type: string, usdPerHour: number, others: Readonly<Record<string, string>> = {}): object {
  return { type, capacity: 'block', usdPerHour, source: 'https://example.com', read: '2026-12-01', ...others };
}

function priceOf(text: string, ...prices: object[]) {
  return planOf(text, undefined, prices.length > 0 ? pricesOf(JSON.stringify({ prices })) : undefined).price;
}

const X72 = 'u-p6e-gb200x72';

test('an UltraServer costs its own price, and a GPU a seventy-second part of it', () => {
  const plan = priceOf(racks([WEEK, WEEK]), price(X72, 720));
  expect(plan).toMatchObject({
    file: 'prices.yaml',
    usdPerHour: 1440,
    usdPerGpuHour: 10,
    usdInAll: 1440 * 168,
    pricedGpus: 144,
    unpricedGpus: 0,
  });
  expect(plan.lines).toEqual([
    {
      pool: 'train',
      shape: `${X72}/four-efa`,
      zone: 'use1-dfw2-az1',
      capacity: 'block',
      members: 2,
      gpus: 144,
      rate: `${X72}/block`,
      usdPerHour: 1440,
      usdPerGpuHour: 10,
      usdInAll: 1440 * 168,
      gpuHours: 144 * 168,
      membersWithoutStart: 0,
    },
  ]);
});

test('without a list nothing is known, and nothing is 0', () => {
  expect(priceOf(racks([WEEK]))).toMatchObject({
    file: null,
    rates: [],
    usdPerHour: null,
    usdPerGpuHour: null,
    usdInAll: null,
    pricedGpus: 0,
    unpricedGpus: 72,
  });
});

test('what is not in the list is unknown, and the sums say so', () => {
  const file = JSON.parse(racks([WEEK])) as { pools: object[] };
  file.pools.push({
    name: 'serve',
    ultraServer: 'u-p6e-gb200x36',
    zone: 'use1-dfw2-az1',
    members: [{ name: 'half', block: 'cr-0123456789abcde61', ...WEEK }],
  });
  const plan = priceOf(JSON.stringify(file), price(X72, 720));
  expect(plan.lines.map(({ usdPerHour }) => usdPerHour)).toEqual([720, null]);
  expect(plan).toMatchObject({ usdPerHour: 720, usdPerGpuHour: 10, pricedGpus: 72, unpricedGpus: 36 });
  expect(plan.leavesOut[0]).toBe('36 GPUs have no price in the list: u-p6e-gb200x36/four-efa (block)');
});

test('a block without a start is paid by the hour, and left out of what is paid in all', () => {
  const plan = priceOf(racks([WEEK, { endsAt: WEEK.endsAt }]), price(X72, 720));
  expect(plan).toMatchObject({ usdPerHour: 1440, usdInAll: 720 * 168 });
  expect(plan.lines[0]?.membersWithoutStart).toBe(1);
  expect(plan.leavesOut[0]).toContain('1 blocks whose startsAt');
});

test('where no block has a start, what is paid in all is unknown', () => {
  expect(priceOf(racks([{ endsAt: WEEK.endsAt }]), price(X72, 720)).usdInAll).toBeNull();
});

test("the zone's price goes before the Region's, and that before any other", () => {
  const zone = price(X72, 1, { place: 'use1-dfw2-az1' });
  const region = price(X72, 2, { place: 'us-east-1' });
  const any = price(X72, 3);
  const elsewhere = price(X72, 4, { place: 'eu-west-1' });
  expect(priceOf(racks([WEEK]), elsewhere, any, region, zone).usdPerHour).toBe(1);
  expect(priceOf(racks([WEEK]), elsewhere, any, region).usdPerHour).toBe(2);
  expect(priceOf(racks([WEEK]), elsewhere, any).usdPerHour).toBe(3);
  expect(priceOf(racks([WEEK]), elsewhere).usdPerHour).toBeNull();
});

test('the price of a block is not taken for On-Demand', () => {
  expect(priceOf(racks([WEEK]), price(X72, 1, { capacity: 'on-demand' })).usdPerHour).toBeNull();
});

test('plain instances cost by the instance, and have no end', () => {
  const file = JSON.stringify({
    name: 'plain',
    region: 'us-east-1',
    network: { controlZones: ['use1-az4', 'use1-az6'] },
    pools: [
      {
        name: 'serve',
        instanceType: 'p5en.48xlarge',
        zone: 'use1-az6',
        members: [{ name: 'web', count: 3, onDemand: true }],
      },
    ],
  });
  const plan = priceOf(file, price('p5en.48xlarge', 64, { capacity: 'on-demand' }));
  expect(plan).toMatchObject({ usdPerHour: 192, usdPerGpuHour: 8, usdInAll: null });
  expect(plan.leavesOut[0]).toContain('24 GPUs that are no block');
});

test('an old price is warned of', () => {
  const warnings = (read: string) =>
    planOf(racks([WEEK]), '2026-12-10T00:00:00Z', pricesOf(JSON.stringify({ prices: [price(X72, 1, { read })] })))
      .warnings.map(({ id }) => id)
      .filter((id) => id === 'price-stale');
  expect([warnings('2026-09-10'), warnings('2026-09-08')]).toEqual([[], ['price-stale']]);
});

test('sums are those of their lines', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(WEEK, { endsAt: WEEK.endsAt }), { minLength: 1, maxLength: 6 }), (windows) => {
      const { lines, usdPerHour, pricedGpus, usdPerGpuHour } = priceOf(racks(windows), price(X72, 761.904));
      expect(lines.reduce((sum, line) => sum + line.usdPerHour!, 0)).toBeCloseTo(usdPerHour!, 6);
      expect(usdPerGpuHour! * pricedGpus).toBeCloseTo(usdPerHour!, 6);
    }),
    { numRuns: 20 },
  );
});
