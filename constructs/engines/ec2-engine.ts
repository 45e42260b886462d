import type { Construct } from 'constructs';

import { AutoScalingNodes } from '../nodes/auto-scaling-nodes';
import { imexParts, IMEX_API_ACTIONS } from '../nodes/user-data/imex';
import type { EngineHolder, EngineHolderProps, EngineNodeConfig, EngineNodes, IEngine } from './engine-seam';

/**
 * Plain EC2: an Auto Scaling group for each UltraServer, and one IMEX domain over all of its instances. Jobs are started
 * by whatever the user brings.
 */
export class Ec2Engine implements IEngine {
  readonly name = 'ec2';

  configure(_scope: Construct, nodes: EngineNodes): EngineNodeConfig {
    const spansNodes = nodes.ultraServer && nodes.instanceType.nvlinkDomain === 'ultraserver';
    // Trainium's NeuronLink needs no daemon; IMEX is NVIDIA's.
    const imex = spansNodes && nodes.instanceType.accelerators.manufacturer === 'nvidia';
    return {
      userData: imex ? imexParts({ instances: nodes.count }) : [],
      securityGroupIds: [],
      apiActions: imex ? IMEX_API_ACTIONS : [],
    };
  }

  hold(scope: Construct, { nodes, launchTemplate, subnet, window, tags, logKey }: EngineHolderProps): EngineHolder {
    return new AutoScalingNodes(scope, 'Group', { count: nodes.count, launchTemplate, subnet, window, tags, logKey });
  }
}
