/** What runs in a cluster, as far as it calls AWS. */
export interface EksCallers {
  /** Charts and manifests are applied from the VPC. @default true */
  readonly kubectl?: boolean;

  /** Karpenter launches nodes. @default true */
  readonly karpenter?: boolean;

  /** The CloudWatch add-on sends logs and metrics. @default true */
  readonly observability?: boolean;

  /** The EBS driver makes volumes. @default true */
  readonly ebs?: boolean;

  /** A controller makes load balancers for services. @default false */
  readonly loadBalancers?: boolean;

  /** A driver of yours makes FSx file systems; mounting those that are there calls nothing. @default false */
  readonly fsx?: boolean;
}

/**
 * The interface endpoints that a cluster needs in a VPC without a way to the internet, by the last part of the service's
 * name. Beside them it needs a gateway endpoint for S3 in the subnets of nodes and control plane, from which images and
 * CDK's functions read, and images in a registry of your own: ECR serves no public one.
 *
 * IAM and the price list have no endpoint in a VPC. Karpenter is told so (`isolatedVPC`).
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
export function eksEndpointServices(callers: EksCallers = {}): string[] {
  const { kubectl = true, karpenter = true, observability = true, ebs = true, loadBalancers, fsx } = callers;
  const services = new Map<string, boolean>([
    // Nodes join, pull images, take roles for their pods, and are reached by Session Manager.
    ['ec2', true],
    ['ecr.api', true],
    ['ecr.dkr', true],
    ['eks', true],
    ['eks-auth', true],
    ['ssm', true],
    ['ssmmessages', true],
    ['ec2messages', true],
    // Auto Scaling groups hold the GPU nodes, whose boot gate answers their lifecycle hook.
    ['autoscaling', true],
    ['sts', true],
    // CDK's framework invokes the function that runs kubectl.
    ['lambda', kubectl],
    ['sqs', karpenter],
    ['logs', observability],
    ['monitoring', observability],
    ['kms', ebs],
    ['elasticloadbalancing', loadBalancers ?? false],
    ['fsx', fsx ?? false],
  ]);
  return [...services.keys()].filter((service) => services.get(service)).toSorted();
}
