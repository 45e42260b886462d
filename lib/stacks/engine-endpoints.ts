import { eksEndpointServices, slurmEndpointServices } from 'cdk-ultraserver/rules';

import type { ClusterModel } from '../config/model';

/** Interface endpoints that a cluster's engine needs: where nothing leaves the VPC, those are the only way to AWS. */
export function engineEndpoints({ network, engine }: ClusterModel): string[] {
  if (network.kind === 'existing' || network.egress === 'nat') {
    return [];
  }
  switch (engine.type) {
    case 'eks':
      return eksEndpointServices({
        karpenter: engine.cpuPools.length > 0,
        observability: !engine.addOns.without.includes('amazon-cloudwatch-observability'),
        ebs: !engine.addOns.without.includes('aws-ebs-csi-driver'),
      });
    case 'slurm':
      return slurmEndpointServices();
    case 'ec2':
      return [];
    default:
      return engine satisfies never;
  }
}
