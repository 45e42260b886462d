import { count, finding, some, type TopologyFinding } from './finding';
import type { InstanceRecord, InstanceTopologyRecord, NodeRecord, TopologyRecords } from './records';

/** An instance with all that was said of it. */
export interface SeenInstance {
  readonly id: string;
  readonly topology: InstanceTopologyRecord;
  readonly instance: InstanceRecord | undefined;
  readonly node: NodeRecord | undefined;
}

/** Every instance once, with what AWS and the nodes say of it. */
export interface Sightings {
  /** In the order in which AWS gave them. */
  readonly seen: readonly SeenInstance[];

  /** Instances that run, or will, and of which AWS tells no topology. */
  readonly waiting: readonly InstanceRecord[];
  readonly findings: readonly TopologyFinding[];
}

/** Instance states that have no topology and never will. */
const GONE = new Set(['shutting-down', 'terminated', 'stopping', 'stopped']);

/** As `SeenInstance`, while it is being put together. */
interface Sighting {
  readonly id: string;
  readonly topology: InstanceTopologyRecord;
  instance: InstanceRecord | undefined;
  node: NodeRecord | undefined;
}

/** What one call said in a way that does not do. */
interface Oddities {
  readonly repeated: Set<string>;
  readonly contradictory: Set<string>;
  nameless: number;
}

/** Joins all records of an instance. What contradicts itself is an error; what is there twice and the same is one. */
export function joinRecords(records: TopologyRecords, nodes: readonly NodeRecord[]): Sightings {
  const byId = new Map<string, Sighting>();
  const inTopology = noOddities();
  for (const topology of records.instanceTopology) {
    const id = topology.InstanceId ?? '';
    const known = byId.get(id);
    if (known !== undefined) {
      again(id, known.topology, topology, inTopology);
    } else if (id === '') {
      inTopology.nameless++;
    } else {
      byId.set(id, { id, topology, instance: undefined, node: undefined });
    }
  }
  const others = new Map<string, InstanceRecord>();
  const inInstances = noOddities();
  for (const instance of records.instances) {
    const id = instance.InstanceId ?? '';
    const sighting = byId.get(id);
    const known = sighting === undefined ? others.get(id) : sighting.instance;
    if (known !== undefined) {
      again(id, known, instance, inInstances);
    } else if (id === '') {
      inInstances.nameless++;
    } else if (sighting === undefined) {
      others.set(id, instance);
    } else {
      sighting.instance = instance;
    }
  }
  return {
    seen: [...byId.values()],
    waiting: [...others.values()].filter(({ State }) => !GONE.has(State?.Name ?? '')),
    findings: [
      ...describeOddities('DescribeInstanceTopology', inTopology),
      ...describeOddities('DescribeInstances', inInstances),
      ...joinNodes(nodes, byId),
    ],
  };
}

function noOddities(): Oddities {
  return { repeated: new Set(), contradictory: new Set(), nameless: 0 };
}

function again(id: string, known: object, row: object, { repeated, contradictory }: Oddities): void {
  (JSON.stringify(known) === JSON.stringify(row) ? repeated : contradictory).add(id);
}

function describeOddities(call: string, { repeated, contradictory, nameless }: Oddities): TopologyFinding[] {
  const findings: TopologyFinding[] = [];
  if (nameless > 0) {
    findings.push(
      finding(
        'instance-without-id',
        {},
        `${call} has ${count(nameless, 'record')} without an instance id`,
        'read it again; a record without an id can be anybody’s',
      ),
    );
  }
  if (repeated.size > 0) {
    findings.push(
      finding(
        'instance-repeated',
        {},
        `${call} has ${some([...repeated])} more than once, each time the same`,
        'nothing',
      ),
    );
  }
  if (contradictory.size > 0) {
    findings.push(
      finding(
        'instance-contradictory',
        {},
        `${call} has ${some([...contradictory])} more than once, and not the same`,
        'read it again, all pages at one time: an instance cannot be in two places',
      ),
    );
  }
  return findings;
}

/** Tells which node is which instance: by the instance id, or else by a name of the instance's. */
function joinNodes(nodes: readonly NodeRecord[], byId: ReadonlyMap<string, Sighting>): TopologyFinding[] {
  const byName = nodes.some(({ instanceId }) => instanceId === undefined) ? namesOf(byId) : new Map<string, Sighting>();
  const lost: string[] = [];
  const contradictory = new Set<string>();
  for (const node of nodes) {
    const sighting =
      node.instanceId === undefined
        ? (byName.get(node.name ?? '') ?? byName.get(node.name?.split('.')[0] ?? ''))
        : byId.get(node.instanceId);
    if (sighting !== undefined) {
      if (sighting.node !== undefined && clashes(sighting.node, node)) {
        contradictory.add(sighting.id);
      }
      sighting.node = sighting.node === undefined ? node : combined(sighting.node, node);
    } else if (node.clique !== undefined) {
      // CPU nodes are in a list of Kubernetes too: a clique is what GPU nodes have.
      lost.push(node.instanceId ?? node.name ?? '');
    }
  }
  const findings: TopologyFinding[] = [];
  if (contradictory.size > 0) {
    findings.push(
      finding(
        'clique-contradictory',
        {},
        `the list of nodes says different things of ${some([...contradictory])}`,
        'collect it again',
      ),
    );
  }
  if (lost.length > 0) {
    findings.push(
      finding(
        'node-unknown',
        {},
        `${count(lost.length, 'node')} of the list belong to no instance of DescribeInstanceTopology: ${some(lost)}`,
        'where it names hosts, add the output of aws ec2 describe-instances, which has their names',
      ),
    );
  }
  return findings;
}

/** Instances by every name that they have. */
function namesOf(byId: ReadonlyMap<string, Sighting>): Map<string, Sighting> {
  const byName = new Map<string, Sighting>();
  for (const sighting of byId.values()) {
    const { PrivateDnsName, PrivateIpAddress } = sighting.instance ?? {};
    for (const name of [PrivateDnsName, PrivateDnsName?.split('.')[0], PrivateIpAddress]) {
      if (name !== undefined && name !== '') {
        byName.set(name, sighting);
      }
    }
  }
  return byName;
}

function clashes(one: NodeRecord, other: NodeRecord): boolean {
  const keys = ['clique', 'slurmName'] as const;
  return keys.some((key) => one[key] !== undefined && other[key] !== undefined && one[key] !== other[key]);
}

function combined(one: NodeRecord, other: NodeRecord): NodeRecord {
  return {
    instanceId: one.instanceId ?? other.instanceId,
    name: one.name ?? other.name,
    slurmName: one.slurmName ?? other.slurmName,
    clique: one.clique ?? other.clique,
    labels: one.labels ?? other.labels,
  };
}
