import { addressRules } from './address-rules';
import { capacityRules } from './capacity-rules';
import { clusterRules } from './cluster-rules';
import { eksRules } from './eks-rules';
import { engineRules } from './engine-rules';
import { existingNetworkRules } from './existing-network-rules';
import { imageBuilderRules } from './image-builder-rules';
import { kubernetesPoolRules } from './kubernetes-pool-rules';
import { nameRules } from './name-rules';
import { networkRules } from './network-rules';
import { poolRules } from './pool-rules';
import type { Rule } from './rule';
import { slurmRules } from './slurm-rules';
import { storageRules } from './storage-rules';
import { zoneRules } from './zone-rules';

/** Every rule that a cluster file must keep beyond its shape. */
export const RULES: readonly Rule[] = [
  ...clusterRules,
  ...nameRules,
  ...zoneRules,
  ...networkRules,
  ...existingNetworkRules,
  ...addressRules,
  ...poolRules,
  ...capacityRules,
  ...storageRules,
  ...engineRules,
  ...eksRules,
  ...kubernetesPoolRules,
  ...slurmRules,
  ...imageBuilderRules,
];
