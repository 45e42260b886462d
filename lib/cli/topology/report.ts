import { cellCollectives } from '../../collectives';
import type { ClusterModel } from '../../config';
import { OperatorError } from '../../operator-error';
import { type CellTopology, type ClusterTopology, drawSvg, errorsOf, topologyFiles } from '../../topology';
import { writeFiles, writeWhole } from '../write-files';
import type { CellReport } from './view';

/** What is to be done with a topology. */
export interface ReportOptions {
  /** The one cell that is asked for. @default - all */
  readonly cell?: string;

  /** Folder for the files. @default - none are written */
  readonly out?: string;

  /** File for the drawing of the one cell. @default - none */
  readonly svg?: string;

  /** Whether to estimate collectives. @default false */
  readonly collectives?: boolean;
}

/**
 * Does with each cell what was asked for. Of a cell with an error among its findings nothing is written.
 *
 * @param awsOrder instance ids in the order in which AWS gave them
 * @throws OperatorError where there is no such cell, or no one cell to draw
 */
export function reportCells(
  model: ClusterModel,
  topology: ClusterTopology,
  awsOrder: readonly string[],
  { cell, out, svg, collectives }: ReportOptions,
): CellReport[] {
  const cells = topology.cells.filter((one) => cell === undefined || one.cell === cell);
  if (cells.length === 0) {
    const names = topology.cells.map((one) => one.cell).join(', ');
    throw new OperatorError('usage', `${model.file} has no cell '${cell}'; it has ${names}`);
  }
  const [only] = cells;
  if (svg !== undefined && (cells.length > 1 || only === undefined)) {
    throw new OperatorError(
      'usage',
      `--svg draws one cell, and ${model.file} has ${cells.length}; name one with --cell`,
    );
  }
  if (svg !== undefined && only !== undefined && errorsOf(topology, only).length === 0) {
    writeWhole(svg, drawSvg(only));
  }
  const types = new Map(
    model.cells.flatMap(({ members }) => members.map((one) => [one.instanceType.name, one.instanceType])),
  );
  return cells.map((one) => ({
    topology: one,
    files: out === undefined ? undefined : writeCell(model, topology, one, out),
    collectives: collectives
      ? cellCollectives(one, awsOrder, (name) => {
          const type = types.get(name);
          if (type === undefined) {
            throw new Error(`${name} is no type of the file`);
          }
          return type;
        })
      : undefined,
  }));
}

function writeCell(model: ClusterModel, topology: ClusterTopology, cell: CellTopology, out: string): string[] {
  const ofFile = model.cells.find(({ name }) => name === cell.cell);
  return ofFile === undefined || errorsOf(topology, cell).length > 0
    ? []
    : writeFiles(out, topologyFiles(cell, ofFile));
}
