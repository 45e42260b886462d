import type { NodeFacts } from '../../../../constructs/nodes/user-data/node-facts';
import { GB200_NODE } from './node-sandbox';

/** The timer of the gate's heartbeat. */
export const GATE_TIMER = 'ultraserver-gate-heartbeat.timer';

/** A node of a u-p6e-gb200x72 that no lifecycle hook waits for. */
export function hookless(): NodeFacts {
  return { ...GB200_NODE, hookName: undefined };
}
