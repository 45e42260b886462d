import { CfnOutput } from 'aws-cdk-lib';
import type { ITopicRef } from 'aws-cdk-lib/aws-sns';
import { CellDashboard, NodeGroupMonitoring } from 'cdk-ultraserver';
import type { Construct } from 'constructs';

import type { CellModel } from '../config/model';
import { BaseStack, type BaseStackProps } from './base-stack';
import { type CellEngineProps, defineCellEngine } from './cell-engine';
import { defineMember, type MemberSurroundings } from './member';

/** A cell's slice of a cluster. */
export interface CellStackProps extends BaseStackProps {
  readonly cell: CellModel;
  readonly engine: CellEngineProps;
  readonly surroundings: MemberSurroundings;

  /** Where alarms go. */
  readonly topic: ITopicRef;
}

/** The members of one cell, each with its alarms, and the cell's dashboard. */
export class CellStack extends BaseStack {
  constructor(scope: Construct, id: string, props: CellStackProps) {
    super(scope, id, props);
    const engine = defineCellEngine(this, props.engine);
    const members = props.cell.members.map((member) => {
      const group = defineMember(this, member, engine, props.surroundings);
      const { autoScalingGroupName } = group.monitored;
      if (autoScalingGroupName !== undefined) {
        // What an operator's commands ask for.
        new CfnOutput(this, `${member.name}Group`, {
          description: `Auto Scaling group of ${member.name}`,
          value: autoScalingGroupName,
        });
      }
      new NodeGroupMonitoring(group, 'Monitoring', { nodes: group.monitored, topic: props.topic });
      return group.monitored;
    });
    new CellDashboard(this, 'Dashboard', {
      members,
      logs: props.surroundings.logs,
    });
  }
}
