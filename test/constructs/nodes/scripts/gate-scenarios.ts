import type { NodeFacts } from '../../../../constructs/nodes/user-data/node-facts';
import { CHECK_SCENARIOS } from './gate-check-scenarios';
import { LAUNCH_SCENARIOS, REBOOT_SCENARIOS } from './gate-launch-scenarios';
import { GB200_NODE, NodeSandbox } from './node-sandbox';

/** A state of a node, and what the boot gate must make of it on the node's first boot. */
export interface GateScenario {
  readonly name: string;
  readonly arrange: (node: NodeSandbox) => void;

  /** The check that the gate names; none where it lets the node in. */
  readonly check?: string;

  /** What the reason must say. */
  readonly reason?: RegExp;

  /** The verdict. @default 'rebooting', or 'passed' where no check fails */
  readonly result?: string;

  /** The exit status. @default 1, or 0 where no check fails */
  readonly status?: number;

  /** Whether the launch is completed. @default false, or true where no check fails */
  readonly completed?: boolean;

  /** How often the node is rebooted. @default 1 where a check fails */
  readonly reboots?: number;

  /** How often the gate runs, once a boot. @default 1 */
  readonly boots?: number;
  readonly facts?: NodeFacts;

  /** How often Auto Scaling is told that the node still boots. @default - as often as it is rebooted by itself */
  readonly heartbeats?: number;
}

/** Every answer that a tool of the gate can give, and every number that can be wrong. */
export const GATE_SCENARIOS: GateScenario[] = [...CHECK_SCENARIOS, ...LAUNCH_SCENARIOS, ...REBOOT_SCENARIOS];

/** Runs a scenario; gives what differs from what it says. */
export function judgeGate(scenario: GateScenario, mutate?: (name: string, text: string) => string): string[] {
  const passes = scenario.check === undefined;
  const want = {
    status: scenario.status ?? (passes ? 0 : 1),
    result: scenario.result ?? (passes ? 'passed' : 'rebooting'),
    check: scenario.check,
    completed: scenario.completed ?? passes,
    reboots: scenario.reboots ?? (passes ? 0 : 1),
    heartbeats: scenario.heartbeats ?? scenario.reboots ?? (passes ? 0 : 1),
  };
  const node = new NodeSandbox(scenario.facts ?? GB200_NODE, mutate);
  try {
    scenario.arrange(node);
    const statuses = Array.from({ length: scenario.boots ?? 1 }, () => node.run('boot-gate.sh').status);
    const verdict = node.status('gate');
    const last = node.log('gate').at(-1);
    const got = {
      status: statuses.at(-1),
      result: verdict?.result,
      check: verdict?.check,
      completed: node.calls('aws autoscaling complete').length > 0,
      reboots: node.calls('systemctl reboot').length,
      heartbeats: node.calls('aws autoscaling record').length,
    };
    const differences = Object.entries(want).flatMap(([key, value]) => {
      const found = Object.entries(got).find(([name]) => name === key)?.[1];
      return found === value ? [] : [`${scenario.name}: ${key} is ${found}, not ${value}`];
    });
    if (scenario.reason && !scenario.reason.test(verdict?.reason ?? '')) {
      differences.push(`${scenario.name}: the reason is '${verdict?.reason}'`);
    }
    if (last === undefined || JSON.stringify(last) !== JSON.stringify(verdict) || last.event !== 'gate') {
      differences.push(`${scenario.name}: the log does not end with the verdict`);
    }
    return differences;
  } finally {
    node.destroy();
  }
}
