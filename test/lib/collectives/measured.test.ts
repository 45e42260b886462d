import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';

import { fabricOf, MEASURED, modelErrors } from '../../../lib/collectives';
import { MarkdownPage } from '../../support/markdown';

const FABRIC = fabricOf(AcceleratedInstanceType.P6E_GB200_36XLARGE)!;

test('a GPU of GB200: half of 1.8 TB/s over NVLink, a quarter of 1600 Gbps over EFA', () => {
  expect(FABRIC).toMatchObject({ nvlinkGBps: 900, networkGBps: 50 });
  expect(FABRIC.sources.every((url) => url.startsWith('https://'))).toBe(true);
});

test('every NVIDIA type of the catalogue has a fabric, and no other', () => {
  const types = AcceleratedInstanceType.known();
  const without = types
    .filter((type) => fabricOf(type) === undefined)
    .map(({ accelerators }) => accelerators.manufacturer);
  expect([...new Set(without)]).toEqual(['aws-neuron']);
});

test('how far the model is from what was measured', () => {
  const errors = modelErrors(FABRIC).map(({ measured, ringAbove, hierarchicalAbove }) => [
    measured.racks,
    Math.round(ringAbove * 100),
    Math.round(hierarchicalAbove * 100),
  ]);
  expect(errors).toEqual([
    [1, 7, 7],
    [2, 10, -1],
    [20, 122, 81],
  ]);
});

test('the page says the same', () => {
  const rows = MarkdownPage.read('docs/collectives.md').table('measured');
  expect(rows).toEqual(
    modelErrors(FABRIC).map(({ measured, estimate, ringAbove, hierarchicalAbove }) => [
      String(measured.racks),
      measured.busGBps.toSorted((a, b) => a - b).join(' to '),
      `${estimate.ring.busGBps.toFixed(0)} (${percent(ringAbove)})`,
      `${estimate.hierarchicalGBps.toFixed(0)} (${percent(hierarchicalAbove)})`,
      estimate.boundGBps.toFixed(0),
    ]),
  );
  expect(MEASURED.every(({ source }) => MarkdownPage.read('docs/collectives.md').text.includes(source))).toBe(true);
});

function percent(part: number): string {
  return `${part < 0 ? '−' : '+'}${Math.abs(part * 100).toFixed(0)} %`;
}
