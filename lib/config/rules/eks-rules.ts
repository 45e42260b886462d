import { defaultImage } from 'cdk-ultraserver/hardware';
import type { Problem } from 'cdk-ultraserver/hardware';
import {
  checkClientRanges,
  checkControlPlaneZones,
  checkCpuPool,
  checkEksAccess,
  checkEksAddOns,
  checkEksChartNames,
  checkEksVersion,
  checkEndpointRanges,
  checkKmsKeyArn,
  checkKubeletSkew,
  checkManagedGroupCount,
  checkScalingTier,
  checkServiceRange,
  checkSystemNodes,
  DEFAULT_EKS_VERSION,
  EKS_GPU_CHART_NAMES,
  FEWEST_SYSTEM_NODES,
  isLocalZone,
  KARPENTER_CHART_NAME,
} from 'cdk-ultraserver/rules';

import { engineType, membersByCell, poolsAreWhole, serviceRangeOf, vpcRangeOf } from '../engine-plan';
import type { ClusterFacts, MemberFacts } from '../facts';
import type { Finding, Path } from '../finding';
import { KUBECTL_VERSIONS, kubectlFor } from '../kubectl';
import { isSoundZone } from '../network-plan';
import { controlSubnetZones, nodeSubnetZones } from '../storage-plan';
import { show } from '../suggest';
import { place } from './rule';
import type { Rule } from './rule';

/** Kubernetes: what EKS and what is installed take. */
export const eksRules: readonly Rule[] = [
  version,
  kubelets,
  accelerators,
  managedGroups,
  access,
  endpoint,
  serviceRange,
  secretsKey,
  scalingTier,
  systemNodes,
  addOns,
  charts,
  chartsWithoutEgress,
  cpuPools,
  cpuPoolZones,
  controlSubnets,
  lustreOverEfa,
  storageDrivers,
].map((rule) => (cluster) => (engineType(cluster) === 'eks' ? rule(cluster, cluster.draft.engine ?? {}) : []));

type EngineDraft = NonNullable<ClusterFacts['draft']['engine']>;

/** The version, where nothing is wrong with it. */
function soundVersion(cluster: ClusterFacts, { version: stated }: EngineDraft): string | undefined {
  const demand = { version: stated ?? DEFAULT_EKS_VERSION, ultraServers: hasUltraServers(cluster) };
  const unread = stated === undefined && cluster.given(['engine', 'version']);
  const unfit = checkEksVersion(demand).length > 0 || kubectlFor(demand.version) === undefined;
  return unread || unfit ? undefined : demand.version;
}

function hasUltraServers({ pools }: ClusterFacts): boolean {
  return pools.some(({ ultraServers }) => ultraServers);
}

function version(cluster: ClusterFacts, { version: stated }: EngineDraft): Finding[] {
  if (stated === undefined) {
    return [];
  }
  const problems = checkEksVersion({ version: stated, ultraServers: hasUltraServers(cluster) });
  if (problems.length > 0 || kubectlFor(stated) !== undefined) {
    return problems.map((problem) => place(problem, ['engine']));
  }
  const message = `no kubectl here serves Kubernetes ${stated}: those of this app are ${KUBECTL_VERSIONS.join(' and ')}, each good for one minor version more or less; take another version`;
  return [{ id: 'kubectl-version', message, path: ['engine', 'version'] }];
}

/** The path of an EKS optimized AMI's parameter says which kubelet is in it. */
const EKS_IMAGE = /^\/aws\/service\/eks\/optimized-ami\/(1\.\d+)\//;

function kubelets(cluster: ClusterFacts, engine: EngineDraft): Finding[] {
  const own = soundVersion(cluster, engine);
  return cluster.members.flatMap((member): Finding[] => {
    const { parameter, path } = imageOf(member, engine);
    const kubelet = EKS_IMAGE.exec(parameter ?? '')?.[1];
    return own === undefined || kubelet === undefined
      ? []
      : checkKubeletSkew(own, kubelet).map((problem) => place(problem, () => path));
  });
}

/** The parameter that a member's image is read from, and what of the file decides it. */
function imageOf(
  { draft, path, pool }: MemberFacts,
  { version: stated }: EngineDraft,
): { parameter?: string; path: Path } {
  if (draft.image !== undefined) {
    return { parameter: draft.image.ssm, path: [...path, 'image', 'ssm'] };
  }
  if (pool.draft.image !== undefined) {
    return { parameter: pool.draft.image.ssm, path: [...pool.path, 'image', 'ssm'] };
  }
  const known = stated === undefined || pool.instanceType?.accelerators.manufacturer !== 'nvidia';
  return {
    parameter: known || !pool.instanceType ? undefined : defaultImage(pool.instanceType).ssmParameter,
    path: ['engine', 'version'],
  };
}

