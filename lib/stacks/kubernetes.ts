import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  EksCluster,
  EksEndpoint,
  EksGpuSoftware,
  EksKarpenter,
  EksNodes,
  type EksChartOverride,
  Engine,
  type IEngine,
} from 'cdk-ultraserver';
import { cpuPoolObjects, fileSystemVolumes, gpuAdmission, kueueParts } from 'cdk-ultraserver/kubernetes';
import { KARPENTER_CHART_NAME } from 'cdk-ultraserver/rules';
import { Construct, type IDependable } from 'constructs';

import type { ChartModel, EksEngineModel } from '../config/engine-model';
import type { CellModel } from '../config/model';
import { gpuPools } from './gpu-pools';
import { defineKubectl } from './kubectl-layer';
import type { NetworkStack } from './network-stack';
import type { StorageStack } from './storage-stack';

/** A cell's slice of a cluster on Kubernetes. */
export interface KubernetesProps {
  /** Name of the EKS cluster. */
  readonly clusterName: string;
  readonly model: EksEngineModel;
  readonly cell: CellModel;
  readonly network: NetworkStack;

  /** Whether there is a way out of the VPC. */
  readonly egress: boolean;

  /** Of system nodes and CPU pools. */
  readonly nodeTags: Readonly<Record<string, string>>;

  /** What pods may mount. @default - nothing */
  readonly storage?: StorageStack;

  readonly encryptionKey: IKeyRef;

  /** Days that logs are kept. */
  readonly logRetentionDays: number;
}

/**
 * Kubernetes for one cell: the EKS cluster, what makes it know its GPUs, queues for its pools, the policy that keeps other
 * work off them, nodes for that other work, and volumes for what nodes share.
 *
 * Queues and volumes follow from the cell's members; no resource of a member follows from them.
 */
export class Kubernetes extends Construct {
  readonly engine: IEngine;

