import { ArnFormat, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnDataRepositoryAssociation } from 'aws-cdk-lib/aws-fsx';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

import { sha256 } from '../private/text';
import type { DataRepositoryLink } from '../rules/lustre-data-repository';

/**
 * Defines the log group of a file system's links to S3, and returns its ARN.
 *
 * FSx takes log groups whose names begin so, and no others. With the stack's own id in it, the log that an earlier stack of
 * the same name left behind is not in the way.
 *
 * @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_LustreLogCreateConfiguration.html
 */
export function defineRepositoryLog(scope: Construct, retentionDays: number, encryptionKey?: IKeyRef): string {
  const stack = Stack.of(scope);
  const logGroup = new CfnLogGroup(scope, 'Log', {
    logGroupName: Fn.join('/', [
      '/aws/fsx',
      stack.stackName,
      scope.node.addr.slice(-8),
      Fn.select(2, Fn.split('/', stack.stackId)),
    ]),
    retentionInDays: retentionDays,
    kmsKeyId: encryptionKey?.keyRef.keyArn,
  });
  logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN);
  // The group's own attribute ends in `:*`, which is the ARN of its streams.
  return stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: logGroup.ref,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/**
 * Defines a link to S3. Its id follows from its folder: links that come and go change no other. It goes with its definition
 * and takes no data along: one that stayed would be in the way of the next to the same folder.
 */
export function defineDataRepository(
  scope: Construct,
  fileSystemId: string,
  link: DataRepositoryLink,
): CfnDataRepositoryAssociation {
  const { path, importEvents = [], exportEvents = [] } = link;
  return new CfnDataRepositoryAssociation(scope, `DataRepository${sha256(path).slice(0, 8)}`, {
    fileSystemId,
    fileSystemPath: path,
    dataRepositoryPath: link.s3Uri,
    // What is in the bucket already shows at once.
    batchImportMetaDataOnCreate: true,
    importedFileChunkSize: link.importedFileChunkMiB,
    s3: {
      autoImportPolicy: importEvents.length > 0 ? { events: importEvents } : undefined,
      autoExportPolicy: exportEvents.length > 0 ? { events: exportEvents } : undefined,
    },
  });
}
