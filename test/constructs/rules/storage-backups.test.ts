import fc from 'fast-check';
import { checkStorageUpkeep } from 'cdk-ultraserver/rules';

describe('upkeep', () => {
  test('backups of 0 to 90 whole days', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 200 }), (backupDays) => {
        expect(checkStorageUpkeep({ backupDays })).toHaveLength(backupDays >= 0 && backupDays <= 90 ? 0 : 1);
      }),
    );
    expect(checkStorageUpkeep({ backupDays: 1.5 })[0]!.id).toBe('storage-backup-days');
  });

  test.each(['1:00:00', '7:23:59'])('%s is a time of the week', (maintenance) => {
    expect(checkStorageUpkeep({ backupDays: 0, maintenance })).toEqual([]);
  });

  test.each(['0:00:00', '8:01:00', '7:24:00', '7:3:00', 'sun:03:00'])('%s is none', (maintenance) => {
    expect(checkStorageUpkeep({ backupDays: 0, maintenance }).map(({ id }) => id)).toEqual([
      'storage-maintenance-time',
    ]);
  });
});
