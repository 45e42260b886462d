import { type Acknowledgement, inPacks } from './acknowledgement';

const CELL = '<cluster>-cell-<cell>';
const KUBERNETES = `${CELL}/Kubernetes`;
const CLUSTER = `${KUBERNETES}/Cluster`;
const KARPENTER = `${KUBERNETES}/Karpenter`;
const PROVIDER = `${CLUSTER}/Kubectl/Provider`;
const FRAMEWORK = `${PROVIDER}/Provider/framework-onEvent`;
const HANDLER = `${PROVIDER}/Handler`;
const FUNCTIONS = [`${HANDLER}/Resource`, `${FRAMEWORK}/Resource`];

const managed = (policy: string): string => `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`;

/** Findings of Kubernetes' cells. */
export const EKS_ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    paths: [`${CLUSTER}/Role/Resource`],
    findings: [managed('AmazonEKSClusterPolicy')],
    reason: "The policy that EKS asks for on a control plane's role, which AWS keeps in step with what EKS calls",
  },
  {
    beside: 'Kubernetes',
    paths: [
      `${CLUSTER}/SystemNodes/Role/Resource/Resource`,
      `${KARPENTER}/NodeRole/Resource/Resource`,
      `${CELL}/<member>/Role/Resource/Resource`,
    ],
    findings: [managed('AmazonEKSWorkerNodePolicy'), managed('AmazonEC2ContainerRegistryPullOnly')],
    reason: "The policies that EKS asks for on a node's role: to describe what it is, and to pull images",
  },
  {
    paths: [`${CLUSTER}/AddOns/vpc-cni-role/Resource/Resource`],
    findings: [managed('AmazonEKS_CNI_Policy')],
    reason: 'The policy that AWS keeps for this add-on; by Pod Identity one service account of one cluster has it',
  },
  {
    paths: [`${CLUSTER}/AddOns/aws-ebs-csi-driver-role/Resource/Resource`],
    findings: [managed('AmazonEBSCSIDriverPolicyV2')],
    reason: 'The policy that AWS keeps for this add-on; by Pod Identity one service account of one cluster has it',
  },
  {
    paths: [`${CLUSTER}/AddOns/amazon-cloudwatch-observability-role/Resource/Resource`],
    findings: [managed('CloudWatchAgentServerPolicy')],
    reason: 'The policy that AWS keeps for this add-on; by Pod Identity one service account of one cluster has it',
  },
  {
    paths: [`${CLUSTER}/SystemNodes/Role/Policy`, `${KARPENTER}/NodeRole/Policy`],
    findings: ['AwsSolutions-IAM5[Resource::*]'],
    reason: "Session Manager's channels take no resource; they are all that the policy admits",
  },
  {
    paths: [`${KARPENTER}/Policy`],
    findings: ['AwsSolutions-IAM5[Resource::*]'],
    reason: "Karpenter's describe calls take no resource, and change nothing",
  },
  {
    paths: [`${KARPENTER}/Policy`],
    findings: [
      'security-group',
      'subnet',
      'launch-template',
      'fleet',
      'instance',
      'network-interface',
      'volume',
      'spot-instances-request',
    ]
      .map((type) => `AwsSolutions-IAM5[Resource::arn:<partition>:ec2:<region>:<account>:${type}/*]`)
      .concat(
        ['image', 'snapshot'].map((type) => `AwsSolutions-IAM5[Resource::arn:<partition>:ec2:<region>::${type}/*]`),
      ),
    reason:
      "Karpenter launches what has no id yet. The statements bind what it makes and ends to this cluster's tag and a node pool's, which no node of an UltraServer has",
  },
  {
    paths: [`${KARPENTER}/Policy`],
    findings: ['AwsSolutions-IAM5[Resource::arn:<partition>:ssm:<region>::parameter/aws/service/*]'],
    reason: "Karpenter reads the ids of AWS's own images, which are public",
  },
  {
    paths: [`${KARPENTER}/Interruptions/Resource`],
    findings: ['AwsSolutions-SQS3'],
    reason: 'Karpenter deletes what it cannot read; a notice of an interruption is worth nothing two minutes later',
  },
  {
    paths: [`${HANDLER}/ServiceRole/Resource`, `${FRAMEWORK}/ServiceRole/Resource`],
    findings: [
      managed('service-role/AWSLambdaBasicExecutionRole'),
      managed('service-role/AWSLambdaVPCAccessExecutionRole'),
    ],
    reason: "CDK's functions that apply charts and manifests: to write logs, and to have an interface in the VPC",
  },
  {
    paths: [`${HANDLER}/ServiceRole/Resource`],
    findings: [
      managed('AmazonEC2ContainerRegistryReadOnly'),
      'AwsSolutions-IAM4[Policy::{"Fn::If":["KubernetesClusterKubectlProviderHandlerHasEcrPublicDF5EB974",{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":iam::aws:policy/AmazonElasticContainerRegistryPublicReadOnly"]]},{"Ref":"AWS::NoValue"}]}]',
    ],
    reason: "CDK's function that installs charts reads them from registries, those of a private mirror too",
  },
  {
    paths: [`${HANDLER}/Resource`],
    findings: ['AwsSolutions-L1'],
    reason:
      "CDK's own function; its runtime is the one that CDK has tested kubectl and helm with, and comes with its releases",
  },
  {
    paths: [`${FRAMEWORK}/ServiceRole/DefaultPolicy/Resource`],
    findings: ['AwsSolutions-IAM5[Resource::<KubernetesClusterKubectlProviderHandler03717863.Arn>:*]'],
    reason: 'Versions of the one function that it invokes, whose numbers are not known before',
  },
  {
    paths: [`${HANDLER}/ServiceRole/DefaultPolicy/Resource`, `${FRAMEWORK}/ServiceRole/DefaultPolicy/Resource`],
    findings: inPacks('IAMNoInlinePolicy', 'NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'),
    reason: 'CDK writes the rights of its own functions so: to describe the one cluster, and to invoke the one handler',
  },
  {
    paths: FUNCTIONS,
    findings: inPacks('LambdaConcurrency', 'NIST.800.53.R5', 'HIPAA.Security'),
    reason:
      'CloudFormation alone invokes it, once a resource. Reserved concurrency would be taken from the account, and a fresh account has none to give',
  },
  {
    paths: FUNCTIONS,
    findings: inPacks('LambdaDLQ', 'NIST.800.53.R5', 'HIPAA.Security'),
    reason:
      'It answers CloudFormation itself, with the reason of a failure; an invocation that is lost fails the stack operation, which an operator sees',
  },
];
