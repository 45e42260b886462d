import type { NodeFacts } from './node-facts';
import { EFA_HUGE_PAGES, GRDMA_TOPOLOGY_OVERRIDE, HUGE_PAGES } from './tuning';

/**
 * Renders `/etc/ultraserver/node.env`: what the scripts on a node must know of it, as quoted assignments.
 */
export function renderNodeEnvironment(node: NodeFacts): string {
  return renderAssignments({
    ULTRASERVER_CLUSTER: node.cluster,
    ULTRASERVER_MEMBER: node.member,
    ULTRASERVER_ACCELERATOR: node.accelerator,
    ULTRASERVER_ACCELERATORS: String(node.acceleratorCount),
    ULTRASERVER_DRIVER_MINIMUM: node.driverMinimum,
    ULTRASERVER_IMAGE_DRIVER: node.imageDriver,
    ULTRASERVER_LAYOUT: node.layoutName,
    ULTRASERVER_EFA_INTERFACES: String(node.efaInterfaces),
    ULTRASERVER_NVME_COUNT: String(node.nvmeCount),
    ULTRASERVER_INSTANCE_STORE: node.instanceStore === 'engine' ? 'engine' : undefined,
    ULTRASERVER_DOMAIN_INSTANCES: node.nvlinkDomainInstances?.toString(),
    ULTRASERVER_HUGE_PAGES: HUGE_PAGES.appliesTo(node) ? String(EFA_HUGE_PAGES) : '0',
    // As /proc/driver/nvidia/params shows the option.
    ULTRASERVER_NVIDIA_PARAM: GRDMA_TOPOLOGY_OVERRIDE.appliesTo(node) ? 'GrdmaPciTopoCheckOverride: 1' : undefined,
    ULTRASERVER_HOOK: node.hookName,
  });
}

/**
 * Renders `/etc/ultraserver/efa.env`: what NCCL and libfabric read, for shells (through `/etc/profile.d`), for systemd
 * (`EnvironmentFile=`) and for containers (`--env-file`).
 *
 * @see https://github.com/awslabs/awsome-distributed-training/tree/main/micro-benchmarks/nccl-tests
 */
export function renderEfaEnvironment(node: Pick<NodeFacts, 'nvlinkDomainInstances'>): string {
  const lines = ['FI_PROVIDER=efa', 'FI_EFA_FORK_SAFE=1'];
  if (node.nvlinkDomainInstances !== undefined) {
    lines.push('NCCL_MNNVL_ENABLE=1', 'NCCL_NVLS_ENABLE=1');
  }
  return [...lines, ''].join('\n');
}

/** Lines of KEY='value' that bash and systemd read alike; keys without a value are left out. */
export function renderAssignments(values: Readonly<Record<string, string | undefined>>): string {
  const lines = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : `${key}=${quote(value)}`));
  return [...lines, ''].join('\n');
}

function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
