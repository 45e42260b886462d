import { join } from 'node:path';

import { AssetStaging, type FileAssetLocation, FileAssetPackaging, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { packageRoot } from './package-root';

/** Days that the logs of this package's own functions are kept. */
const LOG_RETENTION_DAYS = 365;

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
    const code = addCode(this, props.handler);
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
      code: { s3Bucket: code.bucketName, s3Key: code.objectKey },
      role: role.roleArn,
      timeout: 60,
      memorySize: 256,
      loggingConfig: { logGroup: logGroup.ref, logFormat: 'JSON' },
    });
    // Without its rights the first call fails, and with it the stack.
    fn.addResourceDependency(policy);
    this.functionArn = fn.attrArn;
  }
}

/** Has the handler's code uploaded at deployment; `Asset` does no more, and loads half of S3's constructs for it. */
function addCode(scope: Construct, handler: string): FileAssetLocation {
  const stack = Stack.of(scope);
  const staging = new AssetStaging(scope, 'Code', { sourcePath: join(packageRoot(), 'assets', 'handlers', handler) });
  return stack.synthesizer.addFileAsset({
    packaging: FileAssetPackaging.ZIP_DIRECTORY,
    sourceHash: staging.assetHash,
    fileName: staging.relativeStagedPath(stack),
    displayName: scope.node.path,
  });
}
