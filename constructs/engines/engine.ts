import { Ec2Engine } from './ec2-engine';
import { EksEngine } from './eks-engine';
import type { EksCluster } from './eks/eks-cluster';
import { EksNodes } from './eks/eks-nodes';
import type { IEngine } from './engine-seam';
import { SlurmEngine, type SlurmEngineOptions } from './slurm-engine';
import type { SlurmCluster } from './slurm/slurm-cluster';

/** How Kubernetes runs nodes. */
export interface EksEngineOptions {
  /**
   * What holds the nodes of a member.
   *
   * @default EksNodes.selfManaged()
   */
  readonly nodes?: EksNodes;
}

/** The engines that this package has. */
export class Engine {
  /** Plain EC2: an Auto Scaling group for each UltraServer, and one IMEX domain over all of its instances. */
  static ec2(): IEngine {
    return new Ec2Engine();
  }

  /**
   * Kubernetes: an Auto Scaling group for each UltraServer, whose nodes join a cluster.
   *
   * @param cluster in the same stack, or in one that is deployed before
   */
  static eks(cluster: EksCluster, options: EksEngineOptions = {}): IEngine {
    return new EksEngine(cluster, options.nodes ?? EksNodes.selfManaged());
  }

  /**
   * Slurm on AWS PCS: a compute node group for each UltraServer, in the queue of its pool, and an IMEX domain for each job.
   *
   * @param cluster in the same stack
   */
  static slurm(cluster: SlurmCluster, options: SlurmEngineOptions = {}): IEngine {
    return new SlurmEngine(cluster, options);
  }

  private constructor() {}
}
