/** An edge of a tree, from a place in the order to that of its parent. */
export type TreeEdge = readonly [child: number, parent: number];

/**
 * The two binary trees over n places with which NCCL reduces half of the data each: what is a leaf in one is inside the other. The
 * first hangs every place below the one that has its lowest bit cleared and the next one set; the second is its mirror image where n is
 * even, and its neighbor by one place where n is odd.
 *
 * @see https://github.com/NVIDIA/nccl/blob/master/src/graph/trees.cc
 */
export function doubleBinaryTree(places: number): TreeEdge[] {
  const first = binaryTree(places);
  const twin = (place: number): number => (places % 2 === 0 ? places - 1 - place : (place + 1) % places);
  return [...first, ...first.map(([child, parent]): TreeEdge => [twin(child), twin(parent)])];
}

function binaryTree(places: number): TreeEdge[] {
  return Array.from({ length: Math.max(0, places - 1) }, (_, index): TreeEdge => {
    const child = index + 1;
    const bit = child & -child;
    const above = (child ^ bit) | (bit << 1);
    return [child, above < places ? above : child ^ bit];
  });
}
