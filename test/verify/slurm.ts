import { join } from 'node:path';

import type { Finding } from './finding';
import type { Judge } from './judge';

/** Slurm's own controller, which reads settings, topology and jobs. @see https://slurm.schedmd.com/slurmctld.html */
export const SLURM: Judge = {
  name: 'slurm-check',
  planted: ['slurm', 'slurm-mixed-blocks'].map((name) => join(__dirname, 'planted', name, 'slurm.conf')),
  oneByOne: true,
  args: ([file = '']) => [file],
  statuses: (status) => status === 0,
  parse: (stdout, [file = '']) => parse(stdout, file),
};

/** A finding a line, the file in front; and at the end that all was judged, unless the controller did not start. */
function parse(stdout: string, file: string): Finding[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  const findings = lines.flatMap((line): Finding[] => {
    const [subject = '', message] = line.split('\t');
    return message === undefined ? [] : [{ file: join(file, '..', subject), line: 1, rule: 'slurm', subject, message }];
  });
  if (findings.length === 0 && lines.at(-1) !== 'judged') {
    throw new Error('not judged to the end');
  }
  return findings;
}