  private readonly cluster: EksCluster;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KubernetesProps,
  ) {
    super(scope, id);
    const { model, cell } = props;
    this.cluster = this.defineCluster();
    this.engine = Engine.eks(this.cluster, {
      nodes: model.nodes === 'managed' ? EksNodes.managed() : EksNodes.selfManaged(),
    });

    const software = new EksGpuSoftware(this, 'GpuSoftware', {
      cluster: this.cluster,
      instanceTypes: cell.members.map(({ instanceType }) => instanceType),
      charts: overrides(model, (name) => name !== KARPENTER_CHART_NAME),
    });
    const namespaces = this.defineNamespaces();
    this.defineQueues(software.ready, namespaces);
    const driverNamespaces = software.charts.map(({ namespace }) => namespace);
    this.apply('GpuAdmission', gpuAdmission([...new Set([...SYSTEM_NAMESPACES, ...driverNamespaces])].toSorted()));
    if (model.cpuPools.length > 0) {
      this.defineCpuPools();
    }
    this.defineVolumes(namespaces);
  }

  private defineCluster(): EksCluster {
    const { clusterName, model, network, encryptionKey, logRetentionDays } = this.props;
    const clients = { cidrs: [...model.clients] };
    return new EksCluster(this, 'Cluster', {
      clusterName,
      vpc: network.network.vpc,
      vpcCidr: network.network.cidr,
      controlSubnets: network.network.controlSubnets,
      version: model.version,
      ultraServers: this.props.cell.members.some(({ kind }) => kind === 'ultraserver'),
      access: {
        admins: [...model.access.admins],
        editors: [...model.access.editors],
        viewers: [...model.access.viewers],
      },
      endpoint: model.publicFrom
        ? EksEndpoint.publicFrom([...model.publicFrom], clients)
        : EksEndpoint.privateOnly(clients),
      encryptionKey,
      secretsKey:
        model.secretsKeyArn === undefined ? undefined : Key.fromKeyArn(this, 'SecretsKey', model.secretsKeyArn),
      logRetentionDays,
      serviceCidr: model.serviceCidr,
      scalingTier: model.scalingTier,
      supportType: model.supportType,
      deletionProtection: model.deletionProtection,
      systemNodes: {
        ...model.systemNodes,
        instanceTypes: model.systemNodes.instanceTypes && [...model.systemNodes.instanceTypes],
        tags: Object.entries(this.props.nodeTags).map(([key, value]) => ({ key, value })),
      },
      addOns: { versions: { ...model.addOns.versions }, without: [...model.addOns.without] },
      kubectl: defineKubectl(this, model.version),
    });
  }

  /** They hold people's work: one that leaves the file stays in the cluster. */
  private defineNamespaces(): IDependable[] {
    return this.props.model.namespaces
      .filter((name) => name !== 'default')
      .map((name) => {
        const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
        const manifest = this.cluster.addManifest(`Namespace-${name}`, object);
        for (const resource of manifest.node.findAll().filter((construct) => CfnResource.isCfnResource(construct))) {
          resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
        }
        return manifest;
      });
  }

  /** A manifest for each part, so that CloudFormation deletes what a pool or a namespace that goes has had. */
  private defineQueues(software: IDependable, namespaces: IDependable[]): void {
    const applied = new Map<string, IDependable>();
    for (const { name, after, objects } of kueueParts(gpuPools(this.props.cell, this.props.model))) {
      const needed = after.flatMap((part) => applied.get(part) ?? []);
      applied.set(name, this.apply(name, objects, software, ...needed, ...namespaces));
    }
  }

  private defineCpuPools(): void {
    const { model, egress, network } = this.props;
    const karpenter = new EksKarpenter(this, 'Karpenter', {
      cluster: this.cluster,
      egress,
      charts: overrides(model, (name) => name === KARPENTER_CHART_NAME),
    });
    const { nodeSubnets, controlSubnets } = network.network;
    for (const { name, maxCpus, image, families, spot, zones, rootVolumeGiB } of model.cpuPools) {
      const subnets = zones ? nodeSubnets.filter(({ zone }) => zones.includes(zone)) : controlSubnets;
      const objects = cpuPoolObjects({
        name,
        maxCpus,
        image,
        families: families && [...families],
        spot,
        rootVolumeGiB,
        subnetIds: subnets.map(({ subnet }) => subnet.subnetRef.subnetId),
        securityGroupIds: [
          this.cluster.clusterSecurityGroupId,
          network.securityGroups.nodeSecurityGroup.securityGroupRef.securityGroupId,
        ],
        instanceProfile: karpenter.instanceProfileName,
        kmsKeyArn: this.props.encryptionKey.keyRef.keyArn,
        tags: { ...this.props.nodeTags },
      });
      this.apply(`CpuPool-${name}`, objects, karpenter.chart);
    }
  }

  /** Members of one zone mount alike; the name of what does not says the zone. */
  private defineVolumes(namespaces: IDependable[]): void {
    const { storage, cell, model } = this.props;
    const mounts = new Map(cell.members.flatMap((member) => [...(storage?.namedMounts(member) ?? [])]));
    for (const [name, mount] of mounts) {
      const volumes = fileSystemVolumes({ name, mount, namespaces: [...model.namespaces] });
      this.apply(`Volume-${name}`, volumes.flat(), ...namespaces);
    }
  }

  private apply(id: string, objects: readonly object[], ...after: IDependable[]): IDependable {
    const manifest = this.cluster.addManifest(id, ...objects);
    manifest.node.addDependency(...after);
    return manifest;
  }
}

/** Namespaces whose daemon sets are on every node, beside those of the charts. */
const SYSTEM_NAMESPACES = ['kube-system', 'amazon-cloudwatch'];

function overrides({ charts }: EksEngineModel, wanted: (name: string) => boolean): Record<string, EksChartOverride> {
  const chosen = Object.entries(charts).filter(([name]) => wanted(name));
  return Object.fromEntries(chosen.map(([name, chart]) => [name, chartOverride(chart)]));
}

function chartOverride({ repository, version, values }: ChartModel): EksChartOverride {
  return { repository, version, values: values && { ...values } };
}
