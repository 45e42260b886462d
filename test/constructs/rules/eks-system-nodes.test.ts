import { checkSystemNodes, FEWEST_SYSTEM_NODES } from 'cdk-ultraserver/rules';
import fc from 'fast-check';

const SOUND = { count: FEWEST_SYSTEM_NODES, instanceTypes: ['m7g.xlarge'] };

test.each(['m7g.xlarge', 'c8gn.2xlarge', 'r6gd.metal', 'x2gd.large', 'a1.large', 't4g.medium'])(
  '%s is Graviton',
  (type) => {
    expect(checkSystemNodes({ ...SOUND, instanceTypes: [type] })).toEqual([]);
  },
);

test.each(['m7i.xlarge', 'c7a.large', 'g6.xlarge', 'p5en.48xlarge', 'm7g', 'm7g.', ''])('%j is not', (type) => {
  expect(checkSystemNodes({ ...SOUND, instanceTypes: ['m7g.xlarge', type] })).toEqual([
    {
      id: 'eks-system-nodes-graviton',
      message: expect.stringContaining(`${type} is no Graviton type`) as string,
      path: ['systemNodes', 'instanceTypes'],
    },
  ]);
});

test('there is one for each replica of a controller', () => {
  fc.assert(
    fc.property(fc.integer({ min: -3, max: 9 }), (count) => {
      const ids = checkSystemNodes({ ...SOUND, count }).map(({ id }) => id);
      expect(ids).toEqual(count < FEWEST_SYSTEM_NODES ? ['eks-system-nodes'] : []);
    }),
  );
});

test.each([2.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is no number of them', (count) => {
  expect(checkSystemNodes({ ...SOUND, count })).toEqual([
    {
      id: 'eks-system-nodes',
      message: expect.stringContaining(`got ${count}; give a whole number from 2 on`) as string,
      path: ['systemNodes', 'count'],
    },
  ]);
});

test('everything wrong is said at once', () => {
  expect(checkSystemNodes({ count: 1, instanceTypes: ['m7i.large', 'm8g.large', 'm6a.large'] })).toHaveLength(3);
});
