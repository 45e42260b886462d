import { CAPACITY } from './capacity-cases';
import { CLUSTER, NAMES } from './cluster-cases';
import { EKS } from './eks-cases';
import { ENGINES } from './engine-cases';
import { HARDWARE } from './hardware-cases';
import { IMAGE_BUILDER } from './image-builder-cases';
import { IMAGES } from './image-cases';
import { INTERFACES, STATED_INTERFACES } from './interface-cases';
import { KUBERNETES_POOLS } from './kubernetes-pool-cases';
import { NETWORK, ZONES } from './network-cases';
import type { RefusalCase } from './refusal-case';
import { SLURM } from './slurm-cases';
import { STORAGE } from './storage-cases';
import { REFUSED_KEYS, SHAPE, TEXT } from './text-cases';

/** Every refusal that the text of a cluster file can meet, each at least once. */
export const REFUSAL_CASES: readonly RefusalCase[] = [
  ...TEXT,
  ...SHAPE,
  ...REFUSED_KEYS,
  ...CLUSTER,
  ...NAMES,
  ...ZONES,
  ...NETWORK,
  ...HARDWARE,
  ...STATED_INTERFACES,
  ...INTERFACES,
  ...IMAGES,
  ...IMAGE_BUILDER,
  ...CAPACITY,
  ...STORAGE,
  ...ENGINES,
  ...EKS,
  ...KUBERNETES_POOLS,
  ...SLURM,
];
