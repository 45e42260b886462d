import { type AlarmDefinition, throughout } from './alarm-definition';

/** One in five minutes is enough. */
const ONE_REPORT = { level: 'cluster', thresholds: { critical: 1 }, ...throughout(1, 5), metricCount: 1 } as const;

/** The alarms of a cluster: as many for one UltraServer as for a thousand. */
export const CLUSTER_ALARMS = {
  gateFailed: {
    ...ONE_REPORT,
    id: 'gate-failed',
    unit: 'nodes in 5 minutes',
    happened: 'A node failed its boot gate after its one reboot, and is kept out of service',
    act: 'read the reason in the gate log: it names the check, what was expected and what was found',
    why: 'A node that is kept out is paid for; an UltraServer job for all of its GPUs cannot start without it.',
  },
  imexFailed: {
    ...ONE_REPORT,
    id: 'imex-failed',
    unit: 'reports in 5 minutes',
    happened: 'The IMEX domain of an UltraServer did not come up: its GPUs cannot share memory across nodes',
    act: 'read the reason in the IMEX log; with all nodes in service, restart the domain on all of them at once',
    why: 'Jobs across nodes fall back to EFA, or fail, until the domain is up.',
  },
  xidFatal: {
    ...ONE_REPORT,
    id: 'xid-fatal',
    unit: 'reports in 5 minutes',
    happened: 'The NVIDIA driver of a node reported an Xid after which the GPU needs a reset, a reboot or support',
    act: 'find the node in the kernel log, drain it, and follow the Xid that it names; reset a GPU only when no job uses its NVLink domain',
    why: 'One report is enough: the GPU does no more useful work.',
  },
  eventsUndelivered: {
    ...ONE_REPORT,
    id: 'events-undelivered',
    unit: 'messages',
    happened: 'A Capacity Block or AWS Health event could not be published to the operators',
    act: 'read the message in the dead-letter queue; most often the key policy does not admit events.amazonaws.com',
    why: 'The event may be the warning that a block ends.',
  },
} as const satisfies Record<string, AlarmDefinition>;
