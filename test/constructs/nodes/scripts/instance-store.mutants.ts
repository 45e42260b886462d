import { firstDifferences, plant } from './mutation';
import type { Mutant } from './mutation';
import { INTERRUPTIONS, judgeInterruption } from './store-interruptions';
import { judgeStore, STORE_SCENARIOS } from './store-scenarios';

const MUTANTS: (Mutant & { readonly noticedBy: RegExp })[] = [
  store('volumes are not counted', '((${#DISKS[@]} != COUNT)) || break', 'break', /volume too|no volumes/),
  store('more volumes will do', '((${#DISKS[@]} != COUNT)) || break', '((${#DISKS[@]} < COUNT)) || break', /too many/),
  store(
    'what is on a volume does not matter',
    '*) die "$disk holds',
    '*) blank=$((blank + 1)) ;;\nno) die "$disk holds',
    /on a volume/,
  ),
  store('any array is taken for ours', `"linux_raid_member "*":$NAME")`, `"linux_raid_member "*)`, /somebody/),
  store('some blank volumes are enough', '((blank == COUNT))', '((blank > 0))', /lost a volume/),
  store('mdadm is told not to ask', 'run mdadm --create', 'run mdadm --run --create', /blank/),
  store('mdadm may ask', '"${DISKS[@]}" </dev/null', '"${DISKS[@]}" <<<yes', /question/),
  store('an array of ours is made anew', 'elif ((ours != COUNT))', 'elif false', /lost a volume/),
  store('any file system in the array is overwritten', 'blank)\nbegin', '*)\nbegin', /after a reboot/),
  store('a doubt of blkid counts as blank', '2)\nrun head', '2 | 8)\nrun head', /in doubt/),
  store('what cannot be read counts as blank', 'run head -c 1M "$1" >/dev/null ||', 'true ||', /cannot be read/),
  store('a silent blkid counts as blank', 'ANSWER="${type:-unknown} $label"', 'ANSWER=${type:-blank}', /blkid silent/),
  store(
    'a record that cannot be written does not matter',
    '{ date >"$MARK" && settle "$MARK"; } ||',
    'date >"$MARK" ||',
    /cannot be written/,
  ),
  store(
    'a record that cannot be removed does not matter',
    '{ rm -f "$MARK" && settle; } ||',
    'rm -f "$MARK" ||',
    /cannot be removed/,
  ),
  store(
    'a mounted array keeps the record of its formatting',
    'if store_ready; then\nfinish\n',
    'if store_ready; then\n',
    /mounted, with a record/,
  ),
  store('what was begun is begun again and again', "BEGUN=''\nsay", 'say', /begun again once/),
  store('nobody looks whether it is mounted', 'store_ready || die', 'true || die', /mount silent/),
];

function store(name: string, from: string, to: string, noticedBy: RegExp): Mutant & { readonly noticedBy: RegExp } {
  return { name, from, to, noticedBy, script: 'instance-store.sh' };
}

const INTERRUPTED_MUTANTS: Mutant[] = [
  interrupted(
    'volumes are joined without a record',
    'if ((blank == COUNT)); then\nbegin\n',
    'if ((blank == COUNT)); then\n',
  ),
  interrupted('the record comes too late', 'begin\nrun mdadm', 'run mdadm'),
  interrupted('what was begun is never begun again', '[[ -n $BEGUN ]] ||', ''),
  interrupted('volumes are begun again without being wiped', 'run wipefs -q -a "$disk"', 'true'),
  interrupted('the array is begun again without being wiped', 'run wipefs -q -a "$ARRAY"', 'true'),
  interrupted('the record stays', 'rm -f "$MARK"', 'true'),
  interrupted(
    'a store that can be mounted is formatted again',
    'signature "$ARRAY"',
    '[[ -z $BEGUN ]] || again mark\nsignature "$ARRAY"',
  ),
];

function interrupted(name: string, from: string, to: string): Mutant {
  return { name, from, to, script: 'instance-store.sh' };
}

test.each(INTERRUPTED_MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
  'the interruptions notice that %s',
  (_name, mutant) => {
    expect(firstDifferences(INTERRUPTIONS, (moment) => judgeInterruption(moment, plant(mutant)))).not.toEqual([]);
  },
);

test('they notice that formatting is begun again without a record', () => {
  const mutant = interrupted('', "BEGUN=''\nif [[ -e $MARK ]]; then BEGUN=1; fi", 'BEGUN=1');
  const differences = firstDifferences(INTERRUPTIONS, (moment) => judgeInterruption(moment, plant(mutant), false));
  expect(differences).not.toEqual([]);
});

test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('the scenarios notice that %s', (_name, mutant) => {
  const scenarios = STORE_SCENARIOS.filter(({ name }) => mutant.noticedBy.test(name));
  expect(firstDifferences(scenarios, (scenario) => judgeStore(scenario, plant(mutant)))).not.toEqual([]);
});
