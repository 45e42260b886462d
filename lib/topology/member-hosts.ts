import type { SeenInstance } from './seen-instances';
import { count, finding, some, type TopologyFinding } from './finding';
import type { TopologyHost, TopologyMember } from './topology';

/** Names that a host list of Slurm, a host file and a list of Kubernetes take alike. */
const USABLE = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/;

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const LABEL_VALUE = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

/** What GPUs report that belong to no fabric. */
const NO_FABRIC = /^[0-]+\./;

/** The hosts of a member, and what is wrong with them, each taken for itself. */
export function memberHosts(
  member: TopologyMember,
  instances: readonly SeenInstance[],
): { hosts: TopologyHost[]; findings: TopologyFinding[] } {
  const hosts = instances.map((one) => hostOf(member, one));
  const { name, cell, count: whole, instanceType, zone } = member;
  const place = { cell, member: name };
  const findings: TopologyFinding[] = [];
  const report = (
    id: TopologyFinding['id'],
    affected: readonly { readonly instanceId: string }[],
    message: (ids: string) => string,
    remedy: string,
  ): void => {
    if (affected.length > 0) {
      findings.push(finding(id, place, message(some(affected.map(({ instanceId }) => instanceId))), remedy));
    }
  };

  if (hosts.length === 0) {
    findings.push(
      finding(
        'member-empty',
        place,
        `${name} has no instance`,
        'nothing before its block begins; then see why its group launches none',
      ),
    );
  } else if (hosts.length < whole) {
    findings.push(
      finding(
        'member-partial',
        place,
        `${name} has ${hosts.length} of ${count(whole, 'instance')}; the others are in no file`,
        'start the others, or wait for them; jobs of a whole UltraServer do not fit until then',
      ),
    );
  } else if (hosts.length > whole) {
    findings.push(
      finding(
        'member-overfull',
        place,
        `${name} has ${count(hosts.length, 'instance')}, and can have ${whole}`,
        'see which of them run in another block: ids, tags or the file are wrong',
      ),
    );
  }
  const other = instances.filter(({ topology }) => (topology.InstanceType ?? instanceType) !== instanceType);
  report(
    'type-disagrees',
    other.map(({ id }) => ({ instanceId: id })),
    (ids) =>
      `${ids} of ${name} are ${[...new Set(other.map(({ topology }) => topology.InstanceType))].join(', ')}, and the file says ${instanceType}`,
    'correct the type in the file',
  );
  const strays = instances.filter(({ topology }) => topology.ZoneId !== undefined && topology.ZoneId !== zone);
  report(
    'zone-disagrees',
    strays.map(({ id }) => ({ instanceId: id })),
    (ids) =>
      `${ids} of ${name} run in ${[...new Set(strays.map(({ topology }) => topology.ZoneId))].join(', ')}, and the file says ${zone}`,
    'correct the zone in the file: neither NVLink nor EFA crosses zones',
  );
  report(
    'network-unknown',
    hosts.filter(({ networkNodes }) => networkNodes.length === 0),
    (ids) => `AWS does not tell where in the network ${ids} of ${name} are`,
    'wait until they run; their order within the UltraServer is by name until then',
  );
  const nameless = hosts.filter(({ host }) => host === '');
  report(
    'name-unknown',
    nameless,
    (ids) => `nothing says what ${ids} of ${name} are called`,
    'add the output of aws ec2 describe-instances, or a list of nodes',
  );
  report(
    'name-unusable',
    hosts.filter((one) => one.host !== '' && !isUsable(one)),
    (ids) => `${ids} of ${name} have names that Slurm, Open MPI or Kubernetes cannot take`,
    'letters, digits, dots, dashes and underlines will do; correct the list of nodes',
  );
  const unusable = unusableNodes(hosts);
  report(
    'name-unusable',
    hosts.filter(({ networkNodes }) => networkNodes.some((node) => unusable.has(node))),
    (ids) => `the nodes of the network above ${ids} of ${name} have names that no label of Kubernetes can be`,
    'read it again: AWS names them with letters, digits and dashes',
  );
  report(
    'clique-none',
    instances
      .filter(({ node }) => member.kind === 'ultraserver' && NO_FABRIC.test(node?.clique ?? ''))
      .map(({ id }) => ({ instanceId: id })),
    (ids) => `the GPUs of ${ids} of ${name} belong to no NVLink fabric`,
    'look at nvidia-smi -q there: the fabric is still being set up, or the node has fallen out of it',
  );
  return { hosts, findings };
}

function isUsable({ host, slurmName, nodeName }: TopologyHost): boolean {
  const isDerived = nodeName === host && slurmName === shortName(host);
  return USABLE.test(host) && (isDerived || (USABLE.test(slurmName) && USABLE.test(nodeName)));
}

/** Network nodes whose ids cannot stand in a label, in a file of Slurm, or in a script. */
function unusableNodes(hosts: readonly TopologyHost[]): Set<string> {
  const ids = new Set<string>();
  for (const { networkNodes } of hosts) {
    networkNodes.forEach((node) => ids.add(node));
  }
  return new Set([...ids].filter((id) => !LABEL_VALUE.test(id)));
}

function hostOf(member: TopologyMember, { id, topology, instance, node }: SeenInstance): TopologyHost {
  const dnsName = instance?.PrivateDnsName || undefined;
  const host = dnsName ?? instance?.PrivateIpAddress ?? node?.name ?? node?.slurmName ?? '';
  return {
    instanceId: id,
    host,
    slurmName: node?.slurmName ?? shortName(host),
    nodeName: (node?.labels === undefined ? undefined : node.name) ?? host,
    networkNodes: topology.NetworkNodes ?? [],
    zone: topology.ZoneId ?? topology.AvailabilityZone,
    clique: node?.clique === undefined || NO_FABRIC.test(node.clique) ? undefined : node.clique,
    accelerators: member.accelerators,
    labels: node?.labels,
  };
}

/** `ip-10-0-1-5` of `ip-10-0-1-5.ec2.internal`; an address stays one. */
export function shortName(host: string): string {
  const dot = host.indexOf('.');
  return dot < 0 || (/^\d/.test(host) && /^[\d.]+$/.test(host)) ? host : host.slice(0, dot);
}
