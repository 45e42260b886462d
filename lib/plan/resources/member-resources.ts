import type { ClusterModel, MemberModel } from '../../config/model';
import { groupBy } from '../group-by';
import { addCounts, HANDLER_FUNCTION, type ResourceCount, times, where } from './resource-count';

/** What holds the nodes of a member. */
export type NodeHolder = 'auto-scaling' | 'eks-managed' | 'pcs';

/** What holds the nodes of a cluster's members. */
export function nodeHolder({ engine }: ClusterModel): NodeHolder {
  switch (engine.type) {
    case 'ec2':
      return 'auto-scaling';
    case 'eks':
      return engine.nodes === 'managed' ? 'eks-managed' : 'auto-scaling';
    case 'slurm':
      return 'pcs';
    default:
      return engine satisfies never;
  }
}

/** What members have in their cell's stack, however many instances they have. Those that are alike are counted at once. */
export function membersResources(members: readonly MemberModel[], model: ClusterModel): ResourceCount {
  const kinds = groupBy(members, (member) =>
    [member.instanceType.accelerators.manufacturer, member.capacity.kind, hasWindow(member)].join(' '),
  );
  return addCounts(
    ...[...kinds.values()].flatMap(([first, ...others]) =>
      first ? [times(1 + others.length, memberResources(first, model))] : [],
    ),
  );
}

function memberResources(member: MemberModel, model: ClusterModel): ResourceCount {
  const holder = nodeHolder(model);
  return addCounts(
    {
      'AWS::CloudWatch::Alarm': alarms(member, holder),
      'AWS::EC2::LaunchTemplate': 1,
      'AWS::IAM::ManagedPolicy': 1,
      'AWS::IAM::Role': 1,
    },
    heldBy(holder, hasWindow(member)),
    where(holder === 'auto-scaling' && model.engine.type === 'eks', { 'AWS::EKS::AccessEntry': 1 }),
    where(model.storage?.checkpoints !== undefined, { 'AWS::IAM::ManagedPolicy': 1 }),
  );
}

/** What the members of one stack share: the functions that guard their groups. */
export function guardResources(model: ClusterModel): ResourceCount {
  switch (nodeHolder(model)) {
    case 'auto-scaling':
      return HANDLER_FUNCTION;
    case 'eks-managed':
      return addCounts(HANDLER_FUNCTION, HANDLER_FUNCTION);
    default:
      return {};
  }
}

/** Whether its group goes to zero at a time that is known. */
function hasWindow({ capacity }: MemberModel): boolean {
  return capacity.kind === 'block' || (capacity.kind === 'reserve' && capacity.endsAt !== undefined);
}

function heldBy(holder: NodeHolder, window: boolean): ResourceCount {
  const drain = where(window, { 'AWS::AutoScaling::ScheduledAction': 1 });
  switch (holder) {
    case 'auto-scaling':
      return {
        'AWS::AutoScaling::AutoScalingGroup': 1,
        'AWS::IAM::InstanceProfile': 1,
        'Custom::AutoScalingGroupGuard': 1,
        ...drain,
      };
    case 'eks-managed':
      return {
        'AWS::EKS::Nodegroup': 1,
        'Custom::ManagedNodeGroupGate': 1,
        'Custom::ManagedNodeGroupGuard': 1,
        ...drain,
      };
    case 'pcs':
      return { 'AWS::IAM::InstanceProfile': 1, 'AWS::IAM::ManagedPolicy': 1, 'AWS::PCS::ComputeNodeGroup': 1 };
    default:
      return holder satisfies never;
  }
}

/** docs/monitoring.md lists them; those with two severities are two alarms. */
function alarms({ capacity, instanceType }: MemberModel, holder: NodeHolder): number {
  const reservation = capacity.kind !== 'on-demand' && capacity.kind !== 'reservation-group';
  const nvidia = instanceType.accelerators.manufacturer === 'nvidia';
  // EFA's two, the disk's two, and the memory's.
  const ofNodes = 5 + (nvidia ? 3 : 0);
  return holder === 'pcs' ? ofNodes + (reservation ? 2 : 0) : ofNodes + 5 + (reservation ? 1 : 0);
}
