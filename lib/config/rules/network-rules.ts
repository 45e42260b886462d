import { checkZone, freeRanges, Ipv4Range } from 'cdk-ultraserver/rules';
import type { Problem } from 'cdk-ultraserver/hardware';

import { DEFAULT_CIDR } from '../facts';
import type { ClusterFacts } from '../facts';
import type { Finding, Path } from '../finding';
import { zoneDoubt } from '../likely-zone';
import { controlZonesOf, planNetwork } from '../network-plan';
import type { NetworkPlan, NodeZone } from '../network-plan';
import { place } from './rule';
import type { Rule } from './rule';

/** A network that is made. */
export const networkRules: readonly Rule[] = [kind, plans];

/** Problems of a plan that the rules on zones say, with the Region in view. */
const SAID_OF_ZONES = ['zone-form', 'zones-one-region'];

function kind({ given }: ClusterFacts): Finding[] {
  const created = ['cidr', 'controlZones', 'egress', 's3', 'nodeSubnets'].filter((key) => given(['network', key]));
  if (!given(['network', 'existing']) || created.length === 0) {
    return [];
  }
  const message = `network has ${created.join(', ')} beside existing, a network is made or exists; delete ${created.join(', ')}, or existing`;
  return [{ id: 'network-kind', message, path: ['network', created[0] ?? ''], atKey: true }];
}

function plans(cluster: ClusterFacts): Finding[] {
  const planned = planNetwork(cluster);
  if (!planned) {
    return [];
  }
  const problems = planned.plan.problems.filter((problem) => isNews(problem, cluster, planned));
  return [
    ...problems
      .filter(({ id }) => id !== 'node-cidr-missing')
      .map((problem) => explain(problem, cluster, planned))
      .map((problem) => ({
        ...place(problem, (path) => inFile(path, planned)),
        atKey: problem.id === 'nat-zone-without-nat',
      })),
    ...rangesMissing(cluster, planned),
  ];
}

/** Whether nothing else says a problem, and it follows from no other slip. */
function isNews(problem: Problem, cluster: ClusterFacts, planned: NetworkPlan): boolean {
  const { draft, given } = cluster;
  const region = draft.region ?? '';
  switch (problem.id) {
    case 'control-zones-two':
      // Zones that have the wrong shape are reported as such, and are not missing.
      return !given(['network', 'controlZones']) || !unread(cluster);
    case 'nat-zone-missing':
    case 'nat-zone-without-nat':
    case 'nat-zone-not-control': {
      const zone = nodeZoneAt(problem, planned);
      return (
        // What to write for a missing range has the way out too.
        (problem.id !== 'nat-zone-missing' || (!natZoneGiven(cluster, zone) && !lacksRange(zone, planned))) &&
        (problem.id !== 'nat-zone-not-control' || checkZone(zone?.natZone ?? '', region).length === 0)
      );
    }
    default:
      return !SAID_OF_ZONES.includes(problem.id);
  }
}

function unread({ draft: { network } }: ClusterFacts): boolean {
  return !network?.controlZones?.every((zone) => zone !== undefined);
}

function natZoneGiven({ given }: ClusterFacts, zone: NodeZone | undefined): boolean {
  return zone !== undefined && zone.declared && given([...zone.path, 'natZone']);
}

function lacksRanges({ plan }: NetworkPlan): boolean {
  return plan.problems.some(({ id }) => id === 'node-cidr-missing');
}

function lacksRange(zone: NodeZone | undefined, planned: NetworkPlan): boolean {
  return zone?.cidr === undefined && lacksRanges(planned);
}

function nodeZoneAt({ path }: Problem, { nodeZones }: NetworkPlan): NodeZone | undefined {
  return path?.[0] === 'nodeSubnets' ? nodeZones[Number(path[1])] : undefined;
}

/** The place in the file of what stands at a path of the plan's request. */
function inFile([key, index, ...rest]: Path, { nodeZones }: NetworkPlan): Path {
  const zone = key === 'nodeSubnets' ? nodeZones[Number(index)] : undefined;
  return zone
    ? [...zone.path, ...(zone.declared ? rest : [])]
    : ['network', ...[key ?? [], index ?? []].flat(), ...rest];
}

/** With the lines to write, where a rule can only say that something must be written. */
function explain(problem: Problem, cluster: ClusterFacts, planned: NetworkPlan): Problem {
  const zone = nodeZoneAt(problem, planned);
  if (problem.id !== 'nat-zone-missing' || !zone) {
    return problem;
  }
  const lines = [nodeSubnetLine(zone, zone.cidr, natZoneChoice(cluster, planned, zone))];
  return { ...problem, message: withLines(`${zoneDoubt(zone.zone)}${problem.message}; write`, lines) };
}

function rangesMissing(cluster: ClusterFacts, planned: NetworkPlan): Finding[] {
  const { nodeZones } = planned;
  const cidr = cluster.draft.network?.cidr ?? DEFAULT_CIDR;
  const without = nodeZones.filter((zone) => zone.cidr === undefined);
  const [first] = without.toSorted((a, b) => Number(zoneDoubt(b.zone) !== '') - Number(zoneDoubt(a.zone) !== ''));
  if (!lacksRanges(planned) || !first) {
    return [];
  }
  const taken = nodeZones.flatMap((zone) =>
    zone.cidr === undefined || Ipv4Range.check(zone.cidr).length > 0 ? [] : [Ipv4Range.parse(zone.cidr)],
  );
  const lines = nodeZones.map((zone) => {
    const [range] = zone.cidr === undefined ? freeRanges(Ipv4Range.parse(cidr), taken) : [];
    taken.push(...(range ? [range] : []));
    const natZone = zone.natZone === undefined ? natZoneChoice(cluster, planned, zone) : [zone.natZone];
    return nodeSubnetLine(zone, zone.cidr ?? range?.toString() ?? `<a free part of ${cidr}>`, natZone);
  });
  const message = `${zoneDoubt(first.zone)}nodes run in ${nodeZones.length} zones, and ${first.zone} has no range of its own. Each zone must have one, so that none moves when another comes or goes; write`;
  return [{ id: 'node-cidr-missing', message: withLines(message, lines), path: first.path }];
}

/** Among which control zones a node zone's way out must be chosen; none where it is given, known, or not there. */
function natZoneChoice(cluster: ClusterFacts, { plan, nodeZones }: NetworkPlan, zone: NodeZone): string[] {
  const index = nodeZones.indexOf(zone);
  const missing = plan.problems.some(({ id, path }) => id === 'nat-zone-missing' && path?.[1] === index);
  return missing && !natZoneGiven(cluster, zone) ? controlZonesOf(cluster) : [];
}

function withLines(message: string, lines: readonly string[]): string {
  return [message, '  network:', '    nodeSubnets:', ...lines].join('\n');
}

function nodeSubnetLine({ zone }: NodeZone, cidr: string | undefined, natZones: readonly string[]): string {
  const [natZone, ...others] = natZones;
  const keys = [`zone: ${zone}`, ...(cidr === undefined ? [] : [`cidr: ${cidr}`])];
  const or = others.length === 0 ? '' : `   # or ${others.join(', ')}`;
  return `      - { ${[...keys, ...(natZone === undefined ? [] : [`natZone: ${natZone}`])].join(', ')} }${or}`;
}
