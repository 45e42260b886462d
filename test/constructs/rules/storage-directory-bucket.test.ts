import fc from 'fast-check';
import { checkDirectoryBucket, dataRedundancy, directoryBucketName } from 'cdk-ultraserver/rules';

describe('a directory bucket', () => {
  const ids = (zone: string, baseName?: string, offeredInLocalZone = false): string[] =>
    checkDirectoryBucket({ zone, baseName, offeredInLocalZone }).map(({ id }) => id);

  test('is kept by the kind of its zone', () => {
    expect([dataRedundancy('use1-az4'), dataRedundancy('use1-dfw2-az1')]).toEqual([
      'SingleAvailabilityZone',
      'SingleLocalZone',
    ]);
  });

  test('is in a Local Zone only when told', () => {
    expect(ids('use1-dfw2-az1')).toEqual(['directory-bucket-local-zone']);
    expect([...ids('use1-dfw2-az1', undefined, true), ...ids('use1-az4')]).toEqual([]);
  });

  test('names its zone by id', () => {
    expect(ids('us-east-1a')).toEqual(['zone-name']);
  });

  test('has a name of 63 characters at most, zone and suffix included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 63 }), (length) => {
        const base = 'n'.repeat(length);
        const fits = directoryBucketName(base, 'use1-az4').length <= 63;
        expect(ids('use1-az4', base)).toEqual(fits ? [] : ['directory-bucket-name']);
      }),
    );
  });

  test.each(['', '-a', 'a-', 'Frontier', 'a.b', 'a_b'])('has another name than %j', (base) => {
    expect(ids('use1-az4', base)).toEqual(['directory-bucket-name']);
  });
});
