import { GATE_SCENARIOS, judgeGate } from './gate-scenarios';
import { firstDifferences, plant } from './mutation';
import type { Mutant } from './mutation';

/** Faults in the gate, each with words from the names of the scenarios that are to notice it. */
const MUTANTS: (Mutant & { readonly noticedBy: RegExp })[] = [
  gate('GPUs are not counted', '((${#versions[@]} == count)) ||', 'true ||', /GPU too/),
  gate('more GPUs than promised pass', '((${#versions[@]} == count)) ||', '((${#versions[@]} >= count)) ||', /GPU too/),
  gate(
    'fewer GPUs than promised pass',
    '((${#versions[@]} == count)) ||',
    '((${#versions[@]} <= count)) ||',
    /GPU too/,
  ),
  gate('what nvidia-smi prints is not looked at', '[[ $version =~ $VERSION ]] ||', 'true ||', /nvidia-smi garbage/),
  gate('any driver passes', '[[ $1. == "$ULTRASERVER_IMAGE_DRIVER".* ]] ||', 'true ||', /driver/),
  gate(
    'a driver need only begin alike',
    '[[ $1. == "$ULTRASERVER_IMAGE_DRIVER".* ]] ||',
    '[[ $1 == "$ULTRASERVER_IMAGE_DRIVER"* ]] ||',
    /begins/,
  ),
  gate(
    'one release alone passes',
    '[[ $1. == "$ULTRASERVER_IMAGE_DRIVER".* ]] ||',
    '[[ $1 == "$ULTRASERVER_IMAGE_DRIVER" ]] ||',
    /states a branch/,
  ),
  gate(
    'the driver of the first GPU stands for all',
    'for version in "${versions[@]}"; do\ncheck_driver',
    'for version in "${versions[0]}"; do\ncheck_driver',
    /than the rest/,
  ),
  gate(
    'the minimum itself is too old',
    '10#${a[i]:-0} < 10#${b[i]:-0}',
    '10#${a[i]:-0} <= 10#${b[i]:-0}',
    /very release/,
  ),
  gate('the last number of a version does not count', 'i < ${#b[@]}; i++', 'i < ${#b[@]} - 2; i++', /last number/),
  gate(
    'numbers are compared as text',
    '((10#${a[i]:-0} < 10#${b[i]:-0}))',
    '[[ ${a[i]:-0} < ${b[i]:-0} ]]',
    /text would sort/,
  ),
  gate(
    'a version of the length of the minimum ends the gate in silence',
    '((10#${a[i]:-0} < 10#${b[i]:-0}))',
    '((10#${a[i]:-0} < 10#${b[i]}))',
    /very/,
  ),
  gate('the minimum is not looked at', '! older "$1" "$minimum" ||', 'true ||', /older/),
  gate(
    'newer versions are taken for older ones',
    '10#${a[i]:-0} < 10#${b[i]:-0}',
    '10#${a[i]:-0} > 10#${b[i]:-0}',
    /sound node$/,
  ),
  gate('the driver option is not looked at', '[[ -z $want ]] ||', 'true ||', /option/),
  gate('the option is looked for anywhere in a line', 'grep -qsxF "$want"', 'grep -qsF "${want%?}"', /option/),
  gate('the fabric is not looked at', '[[ -n ${ULTRASERVER_DOMAIN_INSTANCES:-} ]] || return 0', 'return 0', /fabric/),
  gate(
    'GPUs in the fabric are not counted',
    '(($(grep -c . <<<"$gpus") == ULTRASERVER_ACCELERATORS)) ||',
    'true ||',
    /without a place/,
  ),
  gate('a cluster of zeros passes', '[0-9a-f-]*[1-9a-f][0-9a-f-]*', '[0-9a-f-]*', /without a cluster/),
  gate('a fabric in progress passes', '^Completed', '^[A-Za-z\\ ]+', /not ready/),
  gate('EFA devices are not counted', '((count == ULTRASERVER_EFA_INTERFACES)) ||', 'true ||', /EFA/),
  gate(
    'more EFA devices than promised pass',
    '((count == ULTRASERVER_EFA_INTERFACES)) ||',
    '((count >= ULTRASERVER_EFA_INTERFACES)) ||',
    /EFA/,
  ),
  gate(
    'devices of any driver count as EFA',
    '[[ ! $device/device/driver -ef $ROOT/sys/bus/pci/drivers/efa ]] ||',
    '',
    /sound node$/,
  ),
  gate('volumes are not counted', '((count == ULTRASERVER_NVME_COUNT)) ||', 'true ||', /volume/),
  gate('the array is not looked at', '((count == 0)) || store_ready ||', 'true ||', /array|file system/),
  gate('Neuron devices are not counted', '((devices == count)) ||', 'true ||', /Neuron/),
  gate('an unknown state passes', '&& -n $GROUP ]] && return 0', ']] && return 0\nreturn 0', /aws|no group/),
  gate('a refused action passes', '"${@:2}" && return 0', '"${@:2}"; return 0', /refused/),
  gate(
    'an action is believed without asking again',
    '--lifecycle-action-result CONTINUE || continue',
    '--lifecycle-action-result CONTINUE; return 0',
    /not taken/,
  ),
  gate(
    'the launch is never completed',
    'act complete-lifecycle-action --lifecycle-action-result CONTINUE || continue',
    ':',
    /sound node$/,
  ),
  gate(
    'the launch is completed whatever the checks say',
    'until checks; do',
    'complete || true\nuntil checks; do',
    /GPU too/,
  ),
  gate('the checks are not run', 'until checks; do', 'while false; do', /GPU too/),
  gate('a node that cannot be let in passes', 'exit 75', 'true', /aws/),
  gate('a node is rebooted again and again', '[[ ! -e $FAILED ]]', 'true', /second boot/),
  gate('a node is never rebooted', 'restart && exit 1', ':', /GPU too/),
  gate(
    'a reboot goes without a record',
    'if printf \'%s\\n\' "$CHECK: $REASON" >"$FAILED" && settle "$FAILED"; then',
    'if true; then',
    /second boot|recorded/,
  ),
  gate('a failed reboot passes for one', 'restart && exit 1', 'restart || exit 1', /systemctl/),
  gate(
    'the verdict is good whatever happens',
    'verdict failed\nexit 1',
    'report gate result passed\nexit 0',
    /second boot/,
  ),
  lib('a tool may hang', 'timeout -k 5 "$TOOL_TIMEOUT" "$@"', 'timeout -k 5 0.6 "$@"; return 0', /hanging/),
  lib('a silent tool counts as an answer', '[[ -z $ANSWER ]] || return 0', 'return 0', /silent/),
  lib(
    'a failing tool counts as an answer',
    '*) REASON="$1 failed with exit status $rc" ;;',
    '*) return 0 ;;',
    /lips|refused/,
  ),
  lib('an absent tool counts as an answer', '127) REASON="$1 is not installed" ;;', '127) return 0 ;;', /absent/),
  gate('a node that cannot be let in raises the alarm', 'verdict unreported', 'verdict failed', /aws/),
  lib(
    'a reboot goes without a heartbeat',
    'run bash "$ROOT/opt/ultraserver/boot-gate.sh" heartbeat || true',
    '',
    /GPU too/,
  ),
  lib('a reboot depends on a heartbeat', 'heartbeat || true', 'heartbeat || return 1', /cannot say/),
  lib('a record may hang', 'run sync "$STATE_DIR" "$@"', 'sync "$STATE_DIR" "$@"', /sync hangs/),
  lib('a verdict is not logged', `printf '%s\\n' "$LINE" >>"$LOG_DIR/$1.log"`, ':', /sound node$/),
  lib('a verdict does not become the status', `printf '%s\\n' "$LINE" >"$RUN_DIR/$1.json"`, ':', /sound node$/),
  lib('each link counts as a volume', 'done | sort -u', 'done', /sound node$/),
  lib(
    'an array of any size will do',
    '== "$ULTRASERVER_NVME_COUNT" ]] && return 0',
    '!= 0 ]] && return 0',
    /array of two/,
  ),
  lib('any file system will do', '&& $type == xfs', '', /file system/),
  lib('any metadata will do', '[[ $INSTANCE =~', '[[ 1 || $INSTANCE =~', /metadata/),
];

function gate(name: string, from: string, to: string, noticedBy: RegExp): Mutant & { readonly noticedBy: RegExp } {
  return { name, from, to, noticedBy, script: 'boot-gate.sh' };
}

function lib(name: string, from: string, to: string, noticedBy: RegExp): Mutant & { readonly noticedBy: RegExp } {
  return { name, from, to, noticedBy, script: 'lib.sh' };
}

test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('the scenarios notice that %s', (_name, mutant) => {
  const scenarios = GATE_SCENARIOS.filter(({ name }) => mutant.noticedBy.test(name));
  expect(firstDifferences(scenarios, (scenario) => judgeGate(scenario, plant(mutant)))).not.toEqual([]);
});