function accelerators({ pools }: ClusterFacts): Finding[] {
  return pools.flatMap(({ instanceType, path }): Finding[] => {
    const message = `${instanceType?.name} has no NVIDIA GPUs, and what engine eks installs is for those alone; run it in a cluster with engine: { type: ec2 }`;
    return instanceType === undefined || instanceType.accelerators.manufacturer === 'nvidia'
      ? []
      : [{ id: 'eks-accelerator', message, path }];
  });
}

/** A managed node group is one of a few. */
function managedGroups({ members }: ClusterFacts, { nodes }: EngineDraft): Finding[] {
  if (nodes !== 'managed') {
    return [];
  }
  return [...membersByCell(members).values()].flatMap((held) =>
    checkManagedGroupCount(held.length).map((problem) => place(problem, ['engine'])),
  );
}

function access(_cluster: ClusterFacts, { access: roles = {} }: EngineDraft): Finding[] {
  const nobody = { admins: [], editors: [], viewers: [] };
  const stated = (['admins', 'editors', 'viewers'] as const).flatMap((key) =>
    (roles[key] ?? []).flatMap((arn, index) =>
      arn === undefined ? [] : [{ arn, path: ['engine', 'access', key, index] }],
    ),
  );
  return stated.flatMap(({ arn, path }, at) => {
    const before = stated.slice(0, at).map((other) => other.arn);
    const admins = before.includes(arn) ? [arn, arn] : [arn];
    return checkEksAccess({ ...nobody, admins })
      .slice(0, 1)
      .map((problem) => place(problem, () => path));
  });
}

function endpoint(_cluster: ClusterFacts, { endpoint: stated = {} }: EngineDraft): Finding[] {
  const each = (key: 'publicFrom' | 'clients', check: (ranges: readonly string[]) => Problem[]): Finding[] =>
    (stated[key] ?? []).flatMap((range, index) =>
      range === undefined
        ? []
        : check([range]).map((problem) => place(problem, () => ['engine', 'endpoint', key, index])),
    );
  return [...each('publicFrom', checkEndpointRanges), ...each('clients', checkClientRanges)];
}

function serviceRange(cluster: ClusterFacts, { serviceCidr }: EngineDraft): Finding[] {
  return serviceCidr === undefined
    ? []
    : checkServiceRange(serviceRangeOf(cluster), vpcRangeOf(cluster)).map((problem) => place(problem, ['engine']));
}

function secretsKey({ draft: { region } }: ClusterFacts, { secretsKeyArn }: EngineDraft): Finding[] {
  return secretsKeyArn === undefined
    ? []
    : checkKmsKeyArn(secretsKeyArn, region).map((problem) => place(problem, ['engine', 'secretsKeyArn']));
}

function scalingTier(_cluster: ClusterFacts, { scalingTier: tier }: EngineDraft): Finding[] {
  return tier === undefined ? [] : checkScalingTier(tier).map((problem) => place(problem, ['engine']));
}

function systemNodes(_cluster: ClusterFacts, { systemNodes: nodes = {} }: EngineDraft): Finding[] {
  const { count = FEWEST_SYSTEM_NODES, instanceTypes = [] } = nodes;
  return [
    ...checkSystemNodes({ count, instanceTypes: [] }).map((problem) => place(problem, ['engine'])),
    ...instanceTypes.flatMap((type, index) =>
      checkSystemNodes({ count: FEWEST_SYSTEM_NODES, instanceTypes: type === undefined ? [] : [type] }).map((problem) =>
        place(problem, () => ['engine', 'systemNodes', 'instanceTypes', index]),
      ),
    ),
  ];
}

function addOns(_cluster: ClusterFacts, { addOns: stated = {} }: EngineDraft): Finding[] {
  const versions = Object.fromEntries(
    Object.entries(stated.versions ?? {}).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  ) as Record<string, string>;
  const without = (stated.without ?? []).map((name) => name ?? 'aws-ebs-csi-driver');
  return checkEksAddOns({ versions, without }).map((problem) => ({
    ...place(problem, ['engine']),
    atKey: problem.path?.includes('versions') ?? false,
  }));
}

/** Charts that the file has installed. */
function installedCharts({ cpuPools: pools = [] }: EngineDraft): string[] {
  return [...EKS_GPU_CHART_NAMES, ...(pools.length > 0 ? [KARPENTER_CHART_NAME] : [])];
}

function charts(_cluster: ClusterFacts, engine: EngineDraft): Finding[] {
  return checkEksChartNames(installedCharts(engine), Object.keys(engine.charts ?? {})).map((problem) => ({
    ...place(problem, ['engine']),
    atKey: true,
  }));
}

