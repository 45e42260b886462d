import { Stack } from 'aws-cdk-lib';
import {
  CfnInstanceProfile,
  CfnManagedPolicy,
  Effect,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { sessionManagerStatement } from '../private/session-manager';

/** What the roles of a build are made for. */
export interface ImageBuildRolesProps {
  /** ARNs of the components that builders fetch. */
  readonly componentArns: string[];

  /** ARN of the log group, with its streams. */
  readonly logGroupArn: string;

  /** Name of the SSM parameter that takes the image's id, with its slash. */
  readonly parameterName: string;
}

/**
 * The SSM Agent's calls beside those of Session Manager: it takes commands, by which Image Builder works, and reports the
 * packages of the image. Nothing of it takes a resource that is known before the build.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
 */
const AGENT_ACTIONS = [
  'ec2messages:AcknowledgeMessage',
  'ec2messages:DeleteMessage',
  'ec2messages:FailMessage',
  'ec2messages:GetEndpoint',
  'ec2messages:GetMessages',
  'ec2messages:SendReply',
  'ssm:DescribeAssociation',
  'ssm:GetDocument',
  'ssm:ListAssociations',
  'ssm:ListInstanceAssociations',
  'ssm:PutInventory',
  'ssm:UpdateAssociationStatus',
  'ssm:UpdateInstanceAssociationStatus',
];

/** AWS's policy for what Image Builder does on an account's behalf. */
const EXECUTION_POLICY = 'EC2ImageBuilderExecutionPolicy';

/**
 * The two roles of a build: that of the instances which build and test, and that of the service.
 *
 * - The instances may fetch their components, take commands and write one log group: of AWS's policies
 *   `EC2InstanceProfileForImageBuilder` and `AmazonSSMManagedInstanceCore`, which read every parameter of the account,
 *   what a build needs.
 * - The service has AWS's own policy, which AWS extends as the service grows. Writing the parameter asks for a role of ours;
 *   it may pass no role but that of the instances.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-iam-awsmanpol.html
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/cr-upd-ami-distribution-settings.html
 */
export class ImageBuildRoles extends Construct {
  /** Name of the builders' instance profile. */
  readonly instanceProfileName: string;

  /** ARN of the service's role. */
  readonly executionRoleArn: string;

  /** What must stand before a build starts. */
  readonly policies: CfnManagedPolicy[];

  constructor(scope: Construct, id: string, props: ImageBuildRolesProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const builder = new Role(this, 'Builder', {
      description: `Builds and tests images of ${scope.node.id}`,
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    });
    const writeLogs = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [props.logGroupArn],
    });
    const builderPolicy = new CfnManagedPolicy(this, 'BuilderPolicy', {
      roles: [builder.roleName],
      policyDocument: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['imagebuilder:GetComponent'], resources: props.componentArns }),
          // AWSTOE itself, from buckets of the service.
          new PolicyStatement({
            actions: ['s3:GetObject'],
            resources: [`arn:${stack.partition}:s3:::ec2imagebuilder*`],
          }),
          writeLogs,
          new PolicyStatement({ actions: AGENT_ACTIONS, resources: ['*'] }),
          sessionManagerStatement(),
        ],
      }),
    });
    this.instanceProfileName = new CfnInstanceProfile(this, 'Profile', { roles: [builder.roleName] }).ref;

    const service = new Role(this, 'Service', {
      description: `Image Builder, for ${scope.node.id}`,
      assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(EXECUTION_POLICY)],
    });
    const servicePolicy = new CfnManagedPolicy(this, 'ServicePolicy', {
      roles: [service.roleName],
      policyDocument: new PolicyDocument({
        statements: [
          new PolicyStatement({
            effect: Effect.DENY,
            actions: ['iam:PassRole'],
            notResources: [builder.roleArn],
          }),
          new PolicyStatement({
            actions: ['ssm:GetParameter', 'ssm:PutParameter'],
            resources: [
              stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: props.parameterName.slice(1) }),
            ],
          }),
          writeLogs,
        ],
      }),
    });
    this.executionRoleArn = service.roleArn;
    this.policies = [builderPolicy, servicePolicy];
  }
}
