export { allReduceAcrossDomains, allReduceInOneDomain } from './all-reduce';
export type { AllReduceOptions } from './all-reduce';
export { CPU_POOL_TAINT_KEY, cpuPoolObjects, cpuPoolPlacement } from './cpu-pool';
export type { CpuPool } from './cpu-pool';
export { kubernetesExamples } from './examples';
export type { KubernetesExample, KubernetesExamplesOptions } from './examples';
export { gpuAdmission } from './gpu-admission';
export type {
  AdmissionValidation,
  NamedExpression,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from './gpu-admission';
export type { GpuPool, GpuPoolMember } from './gpu-pool';
export { inferenceReplicas } from './inference';
export type { InferenceOptions, ReplicaMetric } from './inference';
export type { Ec2NodeClass, KarpenterNodePool, KarpenterRequirement } from './karpenter-objects';
export type { ConfigMap, KubernetesObject, ObjectMeta, Service, Taint, Toleration } from './kubernetes-objects';
export {
  IMEX_CHANNEL_RESOURCE,
  KUEUE_DEVICE_CLASS_MAPPINGS,
  KUEUE_FRAMEWORKS,
  kueueObjects,
  kueueParts,
} from './kueue';
export type { DeviceClassMapping, KueuePart } from './kueue';
export type { ClusterQueue, FlavorQuota, KueueTopology, LocalQueue, ResourceFlavor } from './kueue-objects';
export {
  BLOCK_LABEL,
  CLIQUE_LABEL,
  EFA_RESOURCE,
  GPU_PRESENT_LABEL,
  GPU_RESOURCE,
  GPU_TAINT,
  GPU_TOLERATION,
  gpuNodeLabels,
  LABEL_PREFIX,
  labelsFlag,
  MEMBER_LABEL,
  POOL_LABEL,
  taintsFlag,
} from './node-identity';
export type { GpuNodeIdentity } from './node-identity';
export type {
  Container,
  ContainerResources,
  EnvVar,
  PodResourceClaim,
  PodSpec,
  PodTemplate,
  Volume,
  VolumeMount,
} from './pod-objects';
export { trainingJob } from './training-job';
export type { CheckpointVolume, TrainingJobOptions } from './training-job';
export { fileSystemVolumes } from './volumes';
export type { FileSystemVolume, PersistentVolume, PersistentVolumeClaim } from './volumes';
export type {
  ComputeDomain,
  HorizontalPodAutoscaler,
  JobSet,
  LeaderWorkerSet,
  ReplicatedJob,
} from './workload-objects';
