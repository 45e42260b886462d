import { nearest } from 'cdk-ultraserver/hardware';

import type { ClusterSource } from '../cluster-source';
import { distinctProblems, inOrder, locate } from '../file-problems';
import type { FileProblem } from '../input-file-error';
import { parseClusterSource } from '../parse-cluster';
import { checkShape } from '../shape';
import { show, suggestion } from '../suggest';
import { FleetCellSource } from './fleet-cell-source';
import type { FleetCellModel, FleetModel } from './fleet-model';
import { checkFleet } from './fleet-rules';
import { type FleetFile, fleetSchema } from './fleet-schema';

/** A fleet, or everything that is wrong with its file. */
export type ParsedFleet =
  | { readonly fleet: FleetModel; readonly problems?: undefined }
  | { readonly fleet?: undefined; readonly problems: readonly FileProblem[] };

/** Two letters that change places. */
const SLIP = 2;

/**
 * Reads a fleet file. Pure: it reads no clock, no environment and no file.
 *
 * @param path of the file, for the models
 * @param only the one cell that is wanted; the others are then not read beyond their shape
 */
export function parseFleet(source: ClusterSource, path: string, only?: string): ParsedFleet {
  if (source.data === undefined) {
    return { problems: inOrder(source.problems) };
  }
  const shape = checkShape(source, fleetSchema);
  if (shape.findings.length > 0 || source.problems.length > 0) {
    // Cells are made of the whole: nothing can be said of them before it can be read.
    return {
      problems: inOrder([...source.problems, ...shape.findings.map((finding) => locate(finding, source))]),
    };
  }
  const file = shape.draft as FleetFile;
  const names = file.cells.map(({ name }) => name);
  if (only !== undefined && !names.includes(only)) {
    const message = `there is no cell ${show(only)}, there are ${names.join(', ')}${suggestion(nearest(only, names, SLIP))}`;
    return { problems: [{ id: 'fleet-cell-unknown', message, ...source.position(['cells']) }] };
  }
  const problems = checkFleet(file).map((finding) => locate(finding, source));
  const cells: FleetCellModel[] = [];
  for (const [index, { name, by, pools }] of file.cells.entries()) {
    // Of a cell without any pool that is described, a rule has said so.
    const described = file.cell.pools.some((pool) => pool.name in pools);
    if (described && (only === undefined || name === only)) {
      const parsed = parseClusterSource(new FleetCellSource(source, file, index), path);
      if (parsed.model) {
        cells.push({ name, by: by === undefined ? undefined : instant(by), cluster: parsed.model });
      } else {
        problems.push(...parsed.problems);
      }
    }
  }
  return problems.length > 0
    ? { problems: inOrder(distinctProblems(problems)) }
    : { fleet: Object.freeze({ file: path, name: file.fleet, cells: Object.freeze(cells) }) };
}

/** To the second, in UTC; undefined where it is none, which a rule says. */
function instant(text: string): string | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
