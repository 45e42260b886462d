import type { Problem } from '../hardware/problem';
import type { LustreStorageClass } from './lustre-metadata';

/** Days that FSx keeps automatic backups at most. @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystemLustreConfiguration.html */
export const MAX_BACKUP_DAYS = 90;

const LUSTRE_BACKUP_DAYS = 7;

/** Days that automatic backups of home directories on FSx for OpenZFS are kept where nobody says otherwise. */
export const DEFAULT_HOME_BACKUP_DAYS = 30;

const WEEKLY = /^[1-7]:([01]\d|2[0-3]):[0-5]\d$/;

/** When FSx looks after a file system. */
export interface StorageUpkeep {
  /** Days that automatic backups are kept; 0 is none. */
  readonly backupDays: number;

  /** `d:HH:MM` in UTC, where d is 1 for Monday to 7 for Sunday. @default - FSx chooses */
  readonly maintenance?: string;
}

/** Whether FSx can keep backups for so long, and whether the time of maintenance is one. */
export function checkStorageUpkeep({ backupDays, maintenance }: StorageUpkeep): Problem[] {
  return [
    ...(Number.isInteger(backupDays) && backupDays >= 0 && backupDays <= MAX_BACKUP_DAYS
      ? []
      : [
          {
            id: 'storage-backup-days',
            message: `'backupDays' is ${backupDays}; FSx keeps automatic backups for 1 to ${MAX_BACKUP_DAYS} whole days, and 0 makes none`,
            path: ['backupDays'],
          },
        ]),
    ...(maintenance === undefined || WEEKLY.test(maintenance)
      ? []
      : [
          {
            id: 'storage-maintenance-time',
            message: `'maintenance' is '${maintenance}'; give day and time in UTC as d:HH:MM, from 1 for Monday to 7 for Sunday: 7:03:00`,
            path: ['maintenance'],
          },
        ]),
  ];
}

/**
 * Days that automatic backups of a Lustre file system are kept where nobody says otherwise. None where FSx makes none, or
 * is not known to: with links to S3, and on Intelligent-Tiering.
 *
 * @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateBackup.html
 */
export function defaultLustreBackupDays(storageClass: LustreStorageClass, links: number): number {
  return storageClass === 'ssd' && links === 0 ? LUSTRE_BACKUP_DAYS : 0;
}
