import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Capacity, UltraServer, type UltraServerProps, UltraServerType } from 'cdk-ultraserver';

import { testStack } from '../../support/app';
import { testFabric } from '../../support/network';

/** A block with a start in the future. */
export const BLOCK = Capacity.block('cr-0123456789abcdef0', {
  startsAt: new Date('2026-12-06T11:30:00Z'),
  endsAt: new Date('2026-12-20T11:30:00Z'),
});

/** Defines an UltraServer, `alpha`, in a stack. */
export function define(
  change: Partial<UltraServerProps> = {},
  stack = testStack(),
): { template: Template; stack: Stack } {
  new UltraServer(stack, 'alpha', {
    fabric: testFabric(stack),
    type: UltraServerType.P6E_GB200_X72,
    capacity: BLOCK,
    ...change,
  });
  return { template: Template.fromStack(stack), stack };
}

/** The data of the only launch template. */
export function launchTemplateData(template: Template): Record<string, unknown> {
  const [resource] = Object.values(template.findResources('AWS::EC2::LaunchTemplate'));
  return (resource as { Properties: { LaunchTemplateData: Record<string, unknown> } }).Properties.LaunchTemplateData;
}
