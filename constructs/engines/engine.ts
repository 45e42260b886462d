import { Ec2Engine } from './ec2-engine';
import type { IEngine } from './engine-seam';

/** The engines that this package has. */
export class Engine {
  /** Plain EC2: an Auto Scaling group for each UltraServer, and one IMEX domain over all of its instances. */
  static ec2(): IEngine {
    return new Ec2Engine();
  }

  private constructor() {}
}
