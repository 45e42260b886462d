import { buildTopology, drawSvg, drawText } from '../../../lib/topology';
import { onlyCell, type Rack, worldOf } from '../../support/topology';

const cellOf = (racks: readonly Rack[]): ReturnType<typeof onlyCell> => {
  const { cluster, records, nodes } = worldOf(racks);
  return onlyCell(buildTopology(cluster, records, nodes));
};

test('a tree in text: network nodes, and the domains below them', () => {
  const cell = cellOf([
    { name: 'alpha', cliques: [9, 9] },
    { name: 'bravo', running: 17 },
    { name: 'charlie', networkNodes: [] },
  ]);
  expect(drawText(cell).replaceAll(/ {2}(u-|cr-|clique).*$/gm, '')).toBe(
    [
      'cell main',
      '├─ nn-c0',
      '│  └─ nn-s0',
      '│     ├─ nn-l0',
      '│     │  ├─ alpha-1  9 instances, 36 GPUs',
      '│     │  └─ alpha-2  9 instances, 36 GPUs',
      '│     └─ nn-l1',
      '│        └─ bravo  17 of 18 instances, 68 GPUs',
      '└─ place in the network unknown',
      '   └─ charlie  18 of 18 instances, 72 GPUs',
      '',
    ].join('\n'),
  );
});

describe('SVG', () => {
  const svg = drawSvg(cellOf([{ name: 'alpha', running: 17, networkNodes: ['nn-<a>', 'nn-b'] }]));

  test('has a square for each instance, and one that is missing', () => {
    expect(svg.match(/<rect class="host"/g)).toHaveLength(17);
    expect(svg.match(/<rect class="missing"/g)).toHaveLength(1);
    expect(svg.match(/<rect class="node"/g)).toHaveLength(2);
  });

  test('needs nothing from elsewhere, and escapes what it shows', () => {
    expect(svg).not.toMatch(/href|url\(|<script|@import/);
    expect(svg).toContain('nn-&lt;a&gt;');
    expect(svg).not.toContain('nn-<a>');
  });

  test('opens and closes every element', () => {
    const open = svg.match(/<(svg|g|rect|text|title|style)(\s[^>]*)?(?<!\/)>/g) ?? [];
    const close = svg.match(/<\/(svg|g|rect|text|title|style)>/g) ?? [];
    expect(open).toHaveLength(close.length);
  });
});
