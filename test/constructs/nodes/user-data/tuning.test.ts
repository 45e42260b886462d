import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { NodeFacts } from '../../../../constructs/nodes/user-data/node-facts';
import { TUNING } from '../../../../constructs/nodes/user-data/tuning';
import { GB200_NODE } from '../scripts/node-sandbox';

test('every setting has a source that a reader can open, and is told of in the documentation with its mark', () => {
  const page = readFileSync(join(__dirname, '../../../../docs/node-boot.md'), 'utf8');
  for (const { setting, source, mark } of TUNING) {
    expect(source).toMatch(/^https:\/\//);
    const row = page.split('\n').find((line) => line.startsWith(`| \`${setting}\``));
    expect(row).toContain(source);
    expect(row).toMatch(new RegExp(`\\| ${mark} +\\|`));
  }
  expect(new Set(TUNING.map(({ id }) => id)).size).toBe(TUNING.length);
});

describe('a node gets', () => {
  const settings = (change: Partial<NodeFacts>): string[] =>
    TUNING.filter(({ appliesTo }) => appliesTo({ ...GB200_NODE, ...change })).map(({ id }) => id);
  const EFA = ['efa-huge-pages', 'efa-memlock'];
  const NUMA = 'grace-numa-balancing';
  const GRDMA = 'grdma-topology-override';

  test.each<[string, Partial<NodeFacts>, string[]]>([
    ['on Grace, all of them', {}, [...EFA, NUMA, GRDMA]],
    ['with the last branch that has the option, the option', { imageDriver: '594.10.01' }, [...EFA, NUMA, GRDMA]],
    ['with the first branch without the option, none', { imageDriver: '595.58.03' }, [...EFA, NUMA]],
    ['with a branch stated alone, what the branch has', { imageDriver: '594' }, [...EFA, NUMA, GRDMA]],
    ['with a later branch stated alone, what the branch has', { imageDriver: '595' }, [...EFA, NUMA]],
    ['with a branch of four digits, no option', { imageDriver: '1000.1' }, [...EFA, NUMA]],
    ['without EFA, nothing for EFA', { efaInterfaces: 0 }, [NUMA]],
    ['on x86_64, what EFA needs', { architecture: 'x86_64' }, EFA],
    ['on Trainium, what EFA needs', { architecture: 'x86_64', accelerator: 'aws-neuron', imageDriver: '2.26' }, EFA],
    ['on another accelerator on arm64, what EFA needs', { accelerator: 'aws-neuron', imageDriver: '2.26' }, EFA],
  ])('%s', (_what, change, expected) => {
    expect(settings(change)).toEqual(expected);
  });
});
