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

/** Joins all records of an instance. What contradicts itself is an error; what is there twice and the same is one. */
export function joinRecords(records: TopologyRecords, nodes: readonly NodeRecord[]): Sightings {
  const findings: TopologyFinding[] = [];
  const topology = unique(records.instanceTopology, 'DescribeInstanceTopology', findings);
  const instances = unique(records.instances, 'DescribeInstances', findings);
  const joined = joinNodes(nodes, topology, instances, findings);
  return {
    seen: [...topology].map(([id, record]) => ({
      id,
      topology: record,
      instance: instances.get(id),
      node: joined.get(id),
    })),
    waiting: [...instances.values()].filter(
      ({ InstanceId = '', State }) => !topology.has(InstanceId) && !GONE.has(State?.Name ?? ''),
    ),
    findings,
  };
}

function unique<Row extends InstanceTopologyRecord | InstanceRecord>(
  rows: readonly Row[],
  call: string,
  findings: TopologyFinding[],
): Map<string, Row> {
  const byId = new Map<string, Row>();
  const repeated = new Set<string>();
  const contradictory = new Set<string>();
  let nameless = 0;
  for (const row of rows) {
    const id = row.InstanceId;
    const known = byId.get(id ?? '');
    if (id === undefined || id === '') {
      nameless++;
    } else if (known === undefined) {
      byId.set(id, row);
    } else {
      (isSame(known, row) ? repeated : contradictory).add(id);
    }
  }
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
  return byId;
}

/** Which node is which instance: by the instance id, or else by a name of the instance's. */
function joinNodes(
  nodes: readonly NodeRecord[],
  topology: ReadonlyMap<string, InstanceTopologyRecord>,
  instances: ReadonlyMap<string, InstanceRecord>,
  findings: TopologyFinding[],
): Map<string, NodeRecord> {
  const byName = new Map<string, string>();
  for (const [id, { PrivateDnsName, PrivateIpAddress }] of instances) {
    for (const name of [PrivateDnsName, PrivateDnsName?.split('.')[0], PrivateIpAddress]) {
      if (name !== undefined && name !== '') {
        byName.set(name, id);
      }
    }
  }
  const joined = new Map<string, NodeRecord>();
  const lost: string[] = [];
  const contradictory = new Set<string>();
  for (const node of nodes) {
    const id = node.instanceId ?? byName.get(node.name ?? '') ?? byName.get(node.name?.split('.')[0] ?? '');
    if (id === undefined || !topology.has(id)) {
      // CPU nodes are in a list of Kubernetes too: a clique is what GPU nodes have.
      if (node.clique !== undefined) {
        lost.push(node.instanceId ?? node.name ?? '');
      }
      continue;
    }
    const known = joined.get(id);
    if (known !== undefined && clashes(known, node)) {
      contradictory.add(id);
    }
    joined.set(id, known === undefined ? node : combined(known, node));
  }
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
  return joined;
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

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
