import type { ClusterModel } from '../../config/model';
import type { ImageBuilderModel } from '../../config/image-builder-model';
import type { LustreModel, StorageModel } from '../../config/storage-model';
import { addCounts, type ResourceCount, times, where } from './resource-count';

/** The stack `<name>-operations`: key, topic, logs, events and alarms of the whole cluster. */
export function operationsResources({ kmsKeyArn, notify }: ClusterModel): ResourceCount {
  return addCounts(where(kmsKeyArn === undefined, { 'AWS::KMS::Key': 1 }), {
    'AWS::CloudWatch::Alarm': 4,
    'AWS::Events::Rule': 3,
    'AWS::Logs::LogGroup': 5,
    'AWS::Logs::MetricFilter': 5,
    'AWS::SNS::Subscription': notify.length,
    'AWS::SNS::Topic': 1,
    'AWS::SNS::TopicPolicy': 1,
    'AWS::SQS::Queue': 1,
    'AWS::SQS::QueuePolicy': 1,
  });
}

/** The stack `<name>-images`: a pipeline for each image. */
export function imagesResources({ images }: ImageBuilderModel): ResourceCount {
  return times(images.length, {
    'AWS::EC2::SecurityGroup': 1,
    'AWS::IAM::InstanceProfile': 1,
    'AWS::IAM::ManagedPolicy': 2,
    'AWS::IAM::Role': 2,
    'AWS::ImageBuilder::Component': 3,
    'AWS::ImageBuilder::DistributionConfiguration': 1,
    'AWS::ImageBuilder::ImagePipeline': 1,
    'AWS::ImageBuilder::ImageRecipe': 1,
    'AWS::ImageBuilder::InfrastructureConfiguration': 1,
    'AWS::Logs::LogGroup': 1,
  });
}

/** The stack `<name>-storage`: what nodes share. @param controlSubnets zones that have one */
export function storageResources({ lustre, home, checkpoints }: StorageModel, controlSubnets: number): ResourceCount {
  return addCounts(
    ...lustre.map(lustreResources),
    where(home?.kind === 'efs', {
      'AWS::EC2::SecurityGroup': 1,
      ...rules(1),
      'AWS::EFS::FileSystem': 1,
      'AWS::EFS::MountTarget': controlSubnets,
    }),
    where(home?.kind === 'openzfs', {
      'AWS::EC2::SecurityGroup': 1,
      // Three ranges of ports, each for TCP and UDP.
      ...rules(6),
      'AWS::FSx::FileSystem': 1,
    }),
    where(checkpoints !== undefined, { 'AWS::S3Express::DirectoryBucket': 1 }),
  );
}

function lustreResources({ efa, repositories }: LustreModel): ResourceCount {
  return {
    'AWS::EC2::SecurityGroup': 1,
    // Two ranges of ports, each from clients, to clients and among servers; EFA the same at once.
    ...rules(6 + (efa ? 3 : 0)),
    'AWS::FSx::FileSystem': 1,
    'AWS::FSx::DataRepositoryAssociation': repositories.length,
    'AWS::Logs::LogGroup': repositories.length > 0 ? 1 : 0,
  };
}

/** Traffic that is let through has a rule at both of its ends. */
function rules(number: number): ResourceCount {
  return { 'AWS::EC2::SecurityGroupEgress': number, 'AWS::EC2::SecurityGroupIngress': number };
}