/** Where nothing leaves the VPC, the functions that install charts reach no public repository. */
function chartsWithoutEgress({ draft: { network }, given }: ClusterFacts, engine: EngineDraft): Finding[] {
  const bare = installedCharts(engine).filter((name) => !given(['engine', 'charts', name, 'repository']));
  const message = `nothing leaves the network (egress: none), and ${bare.join(', ')} come from public repositories; mirror charts and images in your own registry, and name each in engine.charts: <name>: { repository: oci://..., values: ... }`;
  return network?.egress === 'none' && bare.length > 0
    ? [{ id: 'eks-charts-egress', message, path: ['engine'], atKey: true }]
    : [];
}

function cpuPools({ pools, members }: ClusterFacts, { cpuPools: stated = [] }: EngineDraft): Finding[] {
  const taken = [...pools.map(({ draft }) => draft.name), ...members.map(({ draft }) => draft.name)];
  return stated.flatMap((pool, index): Finding[] => {
    const path = ['engine', 'cpuPools', index];
    const { name, maxCpus, image, families } = pool ?? {};
    const names = [...taken, ...stated.slice(0, index).map((other) => other?.name)];
    const twice = `CPU pool ${name} has a name that another pool or member has; rename it`;
    return [
      ...(name !== undefined && names.includes(name)
        ? [{ id: 'cpu-pool-name-twice', message: twice, path: [...path, 'name'] }]
        : []),
      ...(name === undefined || maxCpus === undefined || image === undefined
        ? []
        : checkCpuPool({ name, maxCpus, image, families: families?.map((family) => family ?? 'm8g') }).map((problem) =>
            place(problem, path),
          )),
    ];
  });
}

/** Karpenter launches in subnets that are there, and never in a Local Zone. */
function cpuPoolZones(cluster: ClusterFacts, { cpuPools: stated = [] }: EngineDraft): Finding[] {
  const stands = [...new Set(nodeSubnetZones(cluster))];
  const zones = stands.filter((zone) => !isLocalZone(zone));
  const key = cluster.given(['network', 'existing']) ? 'network.existing.nodeSubnets' : 'network.nodeSubnets';
  // A zone that is refused as such may be the one that is meant.
  if (!poolsAreWhole(cluster) || !stands.every((zone) => isSoundZone(cluster, zone))) {
    return [];
  }
  return stated.flatMap((pool, index) =>
    (pool?.zones ?? []).flatMap((zone, at): Finding[] => {
      const message = `CPU pool ${show(pool?.name)} is to be in ${show(zone)}, and can be in Availability Zones of ${key}: ${zones.join(', ') || 'there are none'}; add the subnet of such a zone there, or leave zones out for the control subnets`;
      return zone === undefined || zones.includes(zone)
        ? []
        : [{ id: 'cpu-pool-zone', message, path: ['engine', 'cpuPools', index, 'zones', at] }];
    }),
  );
}

/** A new network has control zones by its own rules. */
function controlSubnets(cluster: ClusterFacts): Finding[] {
  const path = ['network', 'existing'];
  const existing = cluster.draft.network?.existing;
  const unread = existing?.controlSubnets === undefined && cluster.given([...path, 'controlSubnets']);
  const zones = controlSubnetZones(cluster);
  // Zones that are refused as such, Local Zones among them, may be the ones that are meant.
  if (!existing || unread || zones.length < (existing.controlSubnets ?? []).length || zones.some(isLocalZone)) {
    return [];
  }
  return checkControlPlaneZones(zones).map((problem) =>
    place(problem, () => (existing.controlSubnets ? [...path, 'controlSubnets'] : path)),
  );
}

/** Pods mount through a CSI driver, which sets up no EFA for Lustre on the node. */
function lustreOverEfa({ draft: { storage } }: ClusterFacts): Finding[] {
  return (storage?.lustre ?? []).flatMap((fileSystem, index): Finding[] => {
    const pools = (fileSystem?.efa?.pools ?? []).filter((pool) => pool !== undefined);
    const message = `lustre ${show(fileSystem?.name)} is to be mounted over EFA by ${pools.join(', ')}, and pods of engine eks mount it over TCP alone; leave efa out, or write pools: [] to keep a file system that has it`;
    return pools.length === 0
      ? []
      : [{ id: 'lustre-efa-kubernetes', message, path: ['storage', 'lustre', index, 'efa', 'pools'] }];
  });
}

/** Pods mount what is shared by the drivers of the add-ons; OpenZFS is NFS, which Linux has. */
function storageDrivers({ given }: ClusterFacts, { addOns: stated = {} }: EngineDraft): Finding[] {
  const users = { 'aws-fsx-csi-driver': ['storage', 'lustre'], 'aws-efs-csi-driver': ['storage', 'home', 'efs'] };
  return Object.entries(users).flatMap(([driver, path]): Finding[] => {
    const at = (stated.without ?? []).indexOf(driver);
    const message = `pods mount ${path.join('.')} by ${driver}, so that the cluster cannot do without it; leave it in`;
    return at < 0 || !given(path)
      ? []
      : [{ id: 'eks-add-on-storage', message, path: ['engine', 'addOns', 'without', at] }];
  });
}
