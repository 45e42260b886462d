import { versionBranch } from '../../hardware/version';
import type { NodeFacts } from './node-facts';

/**
 * How sure a setting is.
 *
 * - `confirmed`: its source states it for these instances
 * - `inferred`: its source states it for the same hardware elsewhere, or states something equivalent
 */
export type TuningMark = 'confirmed' | 'inferred';

/** A kernel or driver setting of a node. */
export interface TuningSetting {
  /** kebab-case, stable. */
  readonly id: string;

  /** The setting, as the file or the kernel has it. */
  readonly setting: string;

  /** What it is for. */
  readonly reason: string;

  /** Which nodes get it, for people. */
  readonly nodes: string;

  /** Whether a node gets it. */
  readonly appliesTo: (node: NodeFacts) => boolean;
  readonly mark: TuningMark;

  /** Where it is stated. */
  readonly source: string;
}

/** Huge pages of 2 MiB that the EFA driver's users are given: about 10 GiB. */
export const EFA_HUGE_PAGES = 5128;

const isGrace = (node: NodeFacts) => node.accelerator === 'nvidia' && node.architecture === 'arm64';
const hasEfa = (node: NodeFacts) => node.efaInterfaces > 0;

/** R595 replaced the option by a check that these instances do not pass. */
const LAST_BRANCH_WITH_GRDMA_OPTION = 594;

/** 2 MiB huge pages, given by `tune.sh` at every boot; never fewer than there are. */
export const HUGE_PAGES: TuningSetting = {
  id: 'efa-huge-pages',
  setting: `hugepages-2048kB = ${EFA_HUGE_PAGES}`,
  reason: 'libfabric registers its buffers in them',
  nodes: 'with EFA',
  appliesTo: hasEfa,
  mark: 'confirmed',
  source: 'https://docs.aws.amazon.com/eks/latest/userguide/node-efa.html',
};

/** Memory that processes may lock. */
export const MEMLOCK: TuningSetting = {
  id: 'efa-memlock',
  setting: '* - memlock unlimited',
  reason: 'EFA registers memory by locking it; the check script of its installer warns below 16 GiB',
  nodes: 'with EFA',
  appliesTo: hasEfa,
  mark: 'inferred',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-start.html',
};

/** Automatic NUMA balancing off; the kernel argument of the source and this sysctl set the same switch. */
export const NUMA_BALANCING: TuningSetting = {
  id: 'grace-numa-balancing',
  setting: 'kernel.numa_balancing = 0',
  reason: "page moves between Grace's nodes disturb the GPUs that use the pages",
  nodes: 'NVIDIA GPUs on arm64 (Grace)',
  appliesTo: isGrace,
  mark: 'inferred',
  source: 'https://nvidia.github.io/grace-cpu-benchmarking-guide/platform/index.html',
};

/** Without it NCCL falls back to sockets in silence, because EFA cannot reach GPU memory. */
export const GRDMA_TOPOLOGY_OVERRIDE: TuningSetting = {
  id: 'grdma-topology-override',
  setting: 'options nvidia NVreg_GrdmaPciTopoCheckOverride=1',
  reason: 'lets EFA, a PCIe device, attach GPU memory of a GB200 or GB300',
  nodes: 'NVIDIA GPUs on arm64 (Grace) with EFA and a driver before R595',
  appliesTo: (node) =>
    isGrace(node) && hasEfa(node) && Number(versionBranch(node.imageDriver)) <= LAST_BRANCH_WITH_GRDMA_OPTION,
  mark: 'confirmed',
  source: 'https://github.com/NVIDIA/aicr',
};

/** All settings that a node may get. */
export const TUNING: readonly TuningSetting[] = [HUGE_PAGES, MEMLOCK, NUMA_BALANCING, GRDMA_TOPOLOGY_OVERRIDE];
