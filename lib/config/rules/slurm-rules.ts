import { UltraServerType } from 'cdk-ultraserver/hardware';
import {
  checkSlurmCapacity,
  checkSlurmCell,
  checkSlurmLogin,
  checkSlurmName,
  checkSlurmPurge,
  checkSlurmSetting,
  checkSlurmVersion,
  DEFAULT_SLURM_VERSION,
  MAX_SLURM_NODE_GROUPS,
  slurmClusterSize,
} from 'cdk-ultraserver/rules';
import type { SlurmSettingDemand } from 'cdk-ultraserver/rules';

import { engineType, membersByCell, poolsAreWhole } from '../engine-plan';
import type { ClusterFacts, MemberFacts } from '../facts';
import type { Finding, Path } from '../finding';
import { controlSubnetZones } from '../storage-plan';
import { didYouMean, show } from '../suggest';
import { imageProblems } from './pool-rules';
import { place } from './rule';
import type { Rule } from './rule';

/** Slurm: what AWS PCS takes, and what IMEX for each job rests on. */
export const slurmRules: readonly Rule[] = [
  version,
  names,
  cells,
  sizes,
  images,
  capacity,
  login,
  loginImage,
  purge,
  settings,
  queues,
  controlSubnet,
].map((rule) => (cluster) => (engineType(cluster) === 'slurm' ? rule(cluster, cluster.draft.engine ?? {}) : []));

type EngineDraft = NonNullable<ClusterFacts['draft']['engine']>;

const LOGIN_TYPE = 'm7g.large';

function version(_cluster: ClusterFacts, { version: stated }: EngineDraft): Finding[] {
  // Prolog, epilog and the exclusive queues that all nodes get are of the same age.
  return stated === undefined
    ? []
    : checkSlurmVersion({ version: stated, ultraServers: true }).map((problem) => place(problem, ['engine']));
}

/** AWS PCS has narrower bounds for names than stacks have. */
function names({ draft: { name }, pools, members }: ClusterFacts): Finding[] {
  const cellNames = [...new Set(members.map(({ cell }) => cell))];
  return [
    ...cellNames.flatMap((cell) =>
      name === undefined ? [] : checkSlurmName('cluster', `${name}-${cell}`).map((problem) => place(problem, [])),
    ),
    ...pools.flatMap(({ draft, path }) =>
      draft.name === undefined ? [] : checkSlurmName('queue', draft.name).map((problem) => place(problem, path)),
    ),
    ...members.flatMap(({ draft, path }) =>
      draft.name === undefined ? [] : checkSlurmName('node group', draft.name).map((problem) => place(problem, path)),
    ),
  ];
}

function loginNodesOf({ login: stated }: EngineDraft): { count: number; groups: number } {
  const count = stated?.count ?? 1;
  return { count, groups: count > 0 ? 1 : 0 };
}

function instancesOf(held: readonly MemberFacts[], engine: EngineDraft): number {
  return held.reduce((sum, { count }) => sum + (count ?? 0), loginNodesOf(engine).count);
}

/** Each queue has a node group at least: too many queues are too many node groups, which is said. */
function cells({ members }: ClusterFacts, engine: EngineDraft): Finding[] {
  return [...membersByCell(members)].flatMap(([name, held]) => {
    const { path } = held.at(-1) as MemberFacts;
    return checkSlurmCell({
      name,
      nodeGroups: held.length,
      loginNodeGroups: loginNodesOf(engine).groups,
      queues: 0,
      instances: instancesOf(held, engine),
    }).map((problem) => place(problem, () => path));
  });
}

