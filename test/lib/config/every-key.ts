import { EVERY_FACT } from './every-fact';
import { INSTANCES, WITH_IMAGE, edit } from './refusal-cases/refusal-case';
import { WITH_IMAGES } from './refusal-cases/image-builder-cases';

/** Kubernetes, with every key of `engine` that it has, and of pools. */
export const EVERY_KEY_OF_EKS = `${edit(
  edit(INSTANCES, '    members:', '    namespaces: [training, serving]\n    borrowsFrom: [batch]\n    members:'),
  'name: batch, count: 4',
  'name: bulk, count: 4',
)}  - name: batch
    instanceType: p5en.48xlarge
    zone: use1-az6
    members:
      - { name: night, count: 1, onDemand: true }
engine:
  type: eks
  nodes: managed
  version: 1.36
  access:
    admins: [arn:aws:iam::111122223333:role/Admin]
    editors: [arn:aws:iam::111122223333:role/team/Edit]
    viewers: [arn:aws:iam::111122223333:role/View]
  endpoint: { clients: [10.8.0.0/16], publicFrom: [203.0.113.0/24] }
  namespaces: [training, serving]
  cpuPools:
    - { name: agents, maxCpus: 4096, image: al2023@v20260728, families: [m8g], spot: true, rootVolumeGiB: 50 }
    - { name: tools, maxCpus: 64, image: al2023@v20260728, zones: [use1-az6] }
  scalingTier: tier-xl
  supportType: STANDARD
  deletionProtection: false
  secretsKeyArn: arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef
  serviceCidr: 10.100.0.0/16
  systemNodes: { instanceTypes: [m8g.xlarge, m7g.xlarge], count: 3, volumeSizeGiB: 80 }
  addOns: { versions: { vpc-cni: v1.20.4-eksbuild.1 }, without: [aws-fsx-csi-driver] }
  charts:
    kueue:
      repository: oci://111122223333.dkr.ecr.us-east-1.amazonaws.com/charts/kueue
      version: 0.19
      values: { controllerManager: { replicas: 2, tolerations: [{ key: x }] }, enabled: true, nothing: ~ }
`;

/** Slurm, with every key of `engine` that it has. */
export const EVERY_KEY_OF_SLURM = `${WITH_IMAGE}engine:
  type: slurm
  version: 25.11
  controlZone: use1-az6
  login:
    image: { ssm: /team/login, architecture: arm64, rootDevice: /dev/sda1, driver: 580.159.03 }
    instanceType: c8gn.xlarge
    count: 2
    volumeSizeGiB: 200
  mostInstances: 300
  mostJobs: 4000
  purgeAfterDays: 90
  instanceStore: node
  settings: { MinJobAge: 600, JobRequeue: true }
  nodeSettings: { Weight: 10 }
  queueSettings: { train: { MaxTime: 1-00:00:00, Default: yes } }
`;

/** Files that have every key between them. */
export const EVERY_KEY: readonly string[] = [EVERY_FACT, WITH_IMAGES, EVERY_KEY_OF_EKS, EVERY_KEY_OF_SLURM];
