import { checkSlurmQueue, type SlurmQueueGroup } from 'cdk-ultraserver/rules';

const rack = (name: string, nodes = 18): SlurmQueueGroup => ({ name, nodes, ultraServer: true });
const plain = (name: string, nodes = 5): SlurmQueueGroup => ({ name, nodes, ultraServer: false });

test.each([
  ['UltraServers alone', [rack('alpha'), rack('bravo', 9)]],
  ['other nodes alone, of any number', [plain('serve'), plain('tune', 7)]],
  ['nothing yet', []],
])('a queue may have %s', (_what, groups) => {
  expect(checkSlurmQueue('train', groups)).toEqual([]);
});

test('UltraServers and other nodes do not share a queue', () => {
  expect(checkSlurmQueue('train', [rack('alpha'), plain('serve'), rack('bravo')])).toEqual([
    {
      id: 'slurm-queue-mixed',
      message: expect.stringContaining('UltraServers (alpha, bravo) and other nodes (serve)') as string,
      path: ['queue'],
    },
  ]);
});

test('numbers of instances must fit each other', () => {
  expect(checkSlurmQueue('train', [rack('alpha', 18), rack('bravo', 12)]).map(({ id }) => id)).toEqual([
    'slurm-queue-blocks',
  ]);
});
