import { statSync } from 'node:fs';
import { join } from 'node:path';

import { App, CfnResource } from 'aws-cdk-lib';

import { BaseStack, MOST_RESOURCES } from '../../../lib/stacks/base-stack';
import { MOST_TEMPLATE_BYTES } from '../../../lib/stacks/template-size';
import { testApp } from '../../support/app';

function stackOf(resources: number): BaseStack {
  const stack = new BaseStack(testApp(), 'frontier-cell-main');
  for (let index = 0; index < resources; index++) {
    new CfnResource(stack, `Resource${index}`, { type: 'AWS::CloudFormation::WaitConditionHandle' });
  }
  return stack;
}

/** Bytes of the template, as the CDK writes it, of a stack with this text in it. */
function templateBytes(text: string): number {
  const stack = stackOf(1);
  stack.templateOptions.metadata = { text };
  // The CDK warns of such templates from 800,000 bytes on.
  const silenced = jest.spyOn(console, 'error').mockImplementation();
  try {
    const { directory } = App.of(stack)!.synth();
    return statSync(join(directory, stack.templateFile)).size;
  } finally {
    silenced.mockRestore();
  }
}

test('a stack may have 450 resources, and says what to do when it has more', () => {
  expect(stackOf(MOST_RESOURCES).node.validate()).toEqual([]);
  expect(stackOf(MOST_RESOURCES + 1).node.validate()).toEqual([
    "frontier-cell-main has 451 resources, 450 are allowed; put some of its members into another cell ('cell' of a pool or a member) [stack-resources]",
  ]);
});

test('the CLI looks nothing up, but may: the lookup role of the bootstrap stack stays in the manifest', () => {
  const stack = stackOf(1);
  const { manifest } = App.of(stack)!.synth();
  expect(manifest.artifacts?.['frontier-cell-main']?.properties).toMatchObject({
    lookupRole: { arn: expect.stringContaining('lookup-role') as string },
  });
});

describe("a stack's template", () => {
  const room = MOST_TEMPLATE_BYTES - templateBytes('');

  test('may have 900,000 bytes as it is written, and says what to do when it has one more', () => {
    expect(templateBytes('a'.repeat(room))).toBe(900_000);
    expect(() => templateBytes('a'.repeat(room + 1))).toThrow(
      "the template of frontier-cell-main has 900001 bytes, 900000 are allowed; put some of its members into another cell ('cell' of a pool or a member) [stack-bytes]",
    );
  });

  test('is counted in bytes, not in characters', () => {
    expect(() => templateBytes('\u00e9'.repeat(room / 2 + 1))).toThrow(/has 90000\d bytes/);
  });
});

test("the account's zones are never asked for", () => {
  expect(() => stackOf(0).availabilityZones).toThrow(/name the zones in the cluster file/);
});
