import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compactConfig, compactScript } from '../../../../constructs/nodes/user-data/compact';

const SCRIPTS = join(__dirname, '../../../../constructs/nodes/scripts');

test('keeps the first line and what bash reads, and nothing else', () => {
  const script = '#!/usr/bin/env bash\n# why\n\nmain() {\n  # how\n  echo "# not this"   \n}\n';
  expect(compactScript(script)).toBe('#!/usr/bin/env bash\nmain() {\necho "# not this"\n}\n');
});

test('refuses a here-document, and takes a here-string', () => {
  expect(() => compactScript('#!/bin/bash\ncat <<EOF\n  text\nEOF\n')).toThrow(/here-document 'cat <<EOF'/);
  expect(compactScript('#!/bin/bash\ncat <<<"$text"\n')).toContain('cat <<<"$text"');
});

test('takes comments and blank lines from a unit, and leaves its lines alone', () => {
  expect(compactConfig('# why\n[Unit]\n\nDescription=a # b\n')).toBe('[Unit]\nDescription=a # b\n');
});

test.each(['lib.sh', 'instance-store.sh', 'tune.sh', 'boot-gate.sh', 'imex.sh', 'agent.sh'])(
  'bash reads the same in %s before and after',
  (name) => {
    const text = readFileSync(join(SCRIPTS, name), 'utf8');
    expect(asBashReadsIt(compactScript(text))).toBe(asBashReadsIt(text));
    expect(compactScript(text).length).toBeLessThan(text.length);
  },
);

/** A script as bash prints it once it has parsed it. */
function asBashReadsIt(script: string): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `script() {\n${script}\n}\ndeclare -f script`], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}
