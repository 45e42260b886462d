import type { App } from 'aws-cdk-lib';
import { InvalidPropsError } from 'cdk-ultraserver';

import type { ClusterModel } from './config/model';
import { defineCluster } from './stacks/cluster-app';

/**
 * Defines the stacks of a cluster, for an app's entry: what a construct refuses goes to stderr with the file's name and
 * without a stack trace, and the process ends with status 1.
 */
export function defineClusterOrExit(app: App, model: ClusterModel): void {
  try {
    defineCluster(app, model);
  } catch (error) {
    if (!(error instanceof InvalidPropsError)) {
      throw error;
    }
    process.stderr.write(`${model.file} cannot become stacks:\n${error.message}\n`);
    process.exit(1);
  }
}
