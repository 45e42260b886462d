/**
 * Where AWS documents Capacity Blocks of instance types that are sold in UltraServers: a zone's id, or how the ids of a
 * Region's zones begin.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html
 */
const ULTRASERVER_ZONES: Readonly<Record<string, { readonly where: string; readonly zones: string }>> = {
  'p6e-gb200.36xlarge': { where: 'use1-dfw2-az1, the Dallas Local Zone', zones: 'use1-dfw2-az1' },
  'trn2u.48xlarge': { where: 'us-east-2', zones: 'use2-' },
};

/**
 * Where AWS documents that UltraServers of an instance type are sold, if a zone is not there: for a message.
 *
 * @returns undefined where the zone is there, and for a type of which nothing is documented
 */
export function documentedElsewhere(instanceType: string, zone: string): string | undefined {
  const documented = ULTRASERVER_ZONES[instanceType];
  return documented === undefined || zone.startsWith(documented.zones) ? undefined : documented.where;
}

/**
 * Instance types whose EFA traffic reaches no other types.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa.html#efa-limits
 */
const EFA_AMONG_THEMSELVES = ['p4d.24xlarge', 'p4de.24xlarge', 'dl1.24xlarge'];

/** Whether AWS documents that EFA traffic between the type and others is not supported. */
export function isEfaIsland(instanceType: string): boolean {
  return EFA_AMONG_THEMSELVES.includes(instanceType);
}
