import { UltraServerType } from 'cdk-ultraserver/hardware';
import { drainTime } from 'cdk-ultraserver/rules';

/** What a planner without CDK asks the package for. */
const { acceleratorCount, instanceCount } = UltraServerType.fromName('u-p6e-gb200x72');
process.stdout.write(
  JSON.stringify({ acceleratorCount, instanceCount, drainAt: drainTime('2026-12-20T11:30:00Z', 90) }),
);
