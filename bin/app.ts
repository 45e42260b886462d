#!/usr/bin/env node
import { App, Validations } from 'aws-cdk-lib';

import { clustersOfApp } from '../lib/clusters-of-app';
import { defineClusterOrExit } from '../lib/define-cluster';
import { DistinctTemplatesValidation } from '../lib/validation/distinct-templates';

// Who writes a cluster file needs neither the tree of constructs nor the line of the source that made one, and nothing that
// deploys or compares stacks reads them. They would take a fifth of a fleet's synthesis.
const app = new App({ treeMetadata: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
Validations.of(app).addPlugins(new DistinctTemplatesValidation());
for (const cluster of clustersOfApp(app)) {
  defineClusterOrExit(app, cluster);
}
