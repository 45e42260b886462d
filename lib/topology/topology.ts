import type { TopologyFinding } from './finding';

/** A member of the cluster file, as far as its place in the network is concerned. */
export interface TopologyMember {
  readonly name: string;
  readonly cell: string;
  readonly pool: string;

  /** `ultraserver`: the accelerators of all its instances are one domain; `instances`: those of each instance are. */
  readonly kind: 'ultraserver' | 'instances';

  /** The EC2 type of the UltraServer; undefined for instances. */
  readonly ultraServerType: string | undefined;
  readonly instanceType: string;

  /** Instances that it has when it is whole. */
  readonly count: number;

  /** Accelerators of one instance. */
  readonly accelerators: number;

  /** Zone id. */
  readonly zone: string;

  /** `cr-...`; undefined where the capacity is no block and no reservation of one id. */
  readonly reservationId: string | undefined;
}

/** A cluster file's members, and the name that its instances are tagged with. */
export interface TopologyCluster {
  readonly name: string;
  readonly members: readonly TopologyMember[];
}

/** One instance. */
export interface TopologyHost {
  readonly instanceId: string;

  /** What a launcher reaches it by: its private DNS name, or else its address. */
  readonly host: string;

  /** Its name in Slurm. */
  readonly slurmName: string;

  /** Its name in Kubernetes. */
  readonly nodeName: string;

  /** The nodes of AWS's network above it, the top first; empty where AWS does not tell. */
  readonly networkNodes: readonly string[];

  /** Zone id, or the zone's name where AWS gives no id. */
  readonly zone: string | undefined;

  /** NVLink partition that its GPUs report. */
  readonly clique: string | undefined;
  readonly accelerators: number;

  /** Its labels in Kubernetes; undefined where they are not known. */
  readonly labels: Readonly<Record<string, string>> | undefined;
}

/**
 * Instances whose accelerators reach each other without the network: an UltraServer, a part of one where its GPUs report
 * several partitions, or a plain instance.
 */
export interface TopologyDomain {
  /** The member's name, with a number where the member is several domains; unique in the cluster. */
  readonly name: string;
  readonly member: string;
  readonly pool: string;
  readonly kind: TopologyMember['kind'];
  readonly ultraServerType: string | undefined;
  readonly instanceType: string;
  readonly blockId: string | undefined;
  readonly reservationId: string | undefined;

  /** Undefined where no GPU has reported one. */
  readonly clique: string | undefined;

  /** Instances that it has when it is whole; undefined where that cannot be known, for a part of an UltraServer. */
  readonly expected: number | undefined;

  /** At least one, in rank order. */
  readonly hosts: readonly TopologyHost[];
}

/** A cell of the cluster file as AWS runs it. */
export interface CellTopology {
  readonly cell: string;

  /** In rank order. */
  readonly domains: readonly TopologyDomain[];

  /** What is odd about it. With an error among them nothing may be written from it. */
  readonly findings: readonly TopologyFinding[];
}

/** All cells of a cluster file. */
export interface ClusterTopology {
  readonly cluster: string;

  /** By name. */
  readonly cells: readonly CellTopology[];

  /** What is odd and belongs to no one cell. An error here stands against all of them. */
  readonly findings: readonly TopologyFinding[];
}

/** All hosts of a cell, in rank order. */
export function hostsOf({ domains }: CellTopology): TopologyHost[] {
  return domains.flatMap(({ hosts }) => hosts);
}
