import { compareVersions } from '../hardware/version';
import type { Problem } from '../hardware/problem';

/**
 * What is wrong with a cluster's name.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
 */
export function checkEksClusterName(name: string): Problem[] {
  if (/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/.test(name)) {
    return [];
  }
  return [
    {
      id: 'eks-cluster-name',
      message: `'${name}' cannot name an EKS cluster; use 1 to 100 letters, digits, - and _, the first a letter or a digit`,
      path: ['clusterName'],
    },
  ];
}

/**
 * Tiers of a control plane. `standard` scales by itself and promises nothing; the others are the least that is there at
 * any time, billed by the hour.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-provisioned-control-plane.html
 */
export const EKS_SCALING_TIERS: readonly string[] = ['standard', 'tier-xl', 'tier-2xl', 'tier-4xl', 'tier-8xl'];

/** Whether EKS has a tier. */
export function checkScalingTier(tier: string): Problem[] {
  return EKS_SCALING_TIERS.includes(tier)
    ? []
    : [
        {
          id: 'eks-scaling-tier',
          message: `EKS has no control plane tier '${tier}'; give one of ${EKS_SCALING_TIERS.join(', ')}`,
          path: ['scalingTier'],
        },
      ];
}

/** The oldest version whose scheduler can be told how to score nodes. */
const SCORING_VERSION = '1.31';

/**
 * Whether a cluster's scheduler can be told how to score nodes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-configuration.html
 */
export function canScoreNodes(version: string): boolean {
  return compareVersions(version, SCORING_VERSION) >= 0;
}

/** Roles that may use a cluster, by what they may do. */
export interface EksAccess {
  /** ARNs of IAM roles. */
  readonly admins: readonly string[];
  readonly editors: readonly string[];
  readonly viewers: readonly string[];
}

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/**
 * What is wrong with the roles that may use a cluster: each is the ARN of an IAM role, and is named once, for EKS has one
 * access entry a principal.
 *
 * @param isToken - tells a value that is known at deployment only, which is not looked into
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export function checkEksAccess(access: EksAccess, isToken: (arn: string) => boolean = () => false): Problem[] {
  const path = ['access'];
  const arns = [...access.admins, ...access.editors, ...access.viewers];
  const malformed = arns.filter((arn) => !isToken(arn) && !ROLE_ARN.test(arn));
  const repeated = new Set(arns.filter((arn, index) => arns.indexOf(arn) !== index));
  return [
    ...malformed.map((arn) => ({
      id: 'eks-access-role',
      message: `'${arn}' is not the ARN of an IAM role; give arn:<partition>:iam::<account>:role/<name>, for a person the role they sign in to`,
      path,
    })),
    ...[...repeated].map((arn) => ({
      id: 'eks-access-twice',
      message: `${arn} is named more than once; EKS has one access entry for a role, so leave its widest`,
      path,
    })),
  ];
}
