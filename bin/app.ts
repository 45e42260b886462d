#!/usr/bin/env node
import { App } from 'aws-cdk-lib';

import { loadClusterOrExit } from '../lib/config/load-cluster';
import { defineCluster } from '../lib/stacks/cluster-app';

const app = new App();
const file = app.node.tryGetContext('cluster') as string | undefined;
defineCluster(app, loadClusterOrExit(file ?? 'config/gb200.yaml'));
