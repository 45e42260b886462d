import type { CellCollectives, ModelError, OrderEstimate } from '../../collectives';
import { type CellTopology, type ClusterTopology, drawText, type TopologyFinding } from '../../topology';
import { renderTable } from '../table';

/** A cell, with what came of it. */
export interface CellReport {
  readonly topology: CellTopology;

  /** Paths of the files that were written; undefined where none were asked for. */
  readonly files: readonly string[] | undefined;

  /** Undefined where they were not asked for. */
  readonly collectives: readonly CellCollectives[] | undefined;
}

/** What was read, for people. */
export function renderTopology(
  { findings }: ClusterTopology,
  cells: readonly CellReport[],
  modelErrors: readonly ModelError[],
): string {
  const parts = cells.flatMap(({ topology, files, collectives }) => [
    drawText(topology).trimEnd(),
    ...(collectives ?? []).map((one) => renderCollectives(one)),
    ...(files === undefined || files.length === 0 ? [] : [`written: ${files.join('\n         ')}`]),
  ]);
  const all = [...findings, ...cells.flatMap(({ topology }) => topology.findings)];
  return `${[
    ...parts,
    ...(modelErrors.length === 0 ? [] : [renderModelErrors(modelErrors)]),
    ...(all.length === 0 ? [] : [renderFindings(all)]),
  ].join('\n\n')}\n`;
}

const ORDER = { error: 0, warning: 1, note: 2 } as const;

function renderFindings(findings: readonly TopologyFinding[]): string {
  return findings
    .toSorted((one, other) => ORDER[one.severity] - ORDER[other.severity])
    .map(({ id, severity, message, remedy }) => `${severity}: ${message}  [${id}]\n  ${remedy}`)
    .join('\n');
}

const NAMES: Readonly<Record<OrderEstimate['order'], string>> = {
  ours: 'host file',
  aws: 'as AWS names them',
  random: 'random',
};

function renderCollectives({ instanceType, fabric, orders }: CellCollectives): string {
  const [first] = orders;
  if (fabric === undefined || first === undefined) {
    return `all-reduce over ${instanceType}: no bandwidths are published to go by`;
  }
  const { ranks, domains, hierarchicalGBps, boundGBps, ring } = first.estimate;
  const layers = ring.crossings.layers.map((_, index) => ({ title: `layer ${index + 1}`, align: 'right' as const }));
  const table = renderTable(
    [
      { title: 'order of ranks' },
      { title: 'ring GB/s', align: 'right' },
      { title: 'tree GB/s', align: 'right' },
      { title: 'leaves: domains', align: 'right' },
      ...layers,
    ],
    [
      ...orders.map(({ order, estimate }) => [
        NAMES[order],
        estimate.ring.busGBps.toFixed(0),
        estimate.treeGBps.toFixed(0),
        String(estimate.ring.crossings.domains.total),
        ...estimate.ring.crossings.layers.map(({ total }) => String(total)),
      ]),
      [
        'least',
        '',
        '',
        String(ring.crossings.domains.least),
        ...ring.crossings.layers.map(({ least }) => String(least)),
      ],
    ],
  );
  return [
    `all-reduce over ${ranks} ranks in ${domains} domains of ${instanceType}: NVLink ${fabric.nvlinkGBps} GB/s, EFA ${fabric.networkGBps} GB/s a GPU`,
    table,
    `hierarchical ${hierarchicalGBps.toFixed(0)} GB/s; no algorithm on GPUs passes ${boundGBps.toFixed(0)} GB/s (docs/collectives.md)`,
  ].join('\n');
}

function renderModelErrors(errors: readonly ModelError[]): string {
  const above = (part: number): string => `${part < 0 ? '' : '+'}${(part * 100).toFixed(0)} %`;
  return [
    'the model beside what was measured elsewhere, in GB/s, and how far it is above that:',
    renderTable(
      [
        { title: 'racks', align: 'right' },
        { title: 'measured' },
        { title: 'ring', align: 'right' },
        { title: 'hierarchical', align: 'right' },
        { title: 'source' },
      ],
      errors.map(({ measured, ringAbove, hierarchicalAbove }) => [
        String(measured.racks),
        measured.busGBps.join(', '),
        above(ringAbove),
        above(hierarchicalAbove),
        measured.source,
      ]),
    ),
  ].join('\n');
}
