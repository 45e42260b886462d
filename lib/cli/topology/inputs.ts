import { readFileSync } from 'node:fs';

import { OperatorError } from '../../operator-error';
import { mergeRecords, type NodeRecord, parseNodes, parseRecords, type TopologySource } from '../../topology';

const STDIN = 0;

/** Text of a file, or of what is piped in where it is called `-`. */
export function readInput(path: string): string {
  try {
    return readFileSync(path === '-' ? STDIN : path, 'utf8');
  } catch (error) {
    throw new OperatorError('input', `${path} cannot be read (${(error as Error).message})`, { path });
  }
}

/** A source that reads its files anew each time. */
export function fileSource(paths: readonly string[]): TopologySource {
  return {
    read: () => Promise.resolve(mergeRecords(paths.map((path) => parseRecords(readInput(path), path)))),
  };
}

/** Nodes of a file; none where none is named. */
export function readNodes(path: string | undefined): NodeRecord[] {
  return path === undefined ? [] : parseNodes(readInput(path), path);
}
