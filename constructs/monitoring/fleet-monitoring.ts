import { Duration } from 'aws-cdk-lib';
import type { Alarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopicRef } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

import { AlarmFactory, graphOf, type AlarmedMetric } from './alarm-factory';
import type { CapacityEvents } from './capacity-events';
import { CLUSTER_ALARMS } from './cluster-alarms';
import type { NodeLogs } from './node-logs';

export interface FleetMonitoringProps {
  /** What the text of alarms calls the cluster. */
  readonly name: string;

  /** Where alarms go. */
  readonly topic: ITopicRef;

  readonly logs: NodeLogs;

  readonly events: CapacityEvents;
}

/**
 * Defines the alarms of a cluster as a whole. They read what its nodes log, so they are as many for one UltraServer as for
 * a thousand; the log says which node it was.
 */
export class FleetMonitoring extends Construct {
  readonly alarms: Alarm[];

  private readonly watched: AlarmedMetric[];
  private readonly fleetName: string;

  constructor(scope: Construct, id: string, props: FleetMonitoringProps) {
    super(scope, id);
    this.fleetName = props.name;

    const { gateFailed, imexFailed, xidFatal, eventsUndelivered } = CLUSTER_ALARMS;
    const factory = new AlarmFactory(this, props.topic, props.name);
    this.watched = [
      factory.add(gateFailed, props.logs.metricGateFailed(Duration.minutes(gateFailed.periodMinutes))),
      factory.add(imexFailed, props.logs.metricImexFailed(Duration.minutes(imexFailed.periodMinutes))),
      factory.add(xidFatal, props.logs.metricXidFatal(Duration.minutes(xidFatal.periodMinutes))),
      factory.add(eventsUndelivered, props.events.metricUndelivered(Duration.minutes(eventsUndelivered.periodMinutes))),
    ];
    this.alarms = this.watched.flatMap(({ alarms }) => alarms);
  }

  /** A graph for each alarm, with its threshold drawn in. */
  widgets(): IWidget[] {
    return this.watched.map((watched) => graphOf(watched, this.fleetName));
  }
}
