import { Ec2Engine } from './ec2-engine';
import { EksEngine } from './eks-engine';
import type { EksCluster } from './eks/eks-cluster';
import type { IEngine } from './engine-seam';

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
  static eks(cluster: EksCluster): IEngine {
    return new EksEngine(cluster);
  }

  private constructor() {}
}
