import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { loadCluster } from '../config/load-cluster';
import { OperatorError } from '../operator-error';
import { type ExamplePrograms, exampleFiles } from './example-files';

/**
 * Writes the examples of a cluster file.
 *
 * @returns paths of the files
 * @throws ClusterFileError where the file is wrong
 * @throws OperatorError where its engine has no examples
 */
export function writeExamples(config: string, folder: string, programs: ExamplePrograms): string[] {
  const model = loadCluster(config);
  if (model.engine.type === 'ec2') {
    throw new OperatorError(
      'input',
      `${model.file} has engine ec2, on which you bring what starts jobs; there are examples for eks and slurm`,
    );
  }
  return exampleFiles(model, programs).map(({ path, text }) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  });
}
