import { CfnResource } from 'aws-cdk-lib';

import { BaseStack, MOST_RESOURCES } from '../../../lib/stacks/base-stack';
import { testApp } from '../../support/app';

function stackOf(resources: number): BaseStack {
  const stack = new BaseStack(testApp(), 'frontier-cell-main');
  for (let index = 0; index < resources; index++) {
    new CfnResource(stack, `Resource${index}`, { type: 'AWS::CloudFormation::WaitConditionHandle' });
  }
  return stack;
}

test('a stack may have 450 resources, and says what to do when it has more', () => {
  expect(stackOf(MOST_RESOURCES).node.validate()).toEqual([]);
  expect(stackOf(MOST_RESOURCES + 1).node.validate()).toEqual([
    "frontier-cell-main has 451 resources, 450 are allowed; put some of its members into another cell ('cell' of a pool or a member) [stack-resources]",
  ]);
});

test("the account's zones are never asked for", () => {
  expect(() => stackOf(0).availabilityZones).toThrow(/name the zones in the cluster file/);
});
