import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { clustersOf, loadFile } from '../config/load-file';
import { OperatorError } from '../operator-error';
import { type ExamplePrograms, exampleFiles } from './example-files';

/** What was written. */
export interface WrittenExamples {
  /** Paths of the files. */
  readonly files: string[];

  /** Words in capitals in them that stand for what the user has yet to name: `TORCH_IMAGE`. */
  readonly placeholders: string[];
}

/** What programs are called that are not named. */
const PLACEHOLDERS = ['TORCH_IMAGE', 'INFERENCE_IMAGE', 'MODEL'];

/**
 * Writes the examples of a cluster file, or of each cell of a fleet.
 *
 * @throws InputFileError where the file is wrong
 * @throws OperatorError where its engine has no examples
 */
export function writeExamples(config: string, folder: string, programs: ExamplePrograms): WrittenExamples {
  const clusters = clustersOf(loadFile(config));
  const engine = clusters[0]?.engine.type;
  if (engine === 'ec2') {
    throw new OperatorError(
      'input',
      `${config} has engine ec2, on which you bring what starts jobs; there are examples for eks and slurm`,
    );
  }
  const files = clusters.flatMap((cluster) => exampleFiles(cluster, programs)).map(({ path, text }) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  });
  // Batch scripts name their programs by variables, which Slurm hands on.
  const given = Object.values(programs);
  return { files, placeholders: engine === 'eks' ? PLACEHOLDERS.filter((word) => given.includes(word)) : [] };
}
