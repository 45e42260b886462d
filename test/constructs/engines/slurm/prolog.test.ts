import { fakeImex, fakeProcess } from '../../nodes/scripts/imex-scenarios';
import { GB200_NODE, inSandbox, type NodeSandbox } from '../../nodes/scripts/node-sandbox';
import { judgeProlog, PROLOG_SCENARIOS } from './prolog-scenarios';
import {
  ALPHA,
  ALPHA_JOB,
  BRAVO,
  epilog,
  fakeSlurm,
  GATE,
  NODES,
  onSlurmNode,
  OWNER,
  PASSED,
  prolog,
  slurmNode,
  sortedAddresses,
} from './slurm-node';

const CHANNEL = '/dev/nvidia-caps-imex-channels/channel0';
const daemonCalls = (node: NodeSandbox): string[] =>
  node.calls('systemctl').map((call) => call.replace(/^systemctl | nvidia-imex\.service$/g, ''));

describe('IMEX for a job', () => {
  test.each(PROLOG_SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
    expect(judgeProlog(scenario)).toEqual([]);
  });

  test('every node of a domain writes the same list, whatever the order in which Slurm names the nodes', () => {
    const orders = [ALPHA, ALPHA.toReversed(), ALPHA.toSorted((a, b) => (a.name < b.name ? -1 : 1))];
    const lists = orders.map((nodes, index) =>
      onSlurmNode((node) => {
        fakeSlurm(node, nodes);
        prolog(node, { id: '41', nodes, on: `alpha-${index + 7}` });
        return node.read(NODES);
      }),
    );
    expect(new Set(lists)).toEqual(new Set([sortedAddresses(ALPHA)]));
  });

  test('asks Slurm once for each thing, and for the nodes of the job alone', () => {
    onSlurmNode((node) => {
      prolog(node, { id: '41', nodes: ALPHA.slice(0, 2) });
      expect(node.calls('scontrol')).toEqual([
        'scontrol show hostnames alpha-1,alpha-2',
        'scontrol --all --oneliner show node alpha-1,alpha-2',
      ]);
    });
  });

  test('waits for a node that has not registered yet', () => {
    onSlurmNode((node) => {
      fakeSlurm(node, [{ name: 'alpha-1', address: 'alpha-1', features: 'ultraserver-alpha' }]);
      node.fake('sleep', `sed -i 's/NodeAddr=alpha-1 /NodeAddr=${ALPHA[0]?.address} /' "$ULTRASERVER_ROOT/slurm"`);
      const variables = { ULTRASERVER_NODES_WAIT: '10' };
      expect(prolog(node, { id: '41', nodes: ALPHA.slice(0, 1), variables }).status).toBe(0);
      expect(node.calls('sleep')).toHaveLength(1);
      expect(node.read(NODES)).toBe(`${ALPHA[0]?.address}\n`);
    });
  });

  test('the list stands before the daemon starts, and IMEX is stopped before the list changes', () => {
    onSlurmNode((node) => {
      prolog(node, ALPHA_JOB);
      epilog(node, ALPHA_JOB);
      prolog(node, { id: '42', nodes: ALPHA.slice(0, 4) });
      expect(daemonCalls(node)).toEqual(['stop', 'start --no-block', 'stop', 'stop', 'start --no-block']);
      expect(node.read('/daemon')).toBe(sortedAddresses(ALPHA.slice(0, 4)));
      expect(node.log('imex').map(({ job, result, nodes }) => `${job} ${result} ${nodes}`)).toEqual([
        '41 up 18',
        '41 down 0',
        '42 up 4',
      ]);
    });
  });

  test('a prolog that runs again for the same job leaves its domain to its steps', () => {
    onSlurmNode((node) => {
      prolog(node, ALPHA_JOB);
      fakeProcess(node, 4711, 'python3', CHANNEL);
      expect(prolog(node, ALPHA_JOB).status).toBe(0);
      expect(daemonCalls(node)).toEqual(['stop', 'start --no-block']);
    });
  });

  test.each([
    ['was requeued', { ...ALPHA_JOB, variables: { SLURM_JOB_RESTART_COUNT: '1' } }],
    ['has other nodes', { ...ALPHA_JOB, nodes: ALPHA.slice(0, 9) }],
    ['is another', { ...ALPHA_JOB, id: '42' }],
  ])('a job that %s has IMEX start anew, where the last one left no epilog', (_how, next) => {
    onSlurmNode((node) => {
      prolog(node, ALPHA_JOB);
      expect(prolog(node, next).status).toBe(0);
      expect(daemonCalls(node)).toEqual(['stop', 'start --no-block', 'stop', 'start --no-block']);
      expect(node.read('/daemon')).toBe(sortedAddresses(next.nodes));
    });
  });

  test('a domain of the same job that has broken up is built again where no step uses it', () => {
    onSlurmNode((node) => {
      prolog(node, ALPHA_JOB);
      fakeImex(node, 'DEGRADED', 1);
      expect(prolog(node, ALPHA_JOB).status).toBe(1);
      expect(node.read(NODES)).toBeUndefined();
      expect(node.read('/daemon')).toBeUndefined();
    });
  });

  test('a domain of the same job that has broken up is left to the step that uses it, and the prolog fails', () => {
    onSlurmNode((node) => {
      prolog(node, ALPHA_JOB);
      fakeImex(node, 'DEGRADED', 1);
      fakeProcess(node, 4711, 'python3', CHANNEL);
      expect(prolog(node, ALPHA_JOB).status).toBe(1);
      expect(node.read('/daemon')).toBeDefined();
    });
  });

  test('a prolog that is ended on its way leaves neither a list nor IMEX', () => {
    onSlurmNode((node) => {
      fakeImex(node, 'DOWN', 18);
      const fake = (node.read('/bin/nvidia-imex-ctl') ?? '').split('\n').slice(2).join('\n');
      // Two levels up from the fake: `timeout`, and the prolog or a subshell of it.
      node.fake('nvidia-imex-ctl', `kill -TERM "$(cat "$ULTRASERVER_ROOT/prolog.pid")"\n${fake}`);
      node.install({
        path: '/opt/ultraserver/slurm.sh',
        content:
          '#!/usr/bin/env bash\necho $$ >"$ULTRASERVER_ROOT/prolog.pid"\nexec bash "$ULTRASERVER_ROOT/opt/ultraserver/slurm-prolog.sh"\n',
      });
      const names = ALPHA.map(({ name }) => name).join(',');
      const { status } = node.run('slurm.sh', [], {
        SLURM_JOB_ID: '41',
        SLURM_JOB_NODELIST: names,
        SLURM_JOB_OVERSUBSCRIBE: 'NO',
        SLURMD_NODENAME: 'alpha-1',
        ULTRASERVER_QUORUM_WAIT: '60',
      });
      expect(status).toBe(1);
      expect(node.status('imex')).toMatchObject({
        result: 'failed',
        reason: expect.stringContaining('was ended before'),
      });
      expect([node.read(NODES), node.read('/daemon'), node.read(OWNER)]).toEqual([undefined, undefined, undefined]);
    });
  });

  test('what a killed prolog leaves is gone when the next one starts', () => {
    onSlurmNode((node) => {
      // As by SIGKILL: the list stands, IMEX runs, and nobody cleared up.
      node.file(NODES, sortedAddresses(BRAVO));
      node.file('/daemon', sortedAddresses(BRAVO));
      node.file(OWNER, '40 0 bravo-1\n');
      expect(prolog(node, ALPHA_JOB).status).toBe(0);
      expect(node.read('/daemon')).toBe(sortedAddresses(ALPHA));
    });
  });

  test('does nothing on a node that NVLink does not join to others', () => {
    const { nvlinkDomainInstances: _joined, ...facts } = GB200_NODE;
    inSandbox((node) => {
      slurmNode(node);
      node.remove('/etc/ultraserver/slurm.env');
      expect([prolog(node, ALPHA_JOB).status, epilog(node, ALPHA_JOB).status]).toEqual([0, 0]);
      expect(node.calls()).toEqual([]);
    }, facts);
  });

  test.each(['/etc/ultraserver/node.env', '/etc/ultraserver/slurm.env', '/opt/ultraserver/imex-lib.sh'])(
    'fails where user data did not write %s',
    (path) => {
      onSlurmNode((node) => {
        node.remove(path);
        expect(prolog(node, ALPHA_JOB).status).not.toBe(0);
        expect(node.calls('systemctl start')).toEqual([]);
      });
    },
  );
});

