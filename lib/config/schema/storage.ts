import { MAX_BACKUP_DAYS, MAX_DATA_REPOSITORIES } from 'cdk-ultraserver/rules';
import { z } from 'zod';

import { name, zone } from './forms';

/** Where a file system appears on nodes. Which paths may be taken is a rule of its own. */
const mount = (path: string) =>
  z.string().optional().meta({ description: 'Where it appears on every node.', default: path });

const ownZone = () =>
  zone().optional().meta({
    description:
      "Id of the zone that it stands in; a change replaces it. Default: the nodes' zone or the parent of their Local Zone, where that is one.",
  });

const offeredInLocalZone = (service: string) =>
  z
    .boolean()
    .optional()
    .meta({
      description: `Whether your account has shown that the Local Zone in zone has ${service}.`,
      default: false,
    });

const onDelete = () =>
  z
    .enum(['retain', 'delete'])
    .optional()
    .meta({ description: 'What becomes of it when it leaves the file.', default: 'retain' });

const backupDays = () => z.int().optional();

const events = () =>
  z
    .array(z.enum(['new', 'changed', 'deleted']))
    .min(1)
    .optional();

const repository = z
  .strictObject({
    path: z.string().meta({ description: 'Folder of the file system, /datasets.' }),
    s3: z
      .string()
      .meta({ description: 'Place in S3, s3://bucket/prefix/; a change is a new link, in two deployments.' }),
    import: events().meta({
      description: 'Changes in S3 that follow in the folder by themselves: new, changed, deleted. Default: none.',
    }),
    export: events().meta({
      description: 'Changes in the folder that follow in S3 by themselves: new, changed, deleted. Default: none.',
    }),
  })
  .meta({ description: 'A folder that is linked to S3.' });

const lustre = z
  .strictObject({
    name: name().meta({ description: 'Unique among them; names its resources. Renaming makes a new one.' }),
    mount: mount('/fsx'),
    zone: ownZone(),
    offeredInLocalZone: offeredInLocalZone('FSx for Lustre'),
    ssd: z
      .strictObject({
        capacityGiB: z.int().meta({ description: '1200, 2400 and multiples of 2400; with efa by steps of its own.' }),
        throughputPerTiB: z.int().meta({ description: 'MB/s for each TiB: 125, 250, 500 or 1000.' }),
        metadataIops: z.int().optional().meta({
          description:
            'Metadata operations a second: 1500, 3000, 6000, multiples of 12000. Default: FSx scales them with the capacity.',
        }),
      })
      .optional()
      .meta({ description: 'On SSD, of a stated capacity; this or intelligentTiering.' }),
    intelligentTiering: z
      .strictObject({
        throughputMBps: z.int().meta({ description: 'MB/s of the whole file system, a multiple of 4000.' }),
        metadataIops: z
          .int()
          .optional()
          .meta({ description: 'Metadata operations a second: 6000 or 12000.', default: 6000 }),
        readCacheGiB: z
          .int()
          .optional()
          .meta({ description: 'SSD read cache in GiB, 0 for none. Default: in proportion to the throughput.' }),
      })
      .optional()
      .meta({ description: 'Capacity grows and shrinks by itself, no links to S3; this or ssd.' }),
    efa: z
      .strictObject({
        pools: z.array(z.string()).meta({
          description: 'Pools that mount it over EFA, in its own zone; [] for none any more.',
        }),
        interfaces: z
          .int()
          .meta({ description: 'EFA interfaces of each node that Lustre uses: as many as the image sets up.' }),
      })
      .optional()
      .meta({ description: 'EFA for these pools, for good; others use TCP. Default: TCP for all.' }),
    repositories: z
      .array(repository)
      .optional()
      .meta({ description: `Folders that are linked to S3, ${MAX_DATA_REPOSITORIES} at most.` }),
    backupDays: backupDays().meta({
      description: `Days that automatic backups are kept, up to ${MAX_BACKUP_DAYS}; 0 for none. Default: 7 on SSD without links to S3, else 0.`,
    }),
    maintenance: z.string().optional().meta({
      description: 'When FSx may work on it: d:HH:MM in UTC, 1 for Monday, 7:03:00. Default: FSx chooses.',
    }),
    onDelete: onDelete(),
  })
  .meta({ description: 'A file system of FSx for Lustre, PERSISTENT_2.' });

const home = z
  .strictObject({
    mount: mount('/home'),
    efs: z
      .strictObject({
        zone: zone().optional().meta({
          description: 'Control zone whose mount target serves nodes that have none in their zone or its parent.',
        }),
      })
      .optional()
      .meta({ description: 'On EFS, with a mount target in each control zone; this or openZfs.' }),
    openZfs: z
      .strictObject({
        capacityGiB: z.int().meta({ description: 'SSD in GiB, 64 to 524288.' }),
        throughputMBps: z.int().meta({ description: '160, 320, 640, 1280, 2560, 3840, 5120, 7680 or 10240 MB/s.' }),
        zone: ownZone(),
        offeredInLocalZone: offeredInLocalZone('FSx for OpenZFS'),
        deployment: z
          .enum(['SINGLE_AZ_HA_2', 'SINGLE_AZ_2'])
          .optional()
          .meta({ description: 'SINGLE_AZ_HA_2 has a standby in its zone.', default: 'SINGLE_AZ_HA_2' }),
        backupDays: backupDays().meta({
          description: `Days that automatic backups are kept, up to ${MAX_BACKUP_DAYS}; 0 for none.`,
          default: 30,
        }),
      })
      .optional()
      .meta({ description: 'On FSx for OpenZFS, in one zone; this or efs.' }),
    onDelete: onDelete(),
  })
  .meta({ description: 'Home directories.' });

const checkpoints = z
  .strictObject({
    zone: ownZone(),
    offeredInLocalZone: offeredInLocalZone('directory buckets'),
    baseName: z.string().optional().meta({
      description: 'Name without zone and suffix, which make --use1-az4--x-s3. Default: CloudFormation makes one.',
    }),
    onDelete: onDelete(),
  })
  .meta({ description: 'A directory bucket of S3 Express One Zone; {} for one in the default zone.' });

/** `storage`: what nodes share. */
export const storage = z
  .strictObject({
    lustre: z.array(lustre).min(1).optional().meta({ description: 'File systems of FSx for Lustre.' }),
    home: home.optional(),
    checkpoints: checkpoints.optional(),
  })
  .meta({ description: 'What nodes share, in a stack of its own; members of all pools get the same.' });
