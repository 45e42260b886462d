import type { ResourceCount } from './resource-count';

/** What a template's size depends on beside its resources. */
export interface TemplateTraits {
  readonly purpose: 'operations' | 'network' | 'storage' | 'images' | 'reservations' | 'cell';

  /** Members of a cell; none in other stacks. */
  readonly members: number;

  /** Network interfaces of one instance of each of them, added up: a launch template lists them. */
  readonly interfaces: number;

  /** Of the cluster file; most of them are tags of the stack, which are not in its template. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Bytes around the resources: description, parameters, outputs, rules. */
const FRAME: Readonly<Record<TemplateTraits['purpose'], number>> = {
  cell: 1250,
  images: 1450,
  network: 2100,
  operations: 3450,
  reservations: 860,
  storage: 2800,
};

/** What a member's launch template has more than another: its user data, compressed. */
const USER_DATA = 16_300;

/** One network interface in a launch template. */
const INTERFACE = 330;

/** What the dashboard has of each member. */
const DASHBOARD_PART = 4150;

/** Copies of each of the user's tags that a member has, and the bytes around it. */
const MEMBER_TAGS = { copies: 5, around: 75 };

/**
 * Bytes of one resource of a type, with its metadata and as the CDK indents it: averages over synthesized templates.
 * Some stand for others: Karpenter's only association of a pod identity carries its long policy.
 */
const BYTES: Readonly<Record<string, number>> = {
  'AWS::AutoScaling::AutoScalingGroup': 1550,
  'AWS::AutoScaling::ScheduledAction': 470,
  'AWS::CloudWatch::Alarm': 1440,
  'AWS::CloudWatch::Dashboard': 11_500,
  'AWS::EC2::CapacityReservation': 680,
  'AWS::EC2::EIP': 385,
  'AWS::EC2::FlowLog': 590,
  'AWS::EC2::InternetGateway': 175,
  'AWS::EC2::LaunchTemplate': 2800,
  'AWS::EC2::NatGateway': 615,
  'AWS::EC2::Route': 425,
  'AWS::EC2::RouteTable': 365,
  'AWS::EC2::SecurityGroup': 515,
  'AWS::EC2::SecurityGroupEgress': 545,
  'AWS::EC2::SecurityGroupIngress': 540,
  'AWS::EC2::Subnet': 460,
  'AWS::EC2::SubnetRouteTableAssociation': 400,
  'AWS::EC2::VPC': 340,
  'AWS::EC2::VPCEndpoint': 630,
  'AWS::EC2::VPCGatewayAttachment': 360,
  'AWS::EFS::FileSystem': 1215,
  'AWS::EFS::MountTarget': 415,
  'AWS::EKS::AccessEntry': 590,
  'AWS::EKS::Addon': 590,
  'AWS::EKS::Cluster': 2090,
  'AWS::EKS::Nodegroup': 1580,
  'AWS::EKS::PodIdentityAssociation': 10_100,
  'AWS::Events::Rule': 1100,
  'AWS::FSx::DataRepositoryAssociation': 515,
  'AWS::FSx::FileSystem': 2100,
  'AWS::IAM::InstanceProfile': 275,
  'AWS::IAM::ManagedPolicy': 1320,
  'AWS::IAM::Policy': 1180,
  'AWS::IAM::Role': 790,
  'AWS::ImageBuilder::Component': 8750,
  'AWS::ImageBuilder::DistributionConfiguration': 935,
  'AWS::ImageBuilder::ImagePipeline': 1145,
  'AWS::ImageBuilder::ImageRecipe': 1240,
  'AWS::ImageBuilder::InfrastructureConfiguration': 925,
  'AWS::KMS::Key': 3415,
  'AWS::Lambda::Function': 2700,
  'AWS::Lambda::LayerVersion': 500,
  'AWS::Logs::Delivery': 425,
  'AWS::Logs::DeliveryDestination': 415,
  'AWS::Logs::DeliverySource': 460,
  'AWS::Logs::LogGroup': 440,
  'AWS::Logs::MetricFilter': 540,
  'AWS::PCS::Cluster': 1050,
  'AWS::PCS::ComputeNodeGroup': 1670,
  'AWS::PCS::Queue': 620,
  'AWS::S3Express::DirectoryBucket': 670,
  'AWS::SNS::Subscription': 320,
  'AWS::SNS::Topic': 270,
  'AWS::SNS::TopicPolicy': 1655,
  'AWS::SQS::Queue': 305,
  'AWS::SQS::QueuePolicy': 1560,
  'AWS::SSM::Parameter': 312,
  'Custom::AWSCDK-EKS-HelmChart': 1890,
  'Custom::AWSCDK-EKS-KubernetesResource': 2850,
  'Custom::AutoScalingGroupGuard': 660,
  'Custom::ManagedNodeGroupGate': 1650,
  'Custom::ManagedNodeGroupGuard': 710,
  'Custom::VpcRestrictDefaultSG': 595,
};

/** Bytes of a type that the table does not have. */
const OTHER = 600;

/**
 * The size of a template, estimated from the average size of each type of resource: no more than a seventh off, or 3 KB.
 * Names, ranges and settings of the cluster file make the difference.
 */
export function bytesAbout(count: ResourceCount, { purpose, members, interfaces, tags }: TemplateTraits): number {
  const resources = Object.entries(count).reduce((sum, [type, number]) => sum + number * (BYTES[type] ?? OTHER), 0);
  const memberTags = Object.entries(tags).reduce(
    (sum, [key, value]) => sum + MEMBER_TAGS.copies * (key.length + value.length + MEMBER_TAGS.around),
    0,
  );
  const ofMembers = members * (USER_DATA + DASHBOARD_PART + memberTags) + interfaces * INTERFACE;
  return Math.round(FRAME[purpose] + resources + ofMembers);
}
