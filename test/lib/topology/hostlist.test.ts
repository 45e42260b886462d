import fc from 'fast-check';

import { hostList } from '../../../lib/topology';
import { expandHostList } from '../../support/slurm-hostlist';

test.each([
  [['alpha-1'], 'alpha-1'],
  [['alpha-2', 'alpha-1', 'alpha-3'], 'alpha-[1-3]'],
  [['ip-10-0-1-5', 'ip-10-0-1-6', 'ip-10-0-1-9', 'ip-10-0-2-1'], 'ip-10-0-1-[5-6,9],ip-10-0-2-1'],
  [['n-1', 'n-01', 'n-02', 'n-10'], 'n-[01-02],n-[1,10]'],
  [['login', 'n-9', 'n-10', 'n-9'], 'login,n-[9-10]'],
  [['rack7-a', 'rack8-a'], 'rack7-a,rack8-a'],
  [[], ''],
])('%j is %s', (names, list) => {
  expect(hostList(names)).toBe(list);
});

const name = fc.oneof(
  fc.tuple(fc.constantFrom('alpha-', 'ip-10-0-', 'n'), fc.nat(30)).map(([prefix, number]) => `${prefix}${number}`),
  fc
    .tuple(fc.constantFrom('n-', 'r1-'), fc.nat(120))
    .map(([prefix, number]) => prefix + String(number).padStart(3, '0')),
  fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/),
);

test('a list has the names that it was made of, each once', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 40 }), (names) => {
      expect(expandHostList(hostList(names)).toSorted()).toEqual([...new Set(names)].toSorted());
    }),
  );
});
