import { CfnResource, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import { SizedTemplateSynthesizer } from './template-size';

/**
 * Resources that a stack may have. CloudFormation takes 500; the rest is for what later versions add to stacks that stand.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MOST_RESOURCES = 450;

/** Properties of a stack; its synthesizer is its own. */
export interface BaseStackProps extends Omit<StackProps, 'synthesizer'> {
  /** Qualifier of the CDK bootstrap stack. @default - the CDK's */
  readonly bootstrapQualifier?: string;
}

/** A stack that never looks anything up, and that says in time when it has grown too large. */
export class BaseStack extends Stack {
  constructor(scope: Construct, id: string, { bootstrapQualifier, ...props }: BaseStackProps = {}) {
    super(scope, id, { ...props, synthesizer: new SizedTemplateSynthesizer({ qualifier: bootstrapQualifier }) });
    this.node.addValidation({ validate: () => this.checkResources() });
  }

  /** Never the account's zones: that would be an AWS call during synthesis. */
  override get availabilityZones(): string[] {
    throw new Error(`${this.stackName} asked for the account's zones; name the zones in the cluster file`);
  }

  private checkResources(): string[] {
    const resources = this.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).length;
    return resources <= MOST_RESOURCES
      ? []
      : [
          `${this.stackName} has ${resources} resources, ${MOST_RESOURCES} are allowed; ` +
            "put some of its members into another cell ('cell' of a pool or a member) [stack-resources]",
        ];
  }
}
