import { firstDifferences, type Mutant, plant } from '../../nodes/scripts/mutation';
import { EPILOG_SCENARIOS, judgeEpilog } from './epilog-scenarios';

test.each([
  ["another job's IMEX is ended", '!= "$JOB "* ]]', '== none ]]', 'slurm-epilog.sh'],
  ['a job is taken for one whose number begins alike', '!= "$JOB "* ]]', '!= "$JOB"* ]]', 'slurm-epilog.sh'],
  ['IMEX that cannot be stopped passes', 'take_down || reject "$REASON"', 'take_down || true', 'slurm-epilog.sh'],
  ['the list is left', 'rm -f "$CONFIG" "$OWNER"', 'rm -f "$OWNER"', 'slurm-job.sh'],
  ['the owner is left', 'rm -f "$CONFIG" "$OWNER"', 'rm -f "$CONFIG"', 'slurm-job.sh'],
  ['IMEX is left running', 'run systemctl stop nvidia-imex.service || rc=$?', 'true', 'slurm-job.sh'],
])('the scenarios notice that %s', (name, from, to, script) => {
  const mutant: Mutant = { name, from, to, script };
  expect(firstDifferences(EPILOG_SCENARIOS, (scenario) => judgeEpilog(scenario, plant(mutant)))).not.toEqual([]);
});
