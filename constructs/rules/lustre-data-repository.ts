import type { Problem } from '../hardware/problem';
import type { LustreStorageClass } from './lustre-metadata';

/** Data repository associations of one file system. @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateDataRepositoryAssociation.html */
export const MAX_DATA_REPOSITORIES = 8;

/** What happens to a file, or to an object, that the other side is to follow. */
export type RepositoryEvent = 'NEW' | 'CHANGED' | 'DELETED';

/** A link between a folder of a Lustre file system and a prefix in S3. */
export interface DataRepositoryLink {
  /** Folder on the file system, with a slash at its begin: `/datasets`. */
  readonly path: string;

  /** `s3://bucket/prefix/`. */
  readonly s3Uri: string;

  /** Which changes in S3 show in the file system by themselves. @default - none */
  readonly importEvents?: RepositoryEvent[];

  /** Which changes in the file system are written to S3 by themselves. @default - none */
  readonly exportEvents?: RepositoryEvent[];

  /** Most of a file that lies on one disk, in MiB. @default 1024 */
  readonly importedFileChunkMiB?: number;
}

/** The links of one file system. */
export interface DataRepositories {
  readonly storageClass: LustreStorageClass;
  readonly links: DataRepositoryLink[];

  /** Days that automatic backups are kept. */
  readonly backupDays: number;
}

const FOLDER = /^\/([^/\0\r\n]+\/)*([^/\0\r\n]+\/?)?$/;
const S3_URI = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/;
const LONGEST_FOLDER = 4096;
const LONGEST_URI = 4357;
const CHUNK_MIB = { least: 1, most: 512_000 } as const;

/**
 * What keeps FSx from linking a file system to S3.
 *
 * @param isKnown whether a text can be read now: a CDK token cannot, and passes
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html
 */
export function checkDataRepositories(
  repositories: DataRepositories,
  isKnown: (text: string) => boolean = () => true,
): Problem[] {
  const { links } = repositories;
  return [
    ...checkAll(repositories),
    ...links.flatMap((link, index) => checkLink(link, index, isKnown)),
    ...links.flatMap((link, index) => checkOverlaps(link, links.slice(0, index), index, isKnown)),
  ];
}

function checkAll({ storageClass, links, backupDays }: DataRepositories): Problem[] {
  const problems: Problem[] = [];
  if (links.length > 0 && storageClass === 'intelligent-tiering') {
    problems.push({
      id: 'lustre-repository-storage-class',
      message: `an Intelligent-Tiering file system cannot be linked to S3, and ${links.length} links are asked for; use SSD, or copy with AWS DataSync`,
      path: ['dataRepositories'],
    });
  }
  if (links.length > MAX_DATA_REPOSITORIES) {
    problems.push({
      id: 'lustre-repository-count',
      message: `${links.length} links to S3 are asked for, and a file system has ${MAX_DATA_REPOSITORIES} at most; link a prefix above several, or use several file systems`,
      path: ['dataRepositories'],
    });
  }
  if (links.length > 0 && backupDays > 0) {
    problems.push({
      id: 'lustre-repository-backups',
      message: `'backupDays' is ${backupDays}, and FSx makes no backups of a file system that is linked to S3; set 0 and export to S3 what must be kept`,
      path: ['backupDays'],
    });
  }
  return problems;
}

function checkLink(link: DataRepositoryLink, index: number, isKnown: (text: string) => boolean): Problem[] {
  const { path, s3Uri, importEvents = [], exportEvents = [], importedFileChunkMiB: chunk } = link;
  const at = (key: string): (string | number)[] => ['dataRepositories', index, key];
  const problems: Problem[] = [];
  if (!FOLDER.test(path) || path.length > LONGEST_FOLDER) {
    problems.push({
      id: 'lustre-repository-path',
      message: `'${path}' is no folder of the file system; give one with a slash at its begin and single slashes, /datasets, of ${LONGEST_FOLDER} characters at most`,
      path: at('path'),
    });
  }
  if (isKnown(s3Uri) && (!S3_URI.test(s3Uri) || s3Uri.length > LONGEST_URI)) {
    problems.push({
      id: 'lustre-repository-uri',
      message: `'${s3Uri}' is no place in S3; give s3://bucket/prefix/, of ${LONGEST_URI} characters at most`,
      path: at('s3Uri'),
    });
  }
  for (const [key, events] of Object.entries({ importEvents, exportEvents })) {
    if (new Set(events).size !== events.length) {
      problems.push({
        id: 'lustre-repository-events',
        message: `the events to ${key.replace('Events', '')} are ${events.join(', ')}, one of them twice; NEW, CHANGED and DELETED, each once at most`,
        path: at(key),
      });
    }
  }
  if (chunk !== undefined && !(Number.isInteger(chunk) && chunk >= CHUNK_MIB.least && chunk <= CHUNK_MIB.most)) {
    problems.push({
      id: 'lustre-repository-chunk',
      message: `'importedFileChunkMiB' is ${chunk}; FSx takes a whole number from ${CHUNK_MIB.least} to ${CHUNK_MIB.most}`,
      path: at('importedFileChunkMiB'),
    });
  }
  return problems;
}

const asFolder = (path: string): string => (path.endsWith('/') ? path : `${path}/`);
const overlap = (a: string, b: string): boolean =>
  asFolder(a).startsWith(asFolder(b)) || asFolder(b).startsWith(asFolder(a));

function checkOverlaps(
  link: DataRepositoryLink,
  earlier: DataRepositoryLink[],
  index: number,
  isKnown: (text: string) => boolean,
): Problem[] {
  const samePath = earlier.find(({ path }) => overlap(path, link.path));
  const sameUri = earlier.find(({ s3Uri }) => asFolder(s3Uri) === asFolder(link.s3Uri));
  return [
    ...(samePath === undefined
      ? []
      : [
          {
            id: 'lustre-repository-overlap',
            message: `'${samePath.path}' and '${link.path}' are one inside the other; FSx links folders that stand side by side`,
            path: ['dataRepositories', index, 'path'],
          },
        ]),
    ...(sameUri === undefined || !isKnown(link.s3Uri)
      ? []
      : [
          {
            id: 'lustre-repository-uri-twice',
            message: `'${link.s3Uri}' is linked twice; FSx takes each place in S3 once for a file system`,
            path: ['dataRepositories', index, 's3Uri'],
          },
        ]),
  ];
}
