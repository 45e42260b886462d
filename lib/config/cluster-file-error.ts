import { type FileProblem, InputFileError } from './input-file-error';

/** A cluster file that cannot be used. */
export class ClusterFileError extends InputFileError {
  constructor(file: string, problems: readonly FileProblem[]) {
    super(file, problems, 'docs/cluster-file.md explains each by its [id]');
  }
}
