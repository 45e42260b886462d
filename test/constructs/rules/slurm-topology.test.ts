import { checkBlockSizes, checkJobShape, checkQueueBlocks, type SlurmBlock } from 'cdk-ultraserver/rules';
import fc from 'fast-check';

const blocks = (...sizes: number[]): SlurmBlock[] => sizes.map((nodes, index) => ({ name: `block-${index}`, nodes }));
const ids = (problems: { readonly id: string }[]): string[] => problems.map(({ id }) => id);

describe('block sizes', () => {
  test.each([[[18]], [[9, 18]], [[18, 36, 72]], [[18, 72]], [[1, 2]]])('%j can stand in a topology', (sizes) => {
    expect(checkBlockSizes(sizes)).toEqual([]);
  });

  test.each([
    [[18, 54], 1],
    [[18, 18], 1],
    [[36, 18], 1],
    [[18, 36, 108], 2],
    [[0], 0],
    [[4.5], 0],
  ])('%j cannot', (sizes, bad) => {
    expect(checkBlockSizes(sizes)).toEqual([
      {
        id: 'slurm-block-sizes',
        message: expect.stringContaining(`got ${sizes.join(', ')}`),
        path: ['blockSizes', bad],
      },
    ]);
  });

  test('there must be one', () => {
    expect(checkBlockSizes([])).toEqual([expect.objectContaining({ message: expect.stringContaining('got none') })]);
  });
});

describe('the UltraServers of a queue', () => {
  test.each([[[18]], [[9, 18]], [[18, 9, 9, 18]], [[2, 8]], [[]]])('of %j instances can share it', (sizes) => {
    expect(checkQueueBlocks('train', blocks(...sizes))).toEqual([]);
  });

  test.each([[[18, 12]], [[9, 17]], [[9, 27]]])('of %j instances cannot', (sizes) => {
    expect(checkQueueBlocks('train', blocks(...sizes))).toEqual([
      {
        id: 'slurm-queue-blocks',
        message: expect.stringMatching(new RegExp(`block-0 has ${sizes[0]}, block-1 has ${sizes[1]}`)),
        path: ['queue'],
      },
    ]);
  });

  test('can share it whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 36 }), { minLength: 1, maxLength: 6 }), (sizes) => {
        const one = checkQueueBlocks('train', blocks(...sizes)).length;
        expect(checkQueueBlocks('train', blocks(...sizes.toReversed()))).toHaveLength(one);
      }),
    );
  });
});

describe("a job's shape", () => {
  test.each([
    [18, 18, [18]],
    [36, 18, [18, 18]],
    [24, 12, [18, 18]],
    [5, 18, [18]],
    [27, 9, [9, 18]],
    [20, undefined, [18, 18]],
    [1, 1, [1]],
  ])('of %d nodes in segments of %s fits %j', (nodes, segment, sizes) => {
    const shape = { nodes, blocks: blocks(...sizes), ...(segment === undefined ? {} : { segment }) };
    expect(checkJobShape(shape)).toEqual([]);
  });

  test.each([
    [19, 19, [18, 18], 'slurm-segment'],
    [18, 18, [9, 18], 'slurm-segment'],
    [18, 0, [18], 'slurm-segment'],
    [37, undefined, [18, 18], 'slurm-job-nodes'],
    [0, undefined, [18], 'slurm-job-nodes'],
    [25, 12, [18, 18], 'slurm-segment-multiple'],
    [36, 12, [18, 18], 'slurm-segments'],
  ])('of %d nodes in segments of %s does not fit %j: %s', (nodes, segment, sizes, id) => {
    const shape = { nodes, blocks: blocks(...sizes), ...(segment === undefined ? {} : { segment }) };
    expect(ids(checkJobShape(shape))).toEqual([id]);
  });

  test('fits wherever its segments can be laid down block by block', () => {
    const size = fc.integer({ min: 1, max: 36 });
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 6 }),
        size,
        fc.integer({ min: 2, max: 12 }),
        (sizes, segment, count) => {
          fc.pre(segment <= Math.min(...sizes));
          let left = count;
          for (const free of sizes) {
            for (let at = free; at >= segment && left > 0; at -= segment) {
              left -= 1;
            }
          }
          const problems = checkJobShape({ nodes: count * segment, segment, blocks: blocks(...sizes) });
          expect(problems.length === 0).toBe(left === 0);
        },
      ),
    );
  });
});
