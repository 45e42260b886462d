import { checkOpenZfs, OPENZFS_THROUGHPUTS } from 'cdk-ultraserver/rules';

describe('OpenZFS', () => {
  const ids = (capacityGiB: number, throughputMBps: number): string[] =>
    checkOpenZfs({ capacityGiB, throughputMBps }).map(({ id }) => id);

  test('takes 64 to 524288 GiB', () => {
    expect([64, 524_288].flatMap((capacity) => ids(capacity, 160))).toEqual([]);
    expect([63, 524_289, 64.5].flatMap((capacity) => ids(capacity, 160))).toEqual(
      Array.from({ length: 3 }, () => 'openzfs-capacity'),
    );
  });

  test('takes its throughputs and no other', () => {
    expect(OPENZFS_THROUGHPUTS.flatMap((value) => ids(64, value))).toEqual([]);
    expect([64, 161, 20_480].flatMap((value) => ids(64, value))).toEqual(
      Array.from({ length: 3 }, () => 'openzfs-throughput'),
    );
  });
});
