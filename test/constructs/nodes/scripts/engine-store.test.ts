import { instanceStore, soundNode } from './gate-nodes';
import { GB200_NODE, inSandbox } from './node-sandbox';
import { volumes } from './store-scenarios';

const NODE = { ...GB200_NODE, instanceStore: 'engine' } as const;

describe('where the engine makes the array of the instance store', () => {
  test("the node's own script leaves the volumes alone", () => {
    inSandbox((node) => {
      volumes(node);
      expect(node.run('instance-store.sh').status).toBe(0);
      expect(node.calls()).toEqual([]);
    }, NODE);
  });

  test.each([
    [3, 'passed'],
    [2, 'rebooting'],
  ])('the gate counts %d volumes, asks for no array, and says %s', (count, result) => {
    inSandbox((node) => {
      soundNode(node);
      instanceStore(node, count);
      node.remove('/sys/block');
      node.file('/proc/mounts', '');
      node.run('boot-gate.sh');
      expect(node.status('gate')).toMatchObject({ result });
    }, NODE);
  });
});
