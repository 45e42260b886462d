import { basename, join } from 'node:path';

import type { Finding } from './finding';
import type { Judge } from './judge';

/** cloud-init's own schema of cloud-config. @see https://docs.cloud-init.io/en/latest/howto/debug_user_data.html */
export const CLOUD_INIT: Judge = {
  name: 'cloud-init',
  planted: [join(__dirname, 'planted', 'unknown-module.cfg.yaml')],
  oneByOne: true,
  args: ([file = '']) => ['schema', '--annotate', '--config-file', file],
  statuses: (status) => status <= 1,
  parse: (stdout, [file = '']) => parse(stdout, file),
};

/** Below a file it writes its errors, one a line: `# E1: ...`; warnings, of what is deprecated, begin with D. */
function parse(stdout: string, file: string): Finding[] {
  const told = [...stdout.matchAll(/^# ([ED]\d+): (.+)$/gm)];
  if (told.length === 0 && !stdout.startsWith('Valid schema')) {
    throw new Error('neither valid nor a fault');
  }
  return told.map(([, rule = '', message = '']) => ({
    file,
    line: lineOf(stdout, rule),
    rule: rule.startsWith('E') ? 'error' : 'deprecated',
    subject: basename(file).replace(/-[0-9a-f]{8}\.yaml$/, ''),
    message,
  }));
}

/** The line that it has marked. */
function lineOf(stdout: string, mark: string): number {
  return stdout.split('\n').findIndex((line) => new RegExp(`# (.*,)?${mark}(,|$)`).test(line)) + 1;
}
