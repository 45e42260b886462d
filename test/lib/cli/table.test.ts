import { renderTable } from '../../../lib/cli/table';

test('columns stand under their titles, numbers to the right, and no line ends with space', () => {
  expect(
    renderTable(
      [{ title: 'pool' }, { title: 'GPUs', align: 'right' }, { title: 'zone' }],
      [
        ['train', '144', 'use1-dfw2-az1'],
        ['inference', '8', ''],
      ],
    ).split('\n'),
  ).toEqual([
    'pool       GPUs  zone', //
    'train       144  use1-dfw2-az1',
    'inference     8',
  ]);
});
