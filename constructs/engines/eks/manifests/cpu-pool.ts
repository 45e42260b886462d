import { deepFreeze } from '../../../hardware/freeze';
import { refuse } from '../../../private/errors';
import { checkCpuPool } from '../../../rules/kubernetes-cpu-pool';
import { checkObjectName } from '../../../rules/kubernetes-names';
import type { Ec2NodeClass, KarpenterNodePool, KarpenterRequirement } from './karpenter-objects';
import type { Taint, Toleration } from './kubernetes-objects';
import { LABEL_PREFIX, POOL_LABEL } from './node-identity';

/** A pool of CPU nodes for agents, tools and other work without a GPU. Karpenter starts its nodes when pods wait. */
export interface CpuPool {
  readonly name: string;

  /** CPUs that the pool may come to. */
  readonly maxCpus: number;

  /** Families of Graviton instances: `['m8g', 'c8g']`. @default - c, m and r of generation 7 and later */
  readonly families?: string[];

  /** Whether the pool may have Spot instances, which EC2 takes back at two minutes' notice. @default false */
  readonly spot?: boolean;

  /** Release of Amazon Linux 2023 for EKS: `al2023@v20260728`. */
  readonly image: string;

  /** Subnets of the nodes: none in a Local Zone. */
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];

  /** Instance profile of the nodes; its role has an access entry of type EC2_LINUX. */
  readonly instanceProfile: string;

  /** Key of the root volume. @default - the account's key for EBS */
  readonly kmsKeyArn?: string;

  /** Size of the root volume in GiB. @default 100 */
  readonly rootVolumeGiB?: number;

  /** How long a node lives, as Karpenter takes it. @default 336h, two weeks */
  readonly expireAfter?: string;

  /** Tags of instances and volumes. @default - none */
  readonly tags?: Record<string, string>;
}

/** The taint of a CPU pool's nodes: other work does not make the pool grow. */
export const CPU_POOL_TAINT_KEY = `${LABEL_PREFIX}/cpu-pool`;

/** Nodes of the last generation that the default leaves out. */
const GENERATION_BEFORE = '6';
const DEFAULT_ROOT_GIB = 100;
const DEFAULT_LIFE = '336h';

/**
 * A pool of CPU nodes that goes from no node to its limit and back: Karpenter's node class and node pool.
 *
 * Requirements exclude accelerators twice, by category or family and by count, so that no pod can make it buy a GPU.
 *
 * @see https://karpenter.sh/docs/concepts/nodepools/
 * @throws InvalidPropsError for a family with accelerators, a missing limit, or an image that changes by itself
 */
export function cpuPoolObjects(pool: CpuPool): [Ec2NodeClass, KarpenterNodePool] {
  refuse([...checkObjectName('a CPU pool', pool.name), ...checkCpuPool(pool)]);
  return deepFreeze([nodeClass(pool), nodePool(pool)]);
}

/** What a pod has to have to run in a CPU pool: its node selector and its toleration. */
export function cpuPoolPlacement(name: string): { nodeSelector: Record<string, string>; tolerations: Toleration[] } {
  return deepFreeze({
    nodeSelector: { [POOL_LABEL]: name },
    tolerations: [{ ...taint(name), operator: 'Equal' }],
  });
}

function taint(name: string): Taint {
  return { key: CPU_POOL_TAINT_KEY, value: name, effect: 'NoSchedule' };
}

function nodeClass(pool: CpuPool): Ec2NodeClass {
  return {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name: pool.name },
    spec: {
      amiSelectorTerms: [{ alias: pool.image }],
      subnetSelectorTerms: pool.subnetIds.map((id) => ({ id })),
      securityGroupSelectorTerms: pool.securityGroupIds.map((id) => ({ id })),
      instanceProfile: pool.instanceProfile,
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          rootVolume: true,
          ebs: {
            volumeType: 'gp3',
            volumeSize: `${pool.rootVolumeGiB ?? DEFAULT_ROOT_GIB}Gi`,
            encrypted: true,
            deleteOnTermination: true,
            ...(pool.kmsKeyArn === undefined ? {} : { kmsKeyID: pool.kmsKeyArn }),
          },
        },
      ],
      // No pod needs the node's role: those that call AWS have one of their own.
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      ...(pool.tags ? { tags: { ...pool.tags } } : {}),
    },
  };
}

function nodePool(pool: CpuPool): KarpenterNodePool {
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: pool.name },
    spec: {
      template: {
        metadata: { labels: { [POOL_LABEL]: pool.name } },
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: pool.name },
          requirements: requirements(pool),
          taints: [taint(pool.name)],
          expireAfter: pool.expireAfter ?? DEFAULT_LIFE,
        },
      },
      disruption: {
        consolidationPolicy: 'WhenEmptyOrUnderutilized',
        consolidateAfter: '5m',
        budgets: [{ nodes: '10%' }],
      },
      limits: { cpu: String(pool.maxCpus) },
    },
  };
}

function requirements({ families, spot = false }: CpuPool): KarpenterRequirement[] {
  const types: KarpenterRequirement[] = families
    ? [{ key: 'karpenter.k8s.aws/instance-family', operator: 'In', values: [...families] }]
    : [
        { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] },
        { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: [GENERATION_BEFORE] },
      ];
  return [
    { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
    { key: 'kubernetes.io/arch', operator: 'In', values: ['arm64'] },
    { key: 'karpenter.sh/capacity-type', operator: 'In', values: spot ? ['spot', 'on-demand'] : ['on-demand'] },
    ...types,
    { key: 'karpenter.k8s.aws/instance-gpu-count', operator: 'DoesNotExist' },
    { key: 'karpenter.k8s.aws/instance-accelerator-count', operator: 'DoesNotExist' },
  ];
}
