import { EPILOG_SCENARIOS, judgeEpilog, remains } from './epilog-scenarios';
import { ALPHA, ALPHA_JOB, epilog, onSlurmNode, prolog } from './slurm-node';

const NOTHING = [undefined, undefined, undefined];

describe('when a job has ended, the epilog', () => {
  test.each(EPILOG_SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
    expect(judgeEpilog(scenario)).toEqual([]);
  });

  test('says whose IMEX it leaves alone', () => {
    onSlurmNode((node) => {
      prolog(node, { id: '42', nodes: ALPHA });
      expect(epilog(node, ALPHA_JOB).output).toContain('"result":"kept","job":"41","reason":"IMEX runs for job 42"');
      expect(remains(node)).not.toEqual(NOTHING);
    });
  });
});
