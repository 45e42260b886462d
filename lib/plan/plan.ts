import type { CalendarPlan } from './calendar-data';
import type { HardwarePlan } from './hardware-data';
import type { NetworkPlan } from './network-data';
import type { PricePlan } from './price-data';
import type { QuotaPlan } from './quota-data';
import type { StacksPlan } from './stack-data';

/**
 * What will stand, and what it takes: plain data, that `JSON.stringify` writes and `JSON.parse` reads back unchanged.
 *
 * What repeats is stated once in a table and referred to by its name, so that the plan of thousands of UltraServers stays
 * small. Units are in the names: GiB are 2^30 bytes, GB 10^9 bytes, Gbps 10^9 bits a second. Times are ISO 8601 in UTC, to
 * the second. `null` is what is not known or not there; each field says which. Accelerators are called GPUs, also those of
 * Trainium.
 */
export interface Plan {
  /** Of this shape; a field that goes or changes its meaning makes it another. */
  readonly version: 1;

  readonly cluster: ClusterPlan;

  /** The time that blocks are held against. */
  readonly at: string;

  readonly totals: Totals;
  readonly hardware: HardwarePlan;

  /** What members are made of, each kind once. */
  readonly shapes: readonly MemberShape[];

  /** When blocks stand, each window once, in order of time; those without a start come first. */
  readonly windows: readonly BlockWindowPlan[];

  /** In the order of the file. */
  readonly cells: readonly CellPlan[];

  readonly network: NetworkPlan;
  readonly calendar: CalendarPlan;
  readonly quotas: readonly QuotaPlan[];
  readonly stacks: StacksPlan;
  readonly price: PricePlan;

  /** Those of the cluster file first, then the plan's own. */
  readonly warnings: readonly PlanWarning[];

  /** Where figures were read: of hardware, quotas and prices, each once. */
  readonly sources: readonly PlanSource[];
}

/** Which cluster it is, or which fleet of clusters. */
export interface ClusterPlan {
  /** `fleet`: each cell is a cluster of its own. */
  readonly kind: 'cluster' | 'fleet';
  readonly name: string;

  /** Path of the file as it was given. */
  readonly file: string;

  /** Of a fleet all Regions, with commas between them. */
  readonly region: string;

  /** 12 digits, of a fleet all accounts with commas between them; null: any account. */
  readonly account: string | null;

  /** What runs the work; of a fleet in its first cell. */
  readonly engine: 'ec2' | 'eks' | 'slurm';

  /** What holds the nodes of a member; of a fleet in its first cell. */
  readonly nodeGroups: 'auto-scaling' | 'eks-managed' | 'pcs';
}

/** Of all members together, as if all of them stood at one time; the calendar says when they do. */
export interface Totals {
  readonly cells: number;
  readonly members: number;
  readonly ultraServers: number;
  readonly instances: number;
  readonly gpus: number;
  readonly gpuMemoryGib: number;
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly localNvmeGB: number;
  readonly ebsGbps: number;

  /** EFA bandwidth that all instances can send at a time, with the layouts that they have. */
  readonly efaGbps: number;

  /** The same for ENA: IP traffic. */
  readonly enaGbps: number;

  /** NVLink bandwidth of all GPUs, both directions together, in GB a second; null where that of one is not known. */
  readonly nvlinkGBps: number | null;

  /** Network interfaces of all instances. */
  readonly interfaces: number;

  /** Private IPv4 addresses that all instances take, with those of pods on Kubernetes. */
  readonly addresses: number;

  /** Peak compute by format; a format is left out where the figure of any type at work is not published. */
  readonly compute: readonly ComputeTotal[];
}

/** Peak compute of all GPUs in one number format. */
export interface ComputeTotal {
  /** `FP8`, `FP4`, ... */
  readonly format: string;

  /** Dense or sparse, as the source gives it. */
  readonly sparsity: 'dense' | 'sparse';

  /** 10^15 operations a second. */
  readonly pflops: number;
}

/** What members of one kind are made of. */
export interface MemberShape {
  /** What members refer to. */
  readonly name: string;
  readonly kind: 'ultraserver' | 'instances';

  /** Name in `hardware.ultraServerTypes`; null for plain instances. */
  readonly ultraServerType: string | null;

  /** Name in `hardware.instanceTypes`. */
  readonly instanceType: string;

  /** Name in `hardware.layouts`. */
  readonly layout: string;

  readonly instances: number;
  readonly gpus: number;
}

/** When a block stands. */
export interface BlockWindowPlan {
  /** What members refer to. */
  readonly name: string;

  /** null: not said; the block is active when the stack is deployed. */
  readonly startsAt: string | null;

  /** When its nodes go to zero. */
  readonly drainAt: string;

  readonly endsAt: string;

  /** At the plan's time. One without a start counts as active before its drain. */
  readonly state: 'scheduled' | 'active' | 'draining' | 'ended';

  /** From start to end; null without a start. */
  readonly paidHours: number | null;

  /** From start to drain; null without a start. */
  readonly usableHours: number | null;

  /** From the plan's time, or the start if that is later, to the drain. */
  readonly usableHoursLeft: number;
}

/** One engine's control plane with the members that it holds. */
export interface CellPlan {
  /** Unique. */
  readonly name: string;

  /** Name of its cluster: of a fleet each cell has its own. */
  readonly cluster: string;
  readonly region: string;

  /** 12 digits; null: any account. */
  readonly account: string | null;

  /** When a fleet file says that it is to stand; null: it does not say. */
  readonly by: string | null;

  /** Name in `stacks.list`. */
  readonly stack: string;

  readonly instances: number;
  readonly gpus: number;

  /** In the order of the file. */
  readonly members: readonly MemberPlan[];
}

/** One UltraServer, or one group of plain instances. */
export interface MemberPlan {
  /** Unique in its cell. */
  readonly name: string;
  readonly pool: string;

  /** Zone id. */
  readonly zone: string;

  /** Name in `shapes`. */
  readonly shape: string;

  readonly capacity: CapacityPlan;
}

/** Where the instances of a member come from. */
export interface CapacityPlan {
  readonly kind: 'block' | 'reservation' | 'reservation-group' | 'reserve' | 'on-demand';

  /** Id of the reservation, or ARN of the group; null where there is none yet. */
  readonly id: string | null;

  /** Name in `windows`; null for what is no block. */
  readonly window: string | null;

  /** When a created reservation ends; null for all others, and for one that has no end. */
  readonly endsAt: string | null;
}

/** What its reader must hear although it is no error. */
export interface PlanWarning {
  readonly id: string;
  readonly message: string;
}

/** Where something was read. */
export interface PlanSource {
  readonly url: string;

  /** Day on which it was read, `2026-11-23`; null where it is not noted. */
  readonly read: string | null;

  /** What it is about: an instance type, a quota, a price. */
  readonly of: string;

  readonly note: string | null;
}
