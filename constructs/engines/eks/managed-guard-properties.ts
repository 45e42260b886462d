/** What the guard of a managed node group is told. All values are strings: so CloudFormation hands them over. */
export interface ManagedGuardProperties {
  readonly EksCluster: string;
  readonly Nodegroup: string;
  readonly SuspendedProcesses: string[];
  readonly Count: string;
  readonly StartsAt?: string;
  readonly DrainAt?: string;
}

/** What the gate before a managed node group is told. */
export interface ManagedGateProperties {
  readonly EksCluster: string;
  readonly Nodegroup: string;

  /** All that EKS would act upon if it changed, as JSON. */
  readonly Settings: string;
}
