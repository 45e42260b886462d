import { kueueParts } from 'cdk-ultraserver/kubernetes';
import { EKS_ADD_ON_NAMES, EKS_GPU_CHART_NAMES } from 'cdk-ultraserver/rules';

import type { EksEngineModel, SlurmEngineModel } from '../../config/engine-model';
import type { CellModel, ClusterModel } from '../../config/model';
import { gpuPools } from '../../stacks/gpu-pools';
import { guardResources, membersResources } from './member-resources';
import { addCounts, type ResourceCount, where } from './resource-count';

/** The stack `<name>-cell-<cell>`: the engine's control plane, and the members. */
export function cellResources(cell: CellModel, model: ClusterModel): ResourceCount {
  return addCounts(
    { 'AWS::CloudWatch::Dashboard': 1 },
    engineResources(cell, model),
    guardResources(model),
    membersResources(cell.members, model),
  );
}

/** The stack `<name>-reservations-<cell>`: reservations that are created; each is passed on by a parameter. */
export function reservationResources({ members }: CellModel): ResourceCount {
  const reserved = members.filter(({ capacity }) => capacity.kind === 'reserve').length;
  return addCounts({ 'AWS::EC2::CapacityReservation': reserved, 'AWS::SSM::Parameter': reserved });
}

function engineResources(cell: CellModel, model: ClusterModel): ResourceCount {
  const { engine } = model;
  switch (engine.type) {
    case 'ec2':
      return {};
    case 'eks':
      return eksResources(cell, model, engine);
    case 'slurm':
      return slurmResources(cell, engine);
    default:
      return engine satisfies never;
  }
}

/** Add-ons whose pods have a role. */
const ADD_ONS_WITH_ROLE = ['vpc-cni', 'aws-ebs-csi-driver', 'amazon-cloudwatch-observability'];

function eksResources(cell: CellModel, model: ClusterModel, engine: EksEngineModel): ResourceCount {
  const addOns = EKS_ADD_ON_NAMES.filter((name) => !engine.addOns.without.includes(name));
  const { admins, editors, viewers } = engine.access;
  const namespaces = engine.namespaces.filter((name) => name !== 'default').length;
  return addCounts(
    KUBECTL,
    // The cluster itself, and the nodes of what serves it.
    {
      'AWS::EC2::LaunchTemplate': 1,
      'AWS::EC2::SecurityGroupIngress': engine.clients.length,
      'AWS::EKS::AccessEntry': admins.length + editors.length + viewers.length,
      'AWS::EKS::Addon': addOns.length,
      'AWS::EKS::Cluster': 1,
      'AWS::EKS::Nodegroup': 1,
      'AWS::IAM::ManagedPolicy': 1,
      'AWS::IAM::Role': 2 + addOns.filter((name) => ADD_ONS_WITH_ROLE.includes(name)).length,
      'AWS::Logs::LogGroup': 1 + (addOns.includes('amazon-cloudwatch-observability') ? 4 : 0),
      'Custom::AWSCDK-EKS-HelmChart': EKS_GPU_CHART_NAMES.length,
      // One keeps other work off the GPUs.
      'Custom::AWSCDK-EKS-KubernetesResource':
        1 + namespaces + kueueParts(gpuPools(cell, engine)).length + volumes(cell, model),
    },
    where(engine.cpuPools.length > 0, {
      ...KARPENTER,
      'Custom::AWSCDK-EKS-KubernetesResource': engine.cpuPools.length,
    }),
  );
}

/** CDK's own provider of kubectl, with its two functions and two layers. */
const KUBECTL: ResourceCount = {
  'AWS::EKS::AccessEntry': 1,
  'AWS::IAM::Policy': 2,
  'AWS::IAM::Role': 2,
  'AWS::Lambda::Function': 2,
  'AWS::Lambda::LayerVersion': 2,
  'AWS::Logs::LogGroup': 2,
};

const KARPENTER: ResourceCount = {
  'AWS::EKS::AccessEntry': 1,
  'AWS::EKS::PodIdentityAssociation': 1,
  'AWS::Events::Rule': 4,
  'AWS::IAM::InstanceProfile': 1,
  'AWS::IAM::ManagedPolicy': 2,
  'AWS::IAM::Role': 2,
  'AWS::SQS::Queue': 1,
  'AWS::SQS::QueuePolicy': 1,
  'Custom::AWSCDK-EKS-HelmChart': 1,
};

/** Home directories on EFS are mounted in each zone by another address. */
function volumes({ members }: CellModel, { storage }: ClusterModel): number {
  const zones = new Set(members.map(({ zone }) => zone)).size;
  const home = storage?.home?.kind;
  return (storage?.lustre.length ?? 0) + (home === 'efs' ? zones : home === 'openzfs' ? 1 : 0);
}

function slurmResources({ name, members }: CellModel, { login }: SlurmEngineModel): ResourceCount {
  return addCounts(
    {
      'AWS::EC2::SecurityGroup': 2,
      'AWS::EC2::SecurityGroupEgress': 7,
      'AWS::EC2::SecurityGroupIngress': 7,
      'AWS::Logs::Delivery': 3,
      'AWS::Logs::DeliveryDestination': 3,
      'AWS::Logs::DeliverySource': 3,
      'AWS::Logs::LogGroup': 3,
      'AWS::PCS::Cluster': 1,
      'AWS::PCS::Queue': new Set(members.map(({ pool }) => pool)).size,
    },
    where(login?.images[name] !== undefined, {
      'AWS::EC2::LaunchTemplate': 1,
      'AWS::IAM::InstanceProfile': 1,
      'AWS::IAM::ManagedPolicy': 1,
      'AWS::IAM::Role': 1,
      'AWS::PCS::ComputeNodeGroup': 1,
    }),
  );
}
