import { hostList } from './hostlist';
import { groupBy } from './member-domains';
import type { CellTopology, TopologyDomain } from './topology';

/**
 * `topology.yaml` of a cell, which Slurm reads since 25.05: its UltraServers as blocks, in the order of ranks, so that blocks that
 * follow each other are near to each other; plain instances as a tree of the network's nodes.
 *
 * @throws Error where the cell has no host: an empty file would take a cluster's topology away
 * @see https://slurm.schedmd.com/topology.yaml.html
 */
export function slurmTopologyYaml(topology: CellTopology): string {
  const { blocks, plain } = divided(topology);
  const lines = header(topology, 'topology.yaml');
  if (blocks.length > 0) {
    lines.push(
      '- topology: ultraserver',
      '  cluster_default: true',
      '  block:',
      `    block_sizes: [${blockSize(blocks)}]`,
      '    blocks:',
      ...blocks.map((block) => `      - { block: ${quoted(block.name)}, nodes: ${quoted(nodesOf(block))} }`),
    );
  }
  if (plain.length > 0) {
    lines.push('- topology: network', `  cluster_default: ${blocks.length === 0}`, '  tree:', '    switches:');
    for (const { name, nodes, children } of switches(plain)) {
      const below = nodes.length > 0 ? `nodes: ${quoted(hostList(nodes))}` : `children: ${quoted(hostList(children))}`;
      lines.push(`      - { switch: ${quoted(name)}, ${below} }`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/**
 * `topology.conf` of a cell, for Slurm before 25.05 and for `TopologyPlugin=topology/block`. It knows one plugin at a time: of a cell
 * with both, it has the UltraServers.
 *
 * @throws Error where the cell has no host
 * @see https://slurm.schedmd.com/topology.conf.html
 */
export function slurmTopologyConf(topology: CellTopology): string {
  const { blocks, plain } = divided(topology);
  const lines = header(topology, 'topology.conf');
  if (blocks.length > 0) {
    lines.push(
      '# TopologyPlugin=topology/block',
      ...blocks.map((block) => `BlockName=${block.name} Nodes=${nodesOf(block)}`),
      `BlockSizes=${blockSize(blocks)}`,
    );
  } else {
    lines.push('# TopologyPlugin=topology/tree');
    for (const { name, nodes, children } of switches(plain)) {
      const below = nodes.length > 0 ? `Nodes=${hostList(nodes)}` : `Switches=${hostList(children)}`;
      lines.push(`SwitchName=${name} ${below}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/**
 * The size that Slurm plans with: that of the smallest domain when it is whole. Further sizes would be of several blocks joined into one,
 * which Slurm then takes for one even with `--segment`: with 9 and 18 it places 18 nodes in two UltraServers of 9. Blocks may be larger,
 * and jobs that fit into one are placed there; one in which nodes are missing does not make the size smaller.
 */
export function blockSize(blocks: readonly TopologyDomain[]): number {
  return Math.min(...blocks.map(({ expected, hosts }) => expected ?? hosts.length));
}

function divided({ cell, domains }: CellTopology): { blocks: TopologyDomain[]; plain: TopologyDomain[] } {
  if (domains.length === 0) {
    throw new Error(`cell ${cell} has no host to write of`);
  }
  return {
    blocks: domains.filter(({ kind }) => kind === 'ultraserver'),
    plain: domains.filter(({ kind }) => kind === 'instances'),
  };
}

function header({ cell, domains }: CellTopology, file: string): string[] {
  const hosts = domains.reduce((sum, domain) => sum + domain.hosts.length, 0);
  return [
    `# ${file} of cell ${cell}: ${domains.length} NVLink domains, ${hosts} nodes. Written by ultraserver topology.`,
  ];
}

function nodesOf({ hosts }: TopologyDomain): string {
  return hostList(hosts.map(({ slurmName }) => slurmName));
}

interface Switch {
  readonly name: string;
  readonly nodes: readonly string[];
  readonly children: readonly string[];
}

/** Nodes of the network above plain instances, the lowest first; those of which AWS tells nothing are under one of their own. */
function switches(domains: readonly TopologyDomain[]): Switch[] {
  const hosts = domains.flatMap((domain) => domain.hosts);
  const all: Switch[] = [];
  const ways = groupBy(hosts, ({ networkNodes }) => networkNodes.join('/'));
  const inner = new Set([...ways.keys()].flatMap(prefixes));
  let level = [...ways].map(([told, below]) => {
    const last = told.split('/').at(-1) || 'unknown';
    // A switch has nodes or switches. Where AWS tells fewer layers of some instances, those get a switch of their own.
    const name = inner.has(told) ? `${last}-nodes` : last;
    all.push({ name, nodes: below.map(({ slurmName }) => slurmName), children: [] });
    return { way: inner.has(told) ? `${told}/${name}` : told, name };
  });
  while (level.some(({ way }) => way.includes('/'))) {
    const deepest = Math.max(...level.map(({ way }) => way.split('/').length));
    const [deep, rest] = [
      level.filter(({ way }) => way.split('/').length === deepest),
      level.filter(({ way }) => way.split('/').length < deepest),
    ];
    const above = [...groupBy(deep, ({ way }) => way.slice(0, way.lastIndexOf('/')))].map(([way, below]) => {
      const name = way.split('/').at(-1) ?? way;
      all.push({ name, nodes: [], children: below.map((one) => one.name) });
      return { way, name };
    });
    level = [...rest, ...above];
  }
  if (level.length > 1) {
    all.push({ name: 'top', nodes: [], children: level.map(({ name }) => name) });
  }
  return all;
}

/** Ways to the nodes above the end of a way. */
function prefixes(way: string): string[] {
  const nodes = way.split('/');
  return nodes.slice(1).map((_, index) => nodes.slice(0, index + 1).join('/'));
}

/** In YAML's single quotes: names may look like numbers, and lists have brackets. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
