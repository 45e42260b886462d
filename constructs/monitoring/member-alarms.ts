import { type AlarmDefinition, throughout } from './alarm-definition';

const MEMBER = { level: 'member' } as const;
const INSTANCES = { ...MEMBER, thresholds: { critical: 1 }, unit: 'instances' } as const;
const STATUS_CHECK = { ...MEMBER, thresholds: { critical: 1 }, unit: 'failed (0 or 1)', metricCount: 1 } as const;
const EFA_EVENTS = {
  ...MEMBER,
  thresholds: { warning: 1 },
  unit: 'events in 5 minutes',
  ...throughout(3, 5),
  metricCount: 3,
} as const;

/**
 * The alarms of one member: an UltraServer, or a group of plain instances. Their number does not depend on its size:
 * each reads a metric of the member, of its Auto Scaling group, or of its reservation. `memberAlarms` says which of them a
 * member has.
 */
export const MEMBER_ALARMS = {
  reservedNotRunning: {
    ...INSTANCES,
    id: 'reserved-not-running',
    ...throughout(6, 5),
    metricCount: 3,
    happened: '{name} lacks instances for which its reservation has room: paid capacity stands idle',
    act: 'read the scaling activities of its Auto Scaling group for the reason that no instance was launched',
    why:
      'Half an hour is more than a launch and the clean-up of a freed slot take. What others leave free in a reservation ' +
      'that the member shares does not count: it is never more than the member lacks. While the group is at zero, before ' +
      'its start and from the drain on, and while the reservation has no metrics, there is nothing to report.',
  },
  reservedIdle: {
    ...INSTANCES,
    id: 'reserved-idle',
    ...throughout(6, 5),
    metricCount: 2,
    happened: '{name} leaves instances of its reservation unused: paid capacity stands idle',
    act: 'ask its engine why it has launched none; from the drain to the end of a Capacity Block there is nothing to do',
    why:
      'Half an hour is more than a launch takes. For members without an Auto Scaling group, of which nothing says how many ' +
      'instances are wanted: a drained one is idle, too, until its block ends. What others leave free in a reservation ' +
      'that the member shares does not count: it is never more than the member lacks.',
  },
  notInService: {
    ...INSTANCES,
    id: 'nodes-not-in-service',
    ...throughout(9, 5),
    metricCount: 2,
    happened: '{name} has fewer nodes in service than it should',
    act: 'read the gate log of the instances in Pending:Wait; one that failed twice stays out until it is replaced',
    why: 'A node has 30 minutes to pass its boot gate, and reboots once in that time; 45 minutes mean that it will not.',
  },
  nodesNotReporting: {
    ...INSTANCES,
    id: 'nodes-not-reporting',
    ...throughout(9, 5),
    metricCount: 2,
    happened: 'Nodes of {name} run and publish no measurements',
    act:
      'find the instances that are missing under the namespace of the member, and read their boot and gate logs, then ' +
      'their status checks: `aws ec2 describe-instance-status`',
    why:
      'A node boots, passes its gate and reboots once in 30 minutes. For members without an Auto Scaling group: a host, an ' +
      'operating system or a volume at fault silences the agent, and nothing else tells of them member by member.',
  },
  nodesLost: {
    ...INSTANCES,
    id: 'nodes-lost',
    ...throughout(4, 5),
    metricCount: 2,
    happened: 'The Auto Scaling group of {name} counts instances as in service that are gone',
    act:
      'find those that `aws autoscaling describe-auto-scaling-instances` shows as UNHEALTHY, and take each out, so that ' +
      'another is launched: `aws autoscaling terminate-instance-in-auto-scaling-group --instance-id "$INSTANCE" ' +
      '--no-should-decrement-desired-capacity`',
    why:
      'Auto Scaling is kept from replacing nodes by itself, lest it end one under a running job, so an instance that EC2 ' +
      'has ended stays in its count. One that runs has a status check each minute; a quarter of an hour without is no ' +
      'late report.',
  },
  statusSystem: {
    ...STATUS_CHECK,
    id: 'status-check-system',
    ...throughout(5, 1),
    happened: 'A node of {name} fails its system status check: the host beneath it is at fault',
    act: 'drain the node, and open a support case: the fault is not yours to repair',
    why: 'Five minutes let a passing fault pass.',
  },
  statusInstance: {
    ...STATUS_CHECK,
    id: 'status-check-instance',
    ...throughout(10, 1),
    happened: 'A node of {name} fails its instance status check: its own software does not answer',
    act: 'read its console output, then reboot it',
    why: 'Ten minutes are longer than the one reboot of a boot gate.',
  },
  statusEbs: {
    ...STATUS_CHECK,
    id: 'status-check-ebs',
    ...throughout(5, 1),
    happened: 'A node of {name} cannot complete I/O on an attached EBS volume',
    act: 'drain the node; where the fault stays, terminate it, so that the next one comes up with a fresh volume',
    why: 'Five minutes let a passing fault pass.',
  },
  gpuTemperature: {
    ...MEMBER,
    id: 'gpu-temperature',
    thresholds: { critical: 90, warning: 85 },
    unit: 'degrees Celsius, hottest GPU',
    ...throughout(3, 5),
    metricCount: 1,
    happened: 'A GPU of {name} runs hot',
    act: 'find the node on the dashboard, compare `nvidia-smi -q -d TEMPERATURE` with its limits, and drain it at the limit',
    why:
      'A choice of this project: the limit at which a GPU slows down is a property of the board, which ' +
      '`nvidia-smi -q -d TEMPERATURE` prints. Set the thresholds from it.',
  },
  gpusNotReporting: {
    ...MEMBER,
    id: 'gpus-not-reporting',
    thresholds: { warning: 2 },
    unit: 'GPUs',
    ...throughout(2, 15),
    metricCount: 2,
    happened: 'Two or more GPUs of the nodes of {name} that are in service publish no measurements',
    act: 'find the node that is missing on the dashboard: its agent has stopped, or GPUs have left the bus (nvidia-smi -L)',
    why:
      'Without measurements no other GPU alarm can fire. Readings are counted over two spans of 15 minutes, as the last ' +
      'ones of the later span may still be on their way; one GPU cannot be told from a late reading, and shows as an Xid.',
  },
  efaConnections: {
    ...EFA_EVENTS,
    id: 'efa-connections',
    happened: 'EFA connections of {name} time out, are impaired or get no answer',
    act: 'find the node with the most events on the dashboard; where one peer is to blame, drain that peer',
    why: 'Single events accompany the end of a job; a quarter of an hour without a break is a path or peer at fault.',
  },
  efaTransfers: {
    ...EFA_EVENTS,
    id: 'efa-transfers',
    happened: 'EFA devices of {name} drop packets or fail RDMA work requests',
    act: 'find the node on the dashboard, and read its hw_counters under /sys/class/infiniband',
    why: 'Single events accompany the end of a job; a quarter of an hour without a break does not.',
  },
  diskUsed: {
    ...MEMBER,
    id: 'disk-used',
    thresholds: { critical: 95, warning: 85 },
    unit: 'percent, fullest node',
    ...throughout(2, 5),
    metricCount: 1,
    happened: 'The root file system of a node of {name} fills up',
    act: 'find the node in the namespace of the member, and move data and core dumps to the instance store',
    why: 'At 95 percent the log files and the agent itself are close to stopping.',
  },
  memoryUsed: {
    ...MEMBER,
    id: 'memory-used',
    thresholds: { warning: 95 },
    unit: 'percent, fullest node',
    ...throughout(3, 5),
    metricCount: 1,
    happened: 'The memory of a node of {name} is nearly used up',
    act: 'find the node in the namespace of the member, and see which process the kernel is about to kill',
    why: 'Page cache does not count as used, so little is left to free.',
  },
} as const satisfies Record<string, AlarmDefinition>;

/** A member's alarm, with the literal id that its metric is found by. */
export type MemberAlarm = (typeof MEMBER_ALARMS)[keyof typeof MEMBER_ALARMS];
