import { FATAL_XIDS } from './xid';

/** The logs of a node. */
export type NodeLog = 'boot' | 'gate' | 'imex' | 'kernel' | 'agent';

/** What is counted in a log. */
export interface NodeLogFilter {
  readonly metricName: 'GateFailed' | 'ImexFailed' | 'Xid' | 'XidFatal' | 'AgentErrors';
  readonly log: NodeLog;

  /** In the filter language of CloudWatch Logs. */
  readonly pattern: string;
}

/**
 * The driver writes `NVRM: Xid (PCI:0000:c1:00): 79, pid=…`. The code stands between `): ` and a comma; terms with a
 * question mark match where any of them is found.
 */
const fatalXids = FATAL_XIDS.map((code) => `?"): ${code},"`).join(' ');

/**
 * Everything that is counted in the nodes' logs. Each entry is one custom metric for the whole cluster.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const NODE_LOG_FILTERS: readonly NodeLogFilter[] = [
  { metricName: 'GateFailed', log: 'gate', pattern: '{ $.event = "gate" && $.result = "failed" }' },
  { metricName: 'ImexFailed', log: 'imex', pattern: '{ $.event = "imex" && $.result = "failed" }' },
  { metricName: 'Xid', log: 'kernel', pattern: '"NVRM: Xid"' },
  { metricName: 'XidFatal', log: 'kernel', pattern: fatalXids },
  { metricName: 'AgentErrors', log: 'agent', pattern: '"E! "' },
];
