/** Something odd about a topology. */
export interface TopologyFinding {
  /** Kebab-case and stable; docs/topology.md lists them all. */
  readonly id: TopologyFindingId;

  /** `error`: no file is written of the cell; `warning`: files are right, and somebody should look; `note`: good to know. */
  readonly severity: 'error' | 'warning' | 'note';

  /** The cell; undefined where it concerns all. */
  readonly cell: string | undefined;

  /** The member; undefined where it concerns several or none. */
  readonly member: string | undefined;

  /** What was found. */
  readonly message: string;

  /** What to do. */
  readonly remedy: string;
}

/** How bad each finding is. */
const SEVERITIES = {
  'block-disagrees': 'error',
  'block-not-in-file': 'note',
  'block-pending': 'warning',
  'block-unmapped': 'error',
  'cell-two-zones': 'warning',
  'clique-ambiguous': 'error',
  'clique-contradictory': 'error',
  'clique-none': 'warning',
  'clique-partial': 'warning',
  'clique-spans-blocks': 'error',
  'clique-split': 'warning',
  'clique-unknown': 'note',
  'domain-name-taken': 'error',
  'instance-contradictory': 'error',
  'instance-not-in-file': 'note',
  'instance-repeated': 'note',
  'instance-without-id': 'error',
  'instance-without-topology': 'warning',
  'layers-disagree': 'warning',
  'member-empty': 'warning',
  'member-overfull': 'error',
  'member-partial': 'warning',
  'name-repeated': 'error',
  'name-unknown': 'error',
  'name-unusable': 'error',
  'network-depth': 'warning',
  'network-unknown': 'warning',
  'node-unknown': 'warning',
  'reservation-elsewhere': 'warning',
  'type-disagrees': 'error',
  'zone-disagrees': 'error',
} as const satisfies Readonly<Record<string, TopologyFinding['severity']>>;

export type TopologyFindingId = keyof typeof SEVERITIES;

/** Every id, in alphabetical order. */
export const TOPOLOGY_FINDING_IDS = Object.keys(SEVERITIES) as TopologyFindingId[];

/** How bad a finding of an id is. */
export function severityOf(id: TopologyFindingId): TopologyFinding['severity'] {
  return SEVERITIES[id];
}

/** Where a finding belongs. */
export interface FindingPlace {
  readonly cell?: string;
  readonly member?: string;
}

/** A finding of an id, with the severity that it has. */
export function finding(
  id: TopologyFindingId,
  { cell, member }: FindingPlace,
  message: string,
  remedy: string,
): TopologyFinding {
  return { id, severity: SEVERITIES[id], cell, member, message, remedy };
}

/** Names in a sentence: all of a few, the first of many. */
export function some(names: readonly string[], most = 3): string {
  const sorted = names.toSorted();
  return sorted.length <= most
    ? sorted.join(', ')
    : `${sorted.slice(0, most).join(', ')} and ${sorted.length - most} more`;
}

/** `1 instance`, `3 instances`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
