import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { packageRoot } from './package-root';

/** Days that the logs of this package's own functions are kept. */
const LOG_RETENTION_DAYS = 365;

/** How long CloudFormation waits for a function's answer: longer than the function may take, and far from the hour of the default. */
export const HANDLER_TIMEOUT = Duration.minutes(5);

/** Properties of a function whose code comes with the package. */
export interface HandlerFunctionProps {
  /** File name of the handler, without extension: `group-guard`. */
  readonly handler: string;
  readonly description: string;

  /** What the function may do beside writing its logs. */
  readonly statements: PolicyStatement[];

  /** Encrypts the logs. @default - CloudWatch's own key */
  readonly logKey?: IKeyRef;
}

/** A Lambda function with a role and a log group of its own. */
export class HandlerFunction extends Construct {
  readonly functionArn: string;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id);
    const logGroup = new CfnLogGroup(this, 'LogGroup', {
      retentionInDays: LOG_RETENTION_DAYS,
      kmsKeyId: props.logKey?.keyRef.keyArn,
    });
    logGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);

    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const policy = new CfnManagedPolicy(this, 'Policy', {
      roles: [role.roleName],
      policyDocument: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [logGroup.attrArn],
          }),
          ...props.statements,
        ],
      }),
    });

    const fn = new CfnFunction(this, 'Resource', {
      description: props.description,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      code: { zipFile: inlineCode(props.handler) },
      role: role.roleArn,
      timeout: 120,
      memorySize: 256,
      loggingConfig: { logGroup: logGroup.ref, logFormat: 'JSON' },
    });
    // Without its rights the first call fails, and with it the stack.
    fn.addResourceDependency(policy);
    this.functionArn = fn.attrArn;
  }
}

/**
 * Characters of code that CloudFormation takes inside a template.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
const INLINE_LIMIT = 4096;

/**
 * The handler's code, for the template itself: small as it is, it needs no upload, and no bucket to be deployed from.
 *
 * @throws Error where it has grown too large for that
 */
function inlineCode(handler: string): string {
  const path = join(packageRoot(), 'assets', 'handlers', handler, 'index.js');
  if (!existsSync(path)) {
    throw new Error(`handler '${handler}' is not bundled: ${path} is missing; run 'npm run prepare'`);
  }
  const code = readFileSync(path, 'utf8');
  if (code.length > INLINE_LIMIT) {
    throw new Error(
      `handler '${handler}' has ${code.length} characters, a template takes ${INLINE_LIMIT}; upload it as an asset`,
    );
  }
  return code;
}
