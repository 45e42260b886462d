import { firstDifferences, plant } from './mutation';
import type { Mutant } from './mutation';
import { GB200_NODE, inSandbox, parseLines } from './node-sandbox';
import { judgeStore, STORE_SCENARIOS, volumes } from './store-scenarios';

test.each(STORE_SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
  expect(judgeStore(scenario)).toEqual([]);
});

test('a second run changes nothing', () => {
  inSandbox((node) => {
    volumes(node);
    expect(parseLines(node.run('instance-store.sh').output)).toEqual([
      expect.objectContaining({ event: 'instance-store', result: 'mounted', expected: '3', found: '3' }),
    ]);
    node.file('/calls', '');
    expect(node.run('instance-store.sh').status).toBe(0);
    expect(node.calls()).toEqual([]);
  });
});

test('a type without an instance store is left alone', () => {
  inSandbox((node) => expect(node.run('instance-store.sh')).toEqual({ status: 0, output: '' }), {
    ...GB200_NODE,
    nvmeCount: 0,
  });
});

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
  store('any file system in the array is overwritten', 'blank) TOOL_TIMEOUT', '*) TOOL_TIMEOUT', /after a reboot/),
  store('a doubt of blkid counts as blank', '2) ANSWER=blank', '2 | 8) ANSWER=blank', /in doubt/),
  store('a silent blkid counts as blank', 'ANSWER="${type:-unknown} $label"', 'ANSWER=${type:-blank}', /blkid silent/),
  store('nobody looks whether it is mounted', 'store_ready || die', 'true || die', /mount silent/),
];

function store(name: string, from: string, to: string, noticedBy: RegExp): Mutant & { readonly noticedBy: RegExp } {
  return { name, from, to, noticedBy, script: 'instance-store.sh' };
}

test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('the scenarios notice that %s', (_name, mutant) => {
  const scenarios = STORE_SCENARIOS.filter(({ name }) => mutant.noticedBy.test(name));
  expect(firstDifferences(scenarios, (scenario) => judgeStore(scenario, plant(mutant)))).not.toEqual([]);
});
