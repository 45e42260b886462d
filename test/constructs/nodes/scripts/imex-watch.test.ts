import { addresses, fakeImex, fakeInstances, fakeProcess, fakeStates, wholeUltraServer } from './imex-scenarios';
import { judgeWatch, WATCHES } from './imex-watch-scenarios';
import { GARBAGE, HANG, inSandbox, SILENT } from './node-sandbox';
import type { NodeSandbox } from './node-sandbox';

describe('watching the domain', () => {
  const running = (node: NodeSandbox) => {
    wholeUltraServer(node);
    node.run('imex.sh', ['up']);
    node.file('/calls', '');
  };
  const watch = (node: NodeSandbox) => node.run('imex.sh', ['watch']).status;
  const daemonCalls = (node: NodeSandbox) => node.calls('systemctl').filter((call) => !call.includes('is-active'));

  test('says nothing new of a domain that stays up', () => {
    inSandbox((node) => {
      running(node);
      expect(watch(node)).toBe(0);
      expect(node.log('imex')).toHaveLength(1);
      expect(daemonCalls(node)).toEqual([]);
    });
  });

  const RESTART = 'systemctl restart --no-block ultraserver-imex.service';
  const replaced = (node: NodeSandbox) => {
    running(node);
    fakeInstances(node, [[...addresses(18).filter((address) => address !== '10.0.0.5'), '10.0.0.77']]);
  };

  test('restarts IMEX where an instance has been replaced and its gate has let it in', () => {
    inSandbox((node) => {
      replaced(node);
      expect(watch(node)).toBe(0);
      expect(daemonCalls(node)).toEqual(['systemctl restart --no-block ultraserver-imex.service']);
      node.run('imex.sh', ['up']);
      expect(node.read('/daemon')).toContain('10.0.0.77\n');
      expect(node.read('/daemon')).not.toContain('10.0.0.5\n');
      expect(watch(node)).toBe(0);
      expect(node.log('imex').map(({ result }) => result)).toEqual(['up', 'waiting', 'up']);
    });
  });

  test('asks for the states of the instances that run', () => {
    inSandbox((node) => {
      replaced(node);
      watch(node);
      const ids = node.calls('aws autoscaling')[0]?.match(/i-[0-9a-f]+/g);
      expect(ids).toHaveLength(18);
      expect(ids).toContain('i-010f0f0f77');
      expect(ids).not.toContain('i-010f0f0f5');
    });
  });

  test.each(['Pending', 'Pending:Wait', 'Pending:Proceed', 'Standby', 'Terminating:Wait'])(
    'leaves the others their domain while a replaced instance is %s, for ever if need be',
    (state) => {
      inSandbox((node) => {
        replaced(node);
        fakeStates(node, state);
        expect([watch(node), watch(node)]).toEqual([0, 0]);
        expect(daemonCalls(node)).toEqual([]);
        expect(node.log('imex').slice(1)).toEqual([
          expect.objectContaining({
            result: 'waiting',
            reason: 'the instances have changed, but 17 of 18 are in service: the running domain is left as it is',
          }),
        ]);
        expect(node.read('/daemon')).toContain('10.0.0.5\n');
        fakeStates(node);
        watch(node);
        expect(daemonCalls(node)).toEqual([RESTART]);
      });
    },
  );

  test.each([
    ['on the node', '/dev/nvidia-caps-imex-channels/channel0'],
    ['with a channel of its own', '/dev/nvidia-caps-imex-channels/channel7'],
    ['in a container', '/container/dev/nvidia-caps-imex-channels/channel0'],
  ])('ends no job: it waits for one that runs %s', (_where, channel) => {
    inSandbox((node) => {
      replaced(node);
      fakeProcess(node, 4711, 'python3', channel);
      expect([watch(node), watch(node)]).toEqual([0, 0]);
      expect(daemonCalls(node)).toEqual([]);
      expect(node.log('imex').slice(1)).toEqual([
        expect.objectContaining({ result: 'waiting', reason: expect.stringContaining('process 4711 (python3) uses') }),
      ]);
      node.remove('/proc/4711');
      watch(node);
      expect(daemonCalls(node)).toEqual([RESTART]);
    });
  });

  test.each([
    ['IMEX itself', 'nvidia-imex', '/dev/nvidia-caps-imex-channels/channel0'],
    ['a process that uses a GPU and no channel', 'python3', '/dev/nvidia0'],
    ['a process that ended meanwhile', '', '/dev/nvidia-caps-imex-channels/channel0'],
  ])('%s does not hold it back', (_name, name, opened) => {
    inSandbox((node) => {
      replaced(node);
      fakeProcess(node, 4711, name, opened);
      if (name === '') {
        node.remove('/proc/4711/comm');
      }
      watch(node);
      expect(daemonCalls(node)).toEqual([RESTART]);
    });
  });

  test.each([
    ['hanging', HANG, /124/],
    ['absent', 'exit 127', /127/],
  ])('restarts nothing where it cannot see what runs: find is %s', (_name, body, reason) => {
    inSandbox((node) => {
      replaced(node);
      node.fake('find', body);
      expect(watch(node)).toBe(0);
      expect(daemonCalls(node)).toEqual([]);
      expect(node.status('imex')).toMatchObject({ result: 'waiting', reason: expect.stringMatching(reason) });
    });
  });

  test('processes that end while it looks are no doubt', () => {
    inSandbox((node) => {
      replaced(node);
      node.fake('find', 'exit 1');
      watch(node);
      expect(daemonCalls(node)).toEqual([RESTART]);
    });
  });

  test.each([
    ['silent', 'exit 0', /printed nothing/],
    ['refused', 'exit 254', /exit status 254/],
  ])('reports Auto Scaling %s, and restarts nothing', (_name, body, reason) => {
    inSandbox((node) => {
      replaced(node);
      const fake = (node.read('/bin/aws') ?? '').split('\n').slice(2).join('\n');
      node.fake('aws', `[[ $1 != autoscaling ]] || { ${body}; }\n${fake}`);
      expect(watch(node)).toBe(1);
      expect(node.status('imex')).toMatchObject({ result: 'failed', reason: expect.stringMatching(reason) });
      expect(daemonCalls(node)).toEqual([]);
    });
  });

  test('leaves the other nodes their domain where an instance is gone', () => {
    inSandbox((node) => {
      running(node);
      fakeInstances(node, [addresses(17)]);
      expect(watch(node)).toBe(0);
      expect(daemonCalls(node)).toEqual([]);
      expect(node.status('imex')).toMatchObject({ result: 'waiting', nodes: '17', expected: '18' });
      expect(node.read('/daemon')).toBeDefined();
    });
  });

  test.each([
    ['a domain that has broken up', (node: NodeSandbox) => fakeImex(node, 'DEGRADED', 1), /DEGRADED, 17/],
    ['nvidia-imex-ctl silent', (node: NodeSandbox) => node.fake('nvidia-imex-ctl', SILENT), /printed nothing/],
    ['nvidia-imex-ctl garbage', (node: NodeSandbox) => node.fake('nvidia-imex-ctl', GARBAGE), /unknown/],
    ['nvidia-imex-ctl absent', (node: NodeSandbox) => node.remove('/bin/nvidia-imex-ctl'), /not installed/],
    ['aws hanging', (node: NodeSandbox) => node.fake('aws', HANG), /did not answer/],
    ['systemctl absent', (node: NodeSandbox) => node.remove('/bin/systemctl'), /systemctl gave no verdict/],
  ])('reports %s each time, and stops nothing', (_name, arrange, reason) => {
    inSandbox((node) => {
      running(node);
      arrange(node);
      expect([watch(node), watch(node)]).toEqual([1, 1]);
      expect(node.log('imex').slice(1)).toEqual([
        expect.objectContaining({ result: 'failed', reason: expect.stringMatching(reason) }),
        expect.objectContaining({ result: 'failed', reason: expect.stringMatching(reason) }),
      ]);
      expect(daemonCalls(node)).toEqual([]);
    });
  });

  test('keeps quiet while IMEX is on its way up', () => {
    inSandbox((node) => {
      running(node);
      node.fake('systemctl', 'exit 3');
      expect(watch(node)).toBe(0);
      expect(node.calls()).toEqual(['systemctl is-active -q ultraserver-imex.service']);
    });
  });
});

test.each(WATCHES.map((watch) => [watch.name, watch] as const))('a replacement, %s', (_name, watch) => {
  expect(judgeWatch(watch)).toEqual([]);
});
