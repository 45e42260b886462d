import { doubleBinaryTree, type TreeEdge } from '../../../lib/collectives/double-tree';

const halves = (places: number): [TreeEdge[], TreeEdge[]] => {
  const edges = doubleBinaryTree(places);
  return [edges.slice(0, places - 1), edges.slice(places - 1)];
};

test.each([1, 2, 3, 4, 7, 8, 18, 25, 36])('of %i places: two trees, each with every place and one root', (places) => {
  for (const tree of halves(places)) {
    const parents = new Map(tree);
    expect(parents.size).toBe(places - 1);
    const roots = Array.from({ length: places }, (_, place) => place).filter((place) => !parents.has(place));
    expect(roots).toHaveLength(1);
    for (const start of parents.keys()) {
      let [place, steps]: [number | undefined, number] = [start, 0];
      while (place !== undefined && place !== roots[0] && steps <= places) {
        [place, steps] = [parents.get(place), steps + 1];
      }
      expect(place).toBe(roots[0]);
      // As deep as a binary tree is, and one more for the root that stands above it.
      expect(steps).toBeLessThanOrEqual(Math.ceil(Math.log2(places)) + 1);
    }
    const children = [...new Set(parents.values())].map(
      (parent) => tree.filter(([, other]) => other === parent).length,
    );
    expect(Math.max(0, ...children)).toBeLessThanOrEqual(2);
  }
});

test.each([2, 8, 18, 36])(
  'of %i places, an even number: what has two children in one tree has none in the other',
  (places) => {
    const inner = halves(places).map((tree) => {
      const counts = new Map<number, number>();
      tree.forEach(([, parent]) => counts.set(parent, (counts.get(parent) ?? 0) + 1));
      return counts;
    });
    for (let place = 0; place < places; place++) {
      expect((inner[0]?.get(place) ?? 0) + (inner[1]?.get(place) ?? 0)).toBeLessThanOrEqual(2);
    }
  },
);