/** The controller's size is for good: it follows from what a cell may come to hold, not from what it holds today. */
function sizes({ members, given }: ClusterFacts, engine: EngineDraft): Finding[] {
  const { mostInstances: stated, mostJobs: jobs } = engine;
  const { count, groups } = loginNodesOf(engine);
  const largest = Math.max(...UltraServerType.known().map(({ instanceCount }) => instanceCount));
  const most = stated ?? (MAX_SLURM_NODE_GROUPS - groups) * largest + count;
  const key = ['engine', 'mostInstances'];
  const size = slurmClusterSize({ instances: most, jobs });
  return [...membersByCell(members)].flatMap(([name, held]): Finding[] => {
    if (size === undefined) {
      const path = slurmClusterSize({ instances: 0, jobs }) ? key : ['engine', 'mostJobs'];
      const cell = { name, nodeGroups: 0, queues: 0, instances: most, jobs };
      return checkSlurmCell(cell).map((problem) => place(problem, () => path));
    }
    const today = instancesOf(held, engine);
    const unread = stated === undefined && given(key);
    const why = stated === undefined ? 'without mostInstances' : `by mostInstances: ${stated}`;
    const message = `cell ${name} has ${today} instances, and its controller, ${size.name} ${why}, holds ${size.instances}, for good; give mostInstances: ${today} or more`;
    return unread || today <= size.instances || slurmClusterSize({ instances: today }) === undefined
      ? []
      : [{ id: 'slurm-cluster-size-small', message, path: key }];
  });
}

/** Images that are known to fit are EKS's, which have no agent of AWS PCS. */
function images({ pools, given }: ClusterFacts): Finding[] {
  return pools.flatMap(({ draft, path, members }): Finding[] => {
    const bare = members.some((member) => !given([...member.path, 'image']));
    const message = `pool ${show(draft.name)} has no image, and the default one has no agent of AWS PCS: its nodes would never join; give it one that is built on /aws/service/pcs/ami/dlami-base-ubuntu2404, as imageBuilder does`;
    return bare && !given([...path, 'image']) ? [{ id: 'slurm-image', message, path }] : [];
  });
}

/** UltraServers run in blocks alone, by a rule of its own. */
function capacity({ members }: ClusterFacts): Finding[] {
  return members.flatMap(({ draft, path, pool, capacityKeys }) => {
    const [key] = capacityKeys;
    return pool.ultraServers || capacityKeys.length !== 1 || key === undefined
      ? []
      : checkSlurmCapacity({
          name: draft.name ?? 'a member',
          capacityBlock: key === 'block',
          byId: key === 'reservation' || key === 'reserve',
        }).map((problem) => place(problem, () => [...path, key]));
  });
}

/** What is wrong with an image for the GPUs of a type; login nodes have none. */
const OF_GPUS = ['image-architecture', 'driver-minimum', 'driver-fault'];

function login({ pools, given }: ClusterFacts, { login: stated = {} }: EngineDraft): Finding[] {
  const { count = 1, instanceType = LOGIN_TYPE, image } = stated;
  const path = ['engine', 'login'];
  const ownImage = given([...path, 'image']);
  const own =
    image === undefined
      ? []
      : imageProblems([...path, 'image'], image, pools[0]?.instanceType, given).filter(
          ({ id }) => !OF_GPUS.includes(id),
        );
  const unread = stated.instanceType === undefined && given([...path, 'instanceType']);
  if (count === 0 || unread) {
    return own;
  }
  const ofPools = [...new Set(pools.flatMap((pool) => pool.instanceType?.architecture ?? []))];
  const architectures = ownImage ? [image?.architecture] : ofPools;
  const problems = architectures.flatMap((architecture) =>
    architecture === undefined ? [] : checkSlurmLogin({ instanceType, count, architecture }),
  );
  const more =
    stated.instanceType === undefined ? `; without engine.login.instanceType login nodes are ${LOGIN_TYPE}` : '';
  return [
    ...own,
    ...problems.map((problem) =>
      problem.id === 'slurm-login-image'
        ? { id: problem.id, message: problem.message + more, path: [...path, ownImage ? 'image' : 'instanceType'] }
        : place(problem, path),
    ),
  ];
}

/** Without an image of their own, login nodes have that of all members of their cell. */
function loginImage({ members, given }: ClusterFacts, { login: stated = {} }: EngineDraft): Finding[] {
  if (stated.count === 0 || given(['engine', 'login', 'image'])) {
    return [];
  }
  return [...membersByCell(members)].flatMap(([cell, held]): Finding[] => {
    // That a member has none is said.
    const kinds = new Set(
      held.flatMap(({ draft, pool }) => {
        const image = draft.image ?? pool.draft.image;
        return image?.id ?? image?.ssm ?? [];
      }),
    );
    const message = `the members of cell ${cell} have several images, so that its login nodes have none; add engine.login.image`;
    return kinds.size <= 1 ? [] : [{ id: 'slurm-login-image-missing', message, path: ['engine'], atKey: true }];
  });
}

