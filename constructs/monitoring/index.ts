export {
  AGENT_AGGREGATION_DIMENSIONS,
  AGENT_APPEND_DIMENSIONS,
  AGENT_INTERVAL_SECONDS,
  AGENT_METRICS,
  agentMetrics,
  agentNamespace,
  type AgentMetricDevice,
  type AgentMetrics,
} from './agent-metrics';
export { ALARMS, alarmCount, alarmMetricCount, memberAlarms, type MemberTraits } from './alarm-catalog';
export type { AlarmDefinition, AlarmLevel } from './alarm-definition';
export { CapacityEvents, type CapacityEventsProps } from './capacity-events';
export { CellDashboard, type CellDashboardProps } from './cell-dashboard';
export { CLUSTER_ALARMS } from './cluster-alarms';
export { checkDashboardLoad, DASHBOARD_LIMITS, type DashboardLimits, type DashboardLoad } from './dashboard-limits';
export { EVENT_DEFINITIONS, type EventDefinition, EventMatch } from './event-definitions';
export { FleetMonitoring, type FleetMonitoringProps } from './fleet-monitoring';
export { MEMBER_ALARMS, type MemberAlarm } from './member-alarms';
export type { MonitoredNodes } from './monitored-nodes';
export {
  monitoringCost,
  type MonitoredShape,
  type MonitoringCost,
  type MonitoringCostOptions,
} from './monitoring-cost';
export { type MonitoringPrices, type PriceTier, US_EAST_1_PRICES } from './monitoring-prices';
export { NodeGroupMonitoring, type NodeGroupMonitoringProps, type NodeThresholds } from './node-group-monitoring';
export { NODE_LOG_FILTERS, type NodeLog, type NodeLogFilter } from './node-log-filters';
export { NodeLogs, type NodeLogNames, type NodeLogsProps } from './node-logs';
export { NodeMetrics, type StatusCheck } from './node-metrics';
export { OperatorsTopic, type OperatorsTopicProps, Subscriber } from './operators-topic';
export { SEVERITIES, severitiesOf, type Severity, type SeverityThresholds } from './severity';
export { FATAL_XIDS, type Xid, type XidAction, XIDS } from './xid';
