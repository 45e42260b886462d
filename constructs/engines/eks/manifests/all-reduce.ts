import { deepFreeze } from '../../../hardware/freeze';
import { ALL_REDUCE_PROGRAM } from './all-reduce-program';
import { domainsThatHold, smallestDomain, spansNodes, type GpuPool } from './gpu-pool';
import type { GpuPodMount } from './gpu-pod';
import { torchJob } from './job-set';
import type { ConfigMap, KubernetesObject } from './kubernetes-objects';
import { inDomainsOf, inOneDomain } from './placement';

/** Where an all-reduce runs, and in which image. */
export interface AllReduceOptions {
  readonly pool: GpuPool;
  readonly namespace: string;

  /** Image with PyTorch, and with EFA's libfabric and its plugin for NCCL; for the architecture of the nodes. */
  readonly image: string;
}

const PROGRAM_FOLDER = '/opt/example';
const PROGRAM_FILE = 'all_reduce.py';

/** An all-reduce over one whole NVLink domain: all nodes of the pool's smallest UltraServer. */
export function allReduceInOneDomain(options: AllReduceOptions): KubernetesObject[] {
  const nodes = smallestDomain(options.pool);
  const name = 'nccl-one-domain';
  return allReduce(name, options, { domains: 1, nodes, annotations: inOneDomain(options.pool) }, [
    ...(nodes > 1 ? needLine(' MNNVL 1', 'NCCL did not use NVLink between nodes') : []),
    ...refuseLine(' via NET/', 'NCCL used the network between nodes of one NVLink domain'),
  ]);
}

/** An all-reduce over all UltraServers of a pool: NVLink within each, EFA between them. */
export function allReduceAcrossDomains(options: AllReduceOptions): KubernetesObject[] {
  const nodes = smallestDomain(options.pool);
  const domains = domainsThatHold(options.pool, nodes);
  const name = 'nccl-across-domains';
  return allReduce(name, options, { domains, nodes, annotations: inDomainsOf(options.pool, nodes) }, [
    ...(nodes > 1 && spansNodes(options.pool)
      ? needLine(' MNNVL 1', 'NCCL did not use NVLink between the nodes of a domain')
      : []),
    ...refuseLine(' via NET/Socket', 'NCCL used sockets between domains, not EFA'),
  ]);
}

interface Shape {
  readonly domains: number;
  readonly nodes: number;
  readonly annotations: Record<string, string>;
}

function allReduce(name: string, options: AllReduceOptions, shape: Shape, checks: string[]): KubernetesObject[] {
  const program = programMap(name, options.namespace);
  const mount: GpuPodMount = {
    volume: { name: 'program', configMap: { name: program.metadata.name } },
    mountPath: PROGRAM_FOLDER,
    readOnly: true,
  };
  const job = torchJob({
    ...options,
    ...shape,
    name,
    program: `${PROGRAM_FOLDER}/${PROGRAM_FILE}`,
    script: ['log=$(mktemp)', 'run 2>&1 | tee "${log}"', ...checks],
    env: [
      { name: 'NCCL_DEBUG', value: 'INFO' },
      { name: 'NCCL_DEBUG_SUBSYS', value: 'INIT,NET' },
    ],
    mounts: [mount],
    maxRestarts: 0,
  });
  return deepFreeze([program, ...job]);
}

function programMap(name: string, namespace: string): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `${name}-program`, namespace },
    data: { [PROGRAM_FILE]: ALL_REDUCE_PROGRAM },
  };
}

/**
 * What NCCL's log must have, or must not have. Every rank says at its start whether its communicator spans nodes over
 * NVLink (`MNNVL 1`), and by which transport each of its channels goes.
 *
 * @see https://github.com/NVIDIA/nccl/blob/master/src/init.cc
 * @see https://github.com/NVIDIA/nccl/blob/master/src/transport/net.cc
 */
function needLine(text: string, message: string): string[] {
  return refuseWhere(`! grep -q '${text}' "\${log}"`, message);
}

function refuseLine(text: string, message: string): string[] {
  return refuseWhere(`grep -q '${text}' "\${log}"`, message);
}

function refuseWhere(condition: string, message: string): string[] {
  return [`if ${condition}; then`, `  echo '${message}' >&2`, '  exit 1', 'fi'];
}
