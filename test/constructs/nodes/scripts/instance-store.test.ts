import { GB200_NODE, inSandbox, parseLines } from './node-sandbox';
import { INTERRUPTIONS, judgeInterruption } from './store-interruptions';
import { judgeStore, STORE_SCENARIOS, volumes } from './store-scenarios';

test.each(STORE_SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
  expect(judgeStore(scenario)).toEqual([]);
});

describe.each(INTERRUPTIONS.map((interruption) => [interruption.name, interruption] as const))(
  'a reboot %s',
  (_name, interruption) => {
    test('is made good at the next boot', () => {
      expect(judgeInterruption(interruption)).toEqual([]);
    });

    test('leaves nothing to be overwritten where no record says that the volumes are ours to format', () => {
      expect(judgeInterruption(interruption, undefined, false)).toEqual([]);
    });
  },
);

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