describe('the boot gate', () => {
  const early = { ...ALPHA_JOB, variables: { ULTRASERVER_JOB_GATE_WAIT: '0' } };
  const says = (result: string): string => PASSED.replace('passed', result).replace('"reason":""', '"reason":"3 GPUs"');

  test.each([
    ['has said nothing', undefined, /no verdict yet/],
    ['waits to be told to Auto Scaling', says('unreported'), /unreported/],
    ['reboots the node', says('rebooting'), /rebooting/],
    ['has refused the node', says('failed'), /failed.*3 GPUs/],
    ['has said it in words of its own', says('failed').replace('3 GPUs', 'not \\"result\\":\\"passed\\"'), /failed/],
  ])('that %s keeps a job out, and IMEX as it was', (_how, verdict, reason) => {
    onSlurmNode((node) => {
      node.remove(GATE);
      if (verdict !== undefined) {
        node.file(GATE, verdict);
      }
      expect(prolog(node, early).status).toBe(1);
      expect(node.status('prolog')).toMatchObject({
        result: 'refused',
        job: '41',
        reason: expect.stringMatching(reason) as string,
      });
      expect(node.calls()).toEqual([]);
      expect(node.read(NODES)).toBe('10.0.0.99\n');
    });
  });

  test('that passes the node while a job waits lets it in, and the nodes have their whole time after that', () => {
    onSlurmNode((node) => {
      node.remove(GATE);
      node.fake('sleep', `printf '%s' '${PASSED}' >"$ULTRASERVER_ROOT${GATE}"`);
      expect(prolog(node, ALPHA_JOB).status).toBe(0);
      expect(node.calls('sleep')).toHaveLength(1);
    });
  });

  test('is asked on nodes that NVLink does not join to others, too', () => {
    const { nvlinkDomainInstances: _joined, ...facts } = GB200_NODE;
    inSandbox((node) => {
      slurmNode(node);
      node.file(GATE, says('failed'));
      expect(prolog(node, early).status).toBe(1);
    }, facts);
  });

  test('a prolog that does not ask would be noticed', () => {
    const blind = (name: string, text: string): string =>
      name === 'slurm-prolog.sh' ? text.replace('until verdict passed', 'until true') : text;
    expect(onSlurmNode((node) => (node.file(GATE, says('failed')), prolog(node, early).status), blind)).toBe(0);
  });
});
