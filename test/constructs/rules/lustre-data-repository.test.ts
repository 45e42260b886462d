import { checkDataRepositories, type DataRepositories, type DataRepositoryLink } from 'cdk-ultraserver/rules';

const LINK: DataRepositoryLink = {
  path: '/datasets',
  s3Uri: 's3://frontier-data/datasets/',
  importEvents: ['NEW', 'CHANGED'],
};
const links = (count: number): DataRepositoryLink[] =>
  Array.from({ length: count }, (_, index) => ({ path: `/set${index}`, s3Uri: `s3://frontier-data/set${index}/` }));
const problems = (one: Partial<DataRepositories>): string[] =>
  checkDataRepositories({ storageClass: 'ssd', links: [LINK], backupDays: 0, ...one }).map(({ id }) => id);
const ofLink = (change: Partial<DataRepositoryLink>): string[] => problems({ links: [{ ...LINK, ...change }] });

test('eight links at most', () => {
  expect(problems({ links: links(8) })).toEqual([]);
  expect(problems({ links: links(9) })).toEqual(['lustre-repository-count']);
});

test('SSD alone can be linked, and a linked file system has no backups', () => {
  expect(problems({ storageClass: 'intelligent-tiering' })).toEqual(['lustre-repository-storage-class']);
  expect(problems({ storageClass: 'intelligent-tiering', links: [], backupDays: 7 })).toEqual([]);
  expect(problems({ backupDays: 1 })).toEqual(['lustre-repository-backups']);
});

test.each(['/', '/ns1', '/ns1/', '/ns1/sub dir', '/a-b/c.d/'])('%s is a folder', (path) => {
  expect(ofLink({ path })).toEqual([]);
});

test.each(['', 'datasets', '//', '/a//b', '/a\nb', `/${'x'.repeat(4096)}`])('%j is no folder', (path) => {
  expect(ofLink({ path })).toEqual(['lustre-repository-path']);
});

test.each(['s3://abc', 's3://frontier-data/', 's3://frontier-data/a/b'])('%s is a place in S3', (s3Uri) => {
  expect(ofLink({ s3Uri })).toEqual([]);
});

test.each([
  'frontier-data/a',
  's3://',
  's3://Frontier/a',
  's3://ab',
  'https://frontier-data/a',
  `s3://abc/${'x'.repeat(4357)}`,
])('%s is none', (s3Uri) => {
  expect(ofLink({ s3Uri })).toEqual(['lustre-repository-uri']);
});

test('what is known at deployment alone is not judged', () => {
  const repositories = {
    storageClass: 'ssd',
    links: [{ ...LINK, s3Uri: 's3://${Token[TOKEN.1]}/' }],
    backupDays: 0,
  } as const;
  expect(checkDataRepositories({ ...repositories, links: [...repositories.links] }, () => false)).toEqual([]);
});

test('an event once, and a chunk that FSx takes', () => {
  expect(ofLink({ exportEvents: ['NEW', 'NEW'] })).toEqual(['lustre-repository-events']);
  expect(ofLink({ exportEvents: ['NEW', 'CHANGED', 'DELETED'] })).toEqual([]);
  expect([1, 512_000].flatMap((importedFileChunkMiB) => ofLink({ importedFileChunkMiB }))).toEqual([]);
  expect([0, 512_001, 1.5].flatMap((importedFileChunkMiB) => ofLink({ importedFileChunkMiB }))).toEqual(
    Array.from({ length: 3 }, () => 'lustre-repository-chunk'),
  );
});

test.each([
  ['/ns1', '/ns1/ns2', ['lustre-repository-overlap']],
  ['/ns1/', '/ns1', ['lustre-repository-overlap']],
  ['/', '/ns1', ['lustre-repository-overlap']],
  ['/ns1', '/ns12', []],
  ['/ns1/a', '/ns1/b', []],
])('%s beside %s: %j', (first, second, expected) => {
  const [one, two] = links(2);
  expect(
    problems({
      links: [
        { ...one!, path: first },
        { ...two!, path: second },
      ],
    }),
  ).toEqual(expected);
});

test('a place in S3 once', () => {
  const [one, two] = links(2);
  expect(problems({ links: [one!, { ...two!, s3Uri: 's3://frontier-data/set0' }] })).toEqual([
    'lustre-repository-uri-twice',
  ]);
});

test('says where', () => {
  const [problem] = checkDataRepositories({
    storageClass: 'ssd',
    links: [{ ...LINK, path: 'datasets' }],
    backupDays: 0,
  });
  expect(problem!.path).toEqual(['dataRepositories', 0, 'path']);
  expect(problem!.message).toContain("'datasets' is no folder");
});
