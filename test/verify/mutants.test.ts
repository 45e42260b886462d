import { type JestReport, mutantsNoticed } from './mutants';

const file = (
  results: readonly { status: string; title: string }[],
  status = 'passed',
  message = '',
): JestReport['testResults'][number] => ({ name: 'gate.mutants.ts', status, message, assertionResults: results });
const PASSED = { status: 'passed', title: 'the scenarios notice that GPUs are not counted' };

test('every fault that is noticed counts', () => {
  expect(mutantsNoticed({ numPassedTests: 2, testResults: [file([PASSED, PASSED])] })).toEqual({
    noticed: 2,
    failures: [],
  });
});

test.each(['failed', 'pending', 'todo'])('one whose test is %s is told of', (status) => {
  const other = { status, title: 'the scenarios notice that any driver passes' };
  expect(mutantsNoticed({ numPassedTests: 1, testResults: [file([PASSED, other], 'failed')] }).failures).toEqual([
    'gate.mutants.ts: the scenarios notice that any driver passes',
  ]);
});

test('so is a file that does not load', () => {
  const testResults = [file([PASSED]), file([], 'failed', 'Cannot find module')];
  expect(mutantsNoticed({ numPassedTests: 1, testResults }).failures).toEqual(['gate.mutants.ts: Cannot find module']);
});

test('no fault at all is a failure', () => {
  expect(mutantsNoticed({ numPassedTests: 0, testResults: [] }).failures).toEqual(['no fault was planted']);
});
