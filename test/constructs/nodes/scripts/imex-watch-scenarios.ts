import { addresses, fakeInstances, fakeProcess, fakeStates, wholeUltraServer } from './imex-scenarios';
import { GB200_NODE, inSandbox } from './node-sandbox';
import type { NodeSandbox } from './node-sandbox';

/** Whether the watch restarts IMEX after a replacement, in a state of the node; and what it should. */
export const WATCHES: {
  readonly name: string;
  readonly arrange: (node: NodeSandbox) => void;
  readonly restarts: number;
}[] = [
  { name: 'in service and idle', arrange: () => {}, restarts: 1 },
  { name: 'not in service', arrange: (node) => fakeStates(node, 'Pending:Wait'), restarts: 0 },
  {
    name: 'with a job',
    arrange: (node) => fakeProcess(node, 4711, 'python3', '/dev/nvidia-caps-imex-channels/channel0'),
    restarts: 0,
  },
  {
    name: 'with IMEX and a GPU job',
    arrange: (node) => [
      fakeProcess(node, 4711, 'nvidia-imex', '/dev/nvidia-caps-imex-channels/channel0'),
      fakeProcess(node, 4712, 'python3', '/dev/nvidia0'),
    ],
    restarts: 1,
  },
  { name: 'blind', arrange: (node) => node.fake('find', 'exit 126'), restarts: 0 },
];

/** Runs the watch in a state of the node; gives what differs from what it should do. */
export function judgeWatch(watch: (typeof WATCHES)[number], mutate?: (name: string, text: string) => string): string[] {
  return inSandbox(
    (node) => {
      wholeUltraServer(node);
      node.run('imex.sh', ['up']);
      fakeInstances(node, [[...addresses(18).filter((address) => address !== '10.0.0.5'), '10.0.0.77']]);
      watch.arrange(node);
      node.run('imex.sh', ['watch']);
      const restarts = node.calls('systemctl restart').length;
      return restarts === watch.restarts ? [] : [`${watch.name}: ${restarts} restarts`];
    },
    GB200_NODE,
    mutate,
  );
}