function purge(_cluster: ClusterFacts, { purgeAfterDays }: EngineDraft): Finding[] {
  return purgeAfterDays === undefined
    ? []
    : checkSlurmPurge(purgeAfterDays).map((problem) => place(problem, ['engine']));
}

function settings({ pools }: ClusterFacts, engine: EngineDraft): Finding[] {
  const { version: stated = DEFAULT_SLURM_VERSION, queueSettings = {} } = engine;
  // Of a version that is refused nothing follows.
  const unsound = checkSlurmVersion({ version: stated, ultraServers: true }).length > 0;
  const slurmVersion = unsound ? DEFAULT_SLURM_VERSION : stated;
  const ultraServers = pools.filter((pool) => pool.ultraServers);
  // The cluster's own prolog and epilog stand wherever its nodes are.
  const ofCluster = { level: 'cluster', ultraServers: true, slurmVersion } as const;
  const ofNodes = { level: 'node group', ultraServers: ultraServers.length > 0, slurmVersion } as const;
  return [
    ...settingsAt(ofCluster, engine.settings, ['engine', 'settings']),
    ...settingsAt(ofNodes, engine.nodeSettings, ['engine', 'nodeSettings']),
    ...Object.entries(queueSettings).flatMap(([queue, given]) => {
      const ofQueue = { level: 'queue', ultraServers: ultraServers.some(({ draft }) => draft.name === queue) } as const;
      return settingsAt({ ...ofQueue, slurmVersion }, given, ['engine', 'queueSettings', queue]);
    }),
  ];
}

function settingsAt(
  demand: Omit<SlurmSettingDemand, 'name' | 'value'>,
  stated: Readonly<Record<string, string | undefined>> | undefined,
  path: Path,
): Finding[] {
  return Object.entries(stated ?? {}).flatMap(([name, value]) =>
    value === undefined
      ? []
      : checkSlurmSetting({ ...demand, name, value }).map((problem) => ({ ...place(problem, path), atKey: true })),
  );
}

function queues(cluster: ClusterFacts, { queueSettings = {} }: EngineDraft): Finding[] {
  const { pools } = cluster;
  const known = pools.flatMap(({ draft }) => draft.name ?? []);
  // A pool whose name is wrong may be the one that is meant.
  const unread = !poolsAreWhole(cluster) || known.length < pools.length;
  return Object.keys(queueSettings).flatMap((queue): Finding[] => {
    const message = `queueSettings has ${show(queue)}, and queues are named as pools: ${known.join(', ')}${didYouMean(queue, known)}; rename it`;
    return unread || known.includes(queue)
      ? []
      : [{ id: 'slurm-queue-unknown', message, path: ['engine', 'queueSettings', queue], atKey: true }];
  });
}

/** A new network has control zones by its own rules. */
function controlSubnet(cluster: ClusterFacts, { controlZone }: EngineDraft): Finding[] {
  const { network } = cluster.draft;
  const zones = controlSubnetZones(cluster);
  const existing = cluster.given(['network', 'existing']);
  const stated = existing ? network?.existing?.controlSubnets : network?.controlZones;
  const given = cluster.given(existing ? ['network', 'existing', 'controlSubnets'] : ['network', 'controlZones']);
  // Zones that are refused as such may be the ones that are meant.
  if (zones.length < (stated?.length ?? (given ? 1 : 0)) || (existing && !network?.existing)) {
    return [];
  }
  if (zones.length === 0) {
    const message =
      "Slurm's controller has its interface in a private subnet of an Availability Zone, and the existing VPC names none; add it under network.existing.controlSubnets";
    return existing ? [{ id: 'slurm-control-subnet', message, path: ['network', 'existing'] }] : [];
  }
  const key = existing ? 'network.existing.controlSubnets' : 'network.controlZones';
  const message = `Slurm's controller is to be in ${show(controlZone)}, which is none of ${key}: ${zones.join(', ')}${didYouMean(controlZone ?? '', zones)}; name one of these`;
  return controlZone === undefined || zones.includes(controlZone)
    ? []
    : [{ id: 'slurm-control-zone', message, path: ['engine', 'controlZone'] }];
}
