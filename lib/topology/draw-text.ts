import { networkTree, type NetworkTreeNode } from './network-tree';
import type { CellTopology, TopologyDomain } from './topology';

const BRANCH = { more: '├─ ', last: '└─ ', through: '│  ', none: '   ' };

/** A drawing of a cell in text: the network's nodes, and the domains below them, in rank order. */
export function drawText({ cell, domains }: CellTopology): string {
  const lines = [`cell ${cell}`];
  draw(networkTree(domains), '', lines);
  return `${lines.join('\n')}\n`;
}

type Item = { readonly node: NetworkTreeNode } | { readonly domain: TopologyDomain };

function draw(
  nodes: readonly NetworkTreeNode[],
  indent: string,
  lines: string[],
  own: readonly TopologyDomain[] = [],
): void {
  const items: Item[] = [...own.map((domain) => ({ domain })), ...nodes.map((node) => ({ node }))];
  items.forEach((item, index) => {
    const last = index === items.length - 1;
    const start = `${indent}${last ? BRANCH.last : BRANCH.more}`;
    const below = `${indent}${last ? BRANCH.none : BRANCH.through}`;
    if ('domain' in item) {
      lines.push(`${start}${domainLine(item.domain)}`);
    } else {
      lines.push(`${start}${item.node.id ?? 'place in the network unknown'}`);
      draw(item.node.children, below, lines, item.node.domains);
    }
  });
}

/** `alpha  18 of 18 instances, 72 GPUs  u-p6e-gb200x72  cr-...  clique ...`. */
function domainLine({
  name,
  hosts,
  expected,
  kind,
  ultraServerType,
  instanceType,
  reservationId,
  clique,
}: TopologyDomain): string {
  const accelerators = hosts.reduce((sum, host) => sum + host.accelerators, 0);
  const size =
    kind === 'instances' ? '' : `${hosts.length}${expected === undefined ? '' : ` of ${expected}`} instances, `;
  return [
    `${name}  ${size}${accelerators} GPUs`,
    ultraServerType ?? instanceType,
    ...(reservationId === undefined ? [] : [reservationId]),
    ...(clique === undefined ? [] : [`clique ${clique}`]),
  ].join('  ');
}
