import { Token } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  GraphWidget,
  type IAlarmAction,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopicRef } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

import { refuse } from '../private/errors';
import { pascalCase } from '../private/text';
import type { AlarmDefinition } from './alarm-definition';
import { severitiesOf, type Severity, type SeverityThresholds } from './severity';
import { GRAPH_HEIGHT, HALF_WIDTH } from './widget-size';

/** Most characters of an alarm's description. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const MAX_DESCRIPTION = 1024;

const RUNBOOK = 'docs/monitoring.md';

/** A metric with the alarms on it. */
export interface AlarmedMetric {
  readonly definition: AlarmDefinition;
  readonly metric: IMetric;
  readonly alarms: Alarm[];
}

/**
 * Makes the alarms of a definition, one for each severity, all in the same manner: at or above the threshold, silent
 * where there is no data, to the operators' topic when they fire and when they clear.
 *
 * No data is no alarm, because a group that is empty before its block starts, and after it ended, has none. That nodes
 * in service fall silent is an alarm of its own.
 */
export class AlarmFactory {
  private readonly action: IAlarmAction;

  /**
   * @param scope the construct that owns the alarms
   * @param topic where they publish
   * @param subject what the text calls the thing that is watched
   */
  constructor(
    private readonly scope: Construct,
    topic: ITopicRef,
    private readonly subject: string,
  ) {
    this.action = { bind: () => ({ alarmActionArn: topic.topicRef.topicArn }) };
  }

  add(definition: AlarmDefinition, metric: IMetric, thresholds?: SeverityThresholds): AlarmedMetric {
    const effective = thresholds ?? definition.thresholds;
    const alarms = severitiesOf(effective).map((severity) =>
      this.alarm(definition, severity, metric, effective[severity] ?? Number.NaN),
    );
    return { definition, metric, alarms };
  }

  private alarm(definition: AlarmDefinition, severity: Severity, metric: IMetric, threshold: number): Alarm {
    const alarm = new Alarm(this.scope, `${pascalCase(definition.id)}${pascalCase(severity)}`, {
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: definition.periods,
      datapointsToAlarm: definition.breaching,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: this.describe(definition, severity),
    });
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
    return alarm;
  }

  private describe(definition: AlarmDefinition, severity: Severity): string {
    const happened = definition.happened.replace('{name}', this.subject);
    const text = `${pascalCase(severity)}: ${happened}. To do: ${definition.act}. See ${RUNBOOK}#${definition.id}`;
    if (!Token.isUnresolved(text) && text.length > MAX_DESCRIPTION) {
      const message =
        `the description of alarm '${definition.id}' has ${text.length} characters, and CloudWatch takes ${MAX_DESCRIPTION}; ` +
        'give what it watches a shorter name';
      refuse([{ id: 'alarm-description', message }], this.scope);
    }
    return text;
  }
}

/** A graph of the metric, with a line at the threshold of each of its alarms. */
export function graphOf({ definition, metric, alarms }: AlarmedMetric, subject: string): GraphWidget {
  return new GraphWidget({
    title: `${subject}: ${definition.id.replaceAll('-', ' ')}`,
    left: [metric],
    leftYAxis: { min: 0, label: definition.unit, showUnits: false },
    leftAnnotations: alarms.map((alarm) => alarm.toAnnotation()),
    width: HALF_WIDTH,
    height: GRAPH_HEIGHT,
  });
}
