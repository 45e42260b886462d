import type { CellTopology } from './topology';

/**
 * A host file for Open MPI: a line for each host, in rank order, with a slot for each of its accelerators. mpirun fills the hosts
 * one after another (`--map-by slot`, its default), so that ranks which follow each other share a domain, and after it the
 * nearest node of the network.
 *
 * @throws Error where the cell has no host
 * @see https://docs.open-mpi.org/en/v5.0.x/launching-apps/scheduling.html
 */
export function hostFile({ cell, domains }: CellTopology): string {
  if (domains.length === 0) {
    throw new Error(`cell ${cell} has no host to write of`);
  }
  const lines = [`# Hosts of cell ${cell} in rank order. Written by ultraserver topology.`];
  let rank = 0;
  for (const { name, hosts } of domains) {
    const ranks = hosts.reduce((sum, { accelerators }) => sum + accelerators, 0);
    lines.push(`# ${name}: ranks ${rank} to ${rank + ranks - 1}`);
    rank += ranks;
    for (const { host, accelerators } of hosts) {
      lines.push(`${host} slots=${accelerators}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
