import { finding, some, type TopologyFinding } from './finding';
import { groupBy } from './member-domains';
import { shortName } from './member-hosts';
import type { ReservationTopologyRecord } from './records';
import type { TopologyDomain, TopologyHost } from './topology';

/**
 * Layers of the network that Kueue looks at above UltraServers: hosts of one that disagree in them would be two to it.
 *
 * @see GpuPool.networkLayers of the package
 */
const LAYERS_ABOVE_ULTRASERVERS = 2;

/** What is odd about the domains of a cell, taken together. */
export function checkCell(cell: string, domains: readonly TopologyDomain[]): TopologyFinding[] {
  const { zones, depths, apart, namesDiffer } = survey(domains);
  return [
    ...(namesDiffer
      ? []
      : checkNames(
          cell,
          domains.flatMap(({ hosts }) => hosts),
        )),
    ...(zones.size < 2 ? [] : [twoZones(cell, [...zones].toSorted())]),
    ...[...depths].flatMap(([instanceType, of]) => (of.size < 2 ? [] : [uneven(cell, instanceType, [...of])])),
    ...apart.map(({ name, member }) =>
      finding(
        'layers-disagree',
        { cell, member },
        `the instances of ${name} are not under the same nodes in the upper ${LAYERS_ABOVE_ULTRASERVERS} layers of the network`,
        'Kueue takes it for several UltraServers and places no job over all of it: give its GpuPool fewer networkLayers',
      ),
    ),
  ];
}

/** What is looked for in all hosts of a cell, which can be many. */
interface Survey {
  readonly zones: ReadonlySet<string>;

  /** How many layers of the network AWS tells, by instance type. */
  readonly depths: ReadonlyMap<string, ReadonlySet<number>>;

  /** UltraServers whose instances are not together in the upper layers. */
  readonly apart: readonly TopologyDomain[];

  /** Whether it is certain that no two hosts share a name. */
  readonly namesDiffer: boolean;
}

/** Looks at every host once. */
function survey(domains: readonly TopologyDomain[]): Survey {
  const zones = new Set<string>();
  const depths = new Map<string, Set<number>>();
  const apart: TopologyDomain[] = [];
  const slurmNames = new Set<string>();
  let [hostCount, areDerived] = [0, true];
  for (const domain of domains) {
    const depthsOfType = depths.get(domain.instanceType) ?? new Set();
    depths.set(domain.instanceType, depthsOfType);
    let [upper, isApart]: [readonly string[] | undefined, boolean] = [undefined, false];
    for (const { host, slurmName, nodeName, zone, networkNodes } of domain.hosts) {
      hostCount++;
      slurmNames.add(slurmName);
      areDerived &&= nodeName === host && slurmName === shortName(host);
      if (zone !== undefined) {
        zones.add(zone);
      }
      if (networkNodes.length > 0) {
        depthsOfType.add(networkNodes.length);
        upper ??= networkNodes.slice(0, LAYERS_ABOVE_ULTRASERVERS);
        isApart ||= upper.some((node, layer) => networkNodes[layer] !== node);
      }
    }
    if (isApart && domain.kind === 'ultraserver') {
      apart.push(domain);
    }
  }
  // Where all other names are made of the host names, one set of names that differ is enough.
  return { zones, depths, apart, namesDiffer: areDerived && slurmNames.size === hostCount };
}

function checkNames(cell: string, hosts: readonly TopologyHost[]): TopologyFinding[] {
  const kinds = [
    ['host name', ({ host }: TopologyHost) => host],
    ['Slurm name', ({ slurmName }: TopologyHost) => slurmName],
    ['Kubernetes name', ({ nodeName }: TopologyHost) => nodeName],
  ] as const;
  return kinds.flatMap(([what, nameOf]) =>
    [...groupBy(hosts, nameOf)]
      .filter(([name, sharing]) => name !== '' && sharing.length > 1)
      .map(([name, sharing]) =>
        finding(
          'name-repeated',
          { cell },
          `${some(sharing.map(({ instanceId }) => instanceId))} share the ${what} ${name}`,
          'read it again: an instance that is gone may have left its name to another one',
        ),
      ),
  );
}

function twoZones(cell: string, zones: readonly string[]): TopologyFinding {
  return finding(
    'cell-two-zones',
    { cell },
    `cell ${cell} runs in ${zones.join(' and ')}, and EFA does not cross zones`,
    'let no job span them: choose by pool or zone, and give the ranks of each zone a host file of its own',
  );
}

function uneven(cell: string, instanceType: string, depths: readonly number[]): TopologyFinding {
  const sorted = depths.toSorted((one, other) => one - other);
  return finding(
    'network-depth',
    { cell },
    `AWS tells ${sorted.join(' and ')} layers of the network above instances of ${instanceType}, and not the same of all`,
    'read it again; layers are compared from the top',
  );
}

/** Cliques that are in two members, which NVLink cannot be, and names of domains that are there twice. */
export function checkDomains(
  domains: readonly TopologyDomain[],
  cellOf: (member: string) => string,
): TopologyFinding[] {
  const ultraServers = domains.filter(({ kind }) => kind === 'ultraserver');
  const spanning = [...groupBy(ultraServers, ({ clique }) => clique)].filter(
    ([clique, sharing]) => clique !== undefined && new Set(sharing.map(({ member }) => member)).size > 1,
  );
  const taken = [...groupBy(domains, ({ name }) => name)].filter(([, sharing]) => sharing.length > 1);
  return [
    ...spanning.flatMap(([clique, sharing]) =>
      [...new Set(sharing.map(({ member }) => cellOf(member)))].map((cell) =>
        finding(
          'clique-spans-blocks',
          { cell },
          `${sharing.map(({ name }) => name).join(' and ')} report the same clique ${clique}, and are two blocks`,
          'a clique is within one UltraServer: collect the cliques again, and compare the blocks of the file',
        ),
      ),
    ),
    ...taken.flatMap(([name, sharing]) =>
      [...new Set(sharing.map(({ member }) => cellOf(member)))].map((cell) =>
        finding(
          'domain-name-taken',
          { cell },
          `two domains would be called ${name}: of ${sharing.map(({ member }) => member).join(' and ')}`,
          'rename the member of that name: the parts of an UltraServer take its name and a number',
        ),
      ),
    ),
  ];
}

/** For UltraServers AWS tells the same way for a reservation and for what runs in it. */
export function checkReservations(
  domains: readonly TopologyDomain[],
  reservations: readonly ReservationTopologyRecord[],
  cellOf: (member: string) => string,
): TopologyFinding[] {
  const ways = new Map(reservations.map((one) => [one.CapacityReservationId, one.NetworkNodes ?? []]));
  return domains
    .filter(({ kind }) => kind === 'ultraserver')
    .flatMap(({ member, reservationId, hosts }) => {
      const way = ways.get(reservationId);
      if (way === undefined) {
        return [];
      }
      const away = hosts.filter(
        ({ networkNodes }) => networkNodes.length > 0 && way.some((node, layer) => networkNodes[layer] !== node),
      );
      return away.length === 0
        ? []
        : [
            finding(
              'reservation-elsewhere',
              { cell: cellOf(member), member },
              `${some(away.map(({ instanceId }) => instanceId))} of ${member} are under other network nodes than ${reservationId} is said to be`,
              'ask again in some minutes; files go by where the instances are',
            ),
          ];
    });
}
