import type {
  CellTopology,
  ClusterTopology,
  InstanceRecord,
  NodeRecord,
  TopologyCluster,
  TopologyRecords,
} from '../../lib/topology';

/** A rack of a made-up cluster. */
export interface Rack {
  /** The member's name. */
  readonly name: string;

  /** Instances when it is whole. @default 18 */
  readonly size?: number;

  /** Instances that run. @default - all */
  readonly running?: number;

  /** Instances in each clique that GPUs report; those beyond report none. @default - nothing is reported */
  readonly cliques?: readonly number[];

  /** @default 'main' */
  readonly cell?: string;

  /** @default 'use1-dfw2-az1' */
  readonly zone?: string;

  /** Nodes of the network, the top first. @default - those that `way` gives */
  readonly networkNodes?: readonly string[];
}

/** What `buildTopology` takes. */
export interface World {
  readonly cluster: TopologyCluster;
  readonly records: TopologyRecords;
  readonly nodes: readonly NodeRecord[];
}

const PER_SPINE = 10;
const PER_CORE = 100;

/** 17 hexadecimal digits, as AWS's ids have them. */
export function hex(number: number): string {
  return number.toString(16).padStart(17, '0');
}

/** The way to a rack in a network of three layers: ten racks under each node of the second, ten of those under the first. */
export function way(rack: number): string[] {
  return [`nn-c${Math.floor(rack / PER_CORE)}`, `nn-s${Math.floor(rack / PER_SPINE)}`, `nn-l${rack}`];
}

/** Records of racks as AWS would give them: of each rack a block, its reservation, and its instances. */
export function worldOf(racks: readonly Rack[]): World {
  const instanceTopology: TopologyRecords['instanceTopology'][number][] = [];
  const instances: InstanceRecord[] = [];
  const nodes: NodeRecord[] = [];
  const members = racks.map(({ name, size = 18, cell = 'main', zone = 'use1-dfw2-az1' }, index) => ({
    name,
    cell,
    pool: 'train',
    kind: 'ultraserver' as const,
    ultraServerType: size === 9 ? 'u-p6e-gb200x36' : 'u-p6e-gb200x72',
    instanceType: 'p6e-gb200.36xlarge',
    count: size,
    accelerators: 4,
    zone,
    reservationId: `cr-${hex(index + 1)}`,
  }));
  racks.forEach(({ size = 18, running = size, cliques, zone = 'use1-dfw2-az1', networkNodes }, rack) => {
    const cliqueOf = (cliques ?? []).flatMap((length, clique) => Array<number>(length).fill(clique));
    for (let index = 0; index < running; index++) {
      const number = instanceTopology.length + 1;
      const InstanceId = `i-${hex(number)}`;
      const address = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
      instanceTopology.push({
        InstanceId,
        InstanceType: 'p6e-gb200.36xlarge',
        NetworkNodes: networkNodes ?? way(rack),
        ZoneId: zone,
        CapacityBlockId: `cb-${hex(rack + 1)}`,
      });
      instances.push({
        InstanceId,
        PrivateDnsName: `ip-${address.replaceAll('.', '-')}.ec2.internal`,
        PrivateIpAddress: address,
        CapacityReservationId: `cr-${hex(rack + 1)}`,
        State: { Name: 'running' },
        Tags: [],
      });
      const clique = cliqueOf[index];
      if (clique !== undefined) {
        nodes.push({
          instanceId: InstanceId,
          name: undefined,
          slurmName: undefined,
          clique: `${hex(rack + 1).slice(-8)}-0000-4000-8000-00000000000${clique}.${clique + 1}`,
          labels: undefined,
        });
      }
    }
  });
  return {
    cluster: { name: 'frontier', members },
    records: {
      instanceTopology,
      instances,
      reservationTopology: [],
      blocks: racks.map(({ zone = 'use1-dfw2-az1' }, rack) => ({
        CapacityBlockId: `cb-${hex(rack + 1)}`,
        CapacityReservationIds: [`cr-${hex(rack + 1)}`],
        AvailabilityZoneId: zone,
      })),
    },
    nodes,
  };
}

/** The one cell of a topology. */
export function onlyCell({ cells }: ClusterTopology): CellTopology {
  const [cell] = cells;
  if (cell === undefined || cells.length > 1) {
    throw new Error(`there are ${cells.length} cells`);
  }
  return cell;
}

/** Ids of all findings, of cells too, each once. */
export function findingIds({ cells, findings }: ClusterTopology): string[] {
  return [...new Set([...findings, ...cells.flatMap((cell) => cell.findings)].map(({ id }) => id))].toSorted();
}
