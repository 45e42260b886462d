import { Token } from 'aws-cdk-lib';

import type { Problem } from '../../hardware/problem';
import { checkEksAccess, checkEksClusterName, checkScalingTier } from '../../rules/eks-cluster-settings';
import { checkControlPlaneZones, checkServiceRange } from '../../rules/eks-network';
import { checkEksVersion, checkKubectlSkew } from '../../rules/eks-version';
import { checkLogRetention } from '../../rules/log-retention';
import type { EksClusterProps } from './eks-cluster-props';
import type { EksEndpoint } from './eks-endpoint';

/** Everything that is wrong with a cluster's properties, with the defaults filled in. */
export function checkCluster(
  props: EksClusterProps,
  version: string,
  serviceCidr: string,
  endpoint: EksEndpoint,
): Problem[] {
  const { admins = [], editors = [], viewers = [] } = props.access ?? {};
  const versionProblems = checkEksVersion({ version, ultraServers: props.ultraServers ?? true });
  return [
    ...checkEksClusterName(props.clusterName),
    ...versionProblems,
    ...(props.kubectl && versionProblems.length === 0 ? checkKubectlSkew(version, props.kubectl.version) : []),
    ...checkControlPlaneZones(props.controlSubnets.map(({ zone }) => zone)),
    ...checkServiceRange(serviceCidr, props.vpcCidr),
    ...checkScalingTier(props.scalingTier ?? 'standard'),
    ...checkLogRetention(props.logRetentionDays ?? 365),
    ...checkEksAccess({ admins, editors, viewers }, (arn) => Token.isUnresolved(arn)),
    ...endpoint.problems,
  ];
}
