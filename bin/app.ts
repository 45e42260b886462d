#!/usr/bin/env node
import { App } from 'aws-cdk-lib';

import { clusterOfApp } from '../lib/cluster-of-app';
import { defineCluster } from '../lib/stacks/cluster-app';

const app = new App();
defineCluster(app, clusterOfApp(app));
