import { networkTree, type NetworkTreeNode } from './network-tree';
import type { CellTopology, TopologyDomain } from './topology';

const CELL = 14;
const GAP = 2;
const COLUMNS = 2;
const DOMAIN_WIDTH = 96;
const NODE_LABEL = 18;
const PADDING = 8;
const ROW_WIDTH = 1200;

/** Text and lines follow the reader's colors; parts that are missing have an outline and no fill. */
const STYLE = `
  svg { color-scheme: light dark; font: 11px ui-sans-serif, system-ui, sans-serif; }
  text { fill: light-dark(#1b1f24, #e6edf3); }
  .id { fill: light-dark(#57606a, #9da7b3); font-size: 10px; }
  .node { fill: none; stroke: light-dark(#d0d7de, #3d444d); }
  .host { fill: light-dark(#4f7d1e, #8fce4a); }
  .missing { fill: none; stroke: light-dark(#bf8700, #e3b341); stroke-dasharray: 2 2; }`;

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly body: string;
}

/**
 * A drawing of a cell as one SVG file that needs nothing else: a frame for each node of the network, and in it the domains, with a
 * square for each instance and a dashed one for each that is missing.
 */
export function drawSvg({ cell, domains }: CellTopology): string {
  const title = `Cell ${cell}: ${domains.length} NVLink domains`;
  const { width, height, body } = flow(networkTree(domains).map(drawNode));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title" width="${width + 2 * PADDING}" height="${height + 40}" viewBox="0 0 ${width + 2 * PADDING} ${height + 40}">`,
    `<title id="title">${escaped(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<text x="${PADDING}" y="20">${escaped(title)}</text>`,
    `<g transform="translate(${PADDING} 32)">${body}</g>`,
    '</svg>',
    '',
  ].join('\n');
}

function drawNode({ id, children, domains }: NetworkTreeNode): Picture {
  const content = flow([...domains.map(drawDomain), ...children.map(drawNode)]);
  const label = id ?? 'place in the network unknown';
  const width = Math.max(content.width, label.length * 6) + 2 * PADDING;
  const height = content.height + NODE_LABEL + PADDING;
  return {
    width,
    height,
    body:
      `<rect class="node" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="4"/>` +
      `<text class="id" x="${PADDING}" y="13">${escaped(label)}</text>` +
      at(content, PADDING, NODE_LABEL),
  };
}

function drawDomain({ name, hosts, expected, ultraServerType, instanceType, clique }: TopologyDomain): Picture {
  const places = Math.max(expected ?? 0, hosts.length);
  const columns = places > 1 ? COLUMNS : 1;
  const rows = Math.ceil(places / columns);
  const squares = Array.from({ length: places }, (_, index) => {
    const host = hosts[index];
    const [x, y] = [Math.floor(index / rows) * (CELL + GAP), 18 + (index % rows) * (CELL + GAP)];
    const what =
      host === undefined ? 'missing' : `${host.slurmName}, ${host.instanceId}, ${host.accelerators} accelerators`;
    return `<rect class="${host === undefined ? 'missing' : 'host'}" x="${x}" y="${y}" width="${CELL}" height="${CELL}" rx="2"><title>${escaped(what)}</title></rect>`;
  });
  const about = [ultraServerType ?? instanceType, ...(clique === undefined ? [] : [`clique ${clique}`])].join(', ');
  return {
    width: DOMAIN_WIDTH,
    height: 18 + rows * (CELL + GAP) + PADDING,
    body: `<text x="0" y="12">${escaped(name)}<title>${escaped(about)}</title></text>${squares.join('')}`,
  };
}

/** Pictures from left to right, in as many rows as it takes. */
function flow(pictures: readonly Picture[]): Picture {
  let [x, y, width, rowHeight] = [0, 0, 0, 0];
  const body = pictures.map((picture) => {
    if (x > 0 && x + picture.width > ROW_WIDTH) {
      [x, y, rowHeight] = [0, y + rowHeight + PADDING, 0];
    }
    const placed = at(picture, x, y);
    x += picture.width + PADDING;
    width = Math.max(width, x - PADDING);
    rowHeight = Math.max(rowHeight, picture.height);
    return placed;
  });
  return { width, height: y + rowHeight, body: body.join('') };
}

function at({ body }: Picture, x: number, y: number): string {
  return `<g transform="translate(${x} ${y})">${body}</g>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
