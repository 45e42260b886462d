import fc from 'fast-check';
import { checkLustreMetadataIops, LUSTRE_METADATA_IOPS, type LustreStorageClass } from 'cdk-ultraserver/rules';

const CLASSES: LustreStorageClass[] = ['ssd', 'intelligent-tiering'];

test.each(CLASSES)('%s takes what is listed, and nothing else', (storageClass) => {
  const allowed = LUSTRE_METADATA_IOPS[storageClass];
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...allowed), fc.integer({ min: 0, max: 250_000 })), (iops) => {
      expect(checkLustreMetadataIops(iops, storageClass).map(({ id }) => id)).toEqual(
        allowed.includes(iops) ? [] : ['lustre-metadata-iops'],
      );
    }),
  );
});

test('SSD: 1500, 3000, 6000 and multiples of 12000 up to 192000', () => {
  expect(LUSTRE_METADATA_IOPS.ssd).toEqual([
    1500, 3000, 6000, 12_000, 24_000, 36_000, 48_000, 60_000, 72_000, 84_000, 96_000, 108_000, 120_000, 132_000,
    144_000, 156_000, 168_000, 180_000, 192_000,
  ]);
});

test.each<[LustreStorageClass, number, RegExp]>([
  ['ssd', 4500, /take 3000 or 6000$/],
  ['ssd', 1000, /take 1500$/],
  ['ssd', 204_000, /take 192000$/],
  ['intelligent-tiering', 24_000, /take 12000$/],
])('%s: %d names the nearest', (storageClass, iops, advice) => {
  expect(checkLustreMetadataIops(iops, storageClass)[0]!.message).toMatch(advice);
});

test('only SSD does without: FSx scales it with a capacity that Intelligent-Tiering has not', () => {
  expect(checkLustreMetadataIops(undefined, 'ssd')).toEqual([]);
  expect(checkLustreMetadataIops(undefined, 'intelligent-tiering')[0]!.message).toMatch(/is not given.*take 6000$/);
});
