import fc from 'fast-check';

import { checkLabelValue } from 'cdk-ultraserver/rules';

import { buildTopology, labelCommands, nodeLabels, parseNodes } from '../../../lib/topology';
import { hex, onlyCell, type Rack, worldOf } from '../../support/topology';

const cellOf = (racks: readonly Rack[]): ReturnType<typeof onlyCell> => {
  const { cluster, records, nodes } = worldOf(racks);
  return onlyCell(buildTopology(cluster, records, nodes));
};

/**
 * A label's key, as Kubernetes takes it: a DNS subdomain before the slash.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
const KEY = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

test('a node is told its pool, member, block and network layers', () => {
  const [first] = nodeLabels(cellOf([{ name: 'alpha' }]));
  expect(first).toEqual({
    node: 'ip-10-0-0-1.ec2.internal',
    labels: {
      'cdk-ultraserver/pool': 'train',
      'cdk-ultraserver/member': 'alpha',
      'cdk-ultraserver/block': `cr-${hex(1)}`,
      'topology.k8s.aws/network-node-layer-1': 'nn-c0',
      'topology.k8s.aws/network-node-layer-2': 'nn-s0',
      'topology.k8s.aws/network-node-layer-3': 'nn-l0',
    },
    missing: expect.arrayContaining(['cdk-ultraserver/member']) as string[],
  });
});

test('keys and values are such as Kubernetes takes, whatever the network is called', () => {
  const name = fc.stringMatching(/^nn-[0-9a-f]{17}$/);
  fc.assert(
    fc.property(fc.tuple(name, name, name), fc.constantFrom(9, 18), (networkNodes, size) => {
      for (const { labels } of nodeLabels(cellOf([{ name: 'alpha', size, networkNodes, cliques: [4, size - 4] }]))) {
        for (const [key, value] of Object.entries(labels)) {
          expect(key).toMatch(KEY);
          expect(checkLabelValue('a node', value)).toEqual([]);
        }
      }
    }),
    { numRuns: 20 },
  );
  expect(checkLabelValue('a node', 'not a value')).toHaveLength(1);
});

describe('with what Kubernetes says of its nodes', () => {
  const { cluster, records } = worldOf([{ name: 'alpha', size: 2 }]);
  const labels = nodeLabels(cellOf([{ name: 'alpha', size: 2 }]))[0]?.labels;
  const list = (second: Record<string, string>): string =>
    JSON.stringify({
      kind: 'List',
      items: [labels, second].map((own, index) => ({
        kind: 'Node',
        metadata: { name: `node-${index}`, labels: { ...own, 'nvidia.com/gpu.clique': `${'a'.repeat(36)}.7` } },
        spec: { providerID: `aws:///use1-dfw2-az1/i-${hex(index + 1)}` },
      })),
    });

  test('only what is missing or wrong is set', () => {
    const wrong = { ...labels, 'cdk-ultraserver/member': 'bravo' };
    const cell = onlyCell(buildTopology(cluster, records, parseNodes(list(wrong), 'nodes.json')));
    expect(cell.domains[0]?.clique).toBe(`${'a'.repeat(36)}.7`);
    expect(labelCommands(cell).split('\n').slice(1, -1)).toEqual([
      '# Labels of cell main: 1 of 2 nodes lack some. Written by ultraserver topology.',
      'set -eu',
      'kubectl label --overwrite node node-1 cdk-ultraserver/member=alpha',
    ]);
  });

  test('a script with nothing to do says so', () => {
    const cell = onlyCell(buildTopology(cluster, records, parseNodes(list(labels ?? {}), 'nodes.json')));
    expect(labelCommands(cell)).not.toContain('kubectl');
  });
});
