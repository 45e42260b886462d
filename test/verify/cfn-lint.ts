import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Finding } from './finding';
import type { Judge } from './judge';
import { pinnedVersion } from './pins';

interface Match {
  readonly Filename: string;
  readonly Location: { readonly Path?: (string | number)[]; readonly Start: { readonly LineNumber: number } };
  readonly Message: string;
  readonly Rule: { readonly Id: string };
}

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type?: string }>>;
}

/** The bits of cfn-lint's exit status: errors 2, warnings 4, information 8. */
const REPORTING = 2 | 4 | 8;

/**
 * cfn-lint on templates of one Region: errors and warnings.
 *
 * @see https://github.com/aws-cloudformation/cfn-lint
 */
export function cfnLint(region: string): Judge {
  return {
    name: 'cfn-lint',
    pinned: pinnedVersion('cfn-lint'),
    planted: [join(__dirname, 'planted', 'misspelled-property.template.json')],
    args: (files) => ['--format', 'json', '--regions', region, '--', ...files],
    statuses: (status) => (status & ~REPORTING) === 0,
    parse: (stdout) => (JSON.parse(stdout) as Match[]).map(finding),
  };
}

function finding({ Filename, Location: { Path = [], Start }, Message, Rule }: Match): Finding {
  return { file: Filename, line: Start.LineNumber, rule: Rule.Id, subject: subject(Filename, Path), message: Message };
}

/** The type of the resource and the property, or the path where there is no resource. */
function subject(file: string, path: readonly (string | number)[]): string {
  const [section, id, ...rest] = path;
  const { Resources } = JSON.parse(readFileSync(file, 'utf8')) as Template;
  const type = section === 'Resources' ? Resources?.[String(id)]?.Type : undefined;
  const names = (parts: readonly (string | number)[]): string =>
    parts.filter((part) => typeof part === 'string' && part !== 'Properties').join('/');
  return type === undefined ? names(path) : `${type} ${names(rest)}`.trim();
}
