import { checkSlurmVersion, DEFAULT_SLURM_VERSION, SLURM_VERSIONS } from 'cdk-ultraserver/rules';

test.each([
  ['25.05', true],
  ['25.11', true],
  ['24.11', false],
  ['26.05', true],
])('Slurm %s passes, with UltraServers: %s', (version, ultraServers) => {
  expect(checkSlurmVersion({ version, ultraServers })).toEqual([]);
});

test.each([
  [
    '24.11',
    true,
    'slurm-version-ultraserver',
    /need Slurm 25\.05 or newer on AWS PCS, got 24\.11; leave it out for 25\.11/,
  ],
  ['24.05', false, 'slurm-version-unknown', /does not run Slurm 24\.05; it runs 24\.11, 25\.05, 25\.11/],
  ['25.08', true, 'slurm-version-unknown', /does not run Slurm 25\.08/],
  ['25.11.2', true, 'slurm-version-form', /'25\.11\.2' is no release.*leave out what follows/],
  ['latest', true, 'slurm-version-form', /write 25\.11/],
])('Slurm %s is refused, with UltraServers: %s', (version, ultraServers, id, message) => {
  expect(checkSlurmVersion({ version, ultraServers })).toEqual([
    { id, message: expect.stringMatching(message), path: ['version'] },
  ]);
});

test('the default is the newest release that is known', () => {
  expect(SLURM_VERSIONS.toSorted().at(-1)).toBe(DEFAULT_SLURM_VERSION);
});
