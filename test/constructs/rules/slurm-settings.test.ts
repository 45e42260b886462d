import {
  checkSlurmDomainName,
  checkSlurmSetting,
  SLURM_SETTINGS,
  type SlurmSettingDemand,
  type SlurmSettingLevel,
} from 'cdk-ultraserver/rules';

const demand = (level: SlurmSettingLevel, name: string, value = '1'): SlurmSettingDemand => ({
  level,
  name,
  value,
  slurmVersion: '25.11',
  ultraServers: true,
});

test.each([
  demand('cluster', 'SchedulerParameters', 'requeue_delay=5,bf_window=1440'),
  demand('cluster', 'TaskProlog', '/shared/task-prolog.sh'),
  demand('node group', 'Features', 'fast,ultra'),
  demand('node group', 'Sockets'),
  demand('queue', 'MaxTime', '1-00:00:00'),
  { ...demand('cluster', 'Prolog', '/shared/prolog.sh'), ultraServers: false },
  { ...demand('queue', 'OverSubscribe', 'YES'), ultraServers: false },
  { ...demand('cluster', 'SchedulerParameters', 'nohold_on_prolog_fail'), ultraServers: false },
  { ...demand('node group', 'Weight'), slurmVersion: '25.05' },
])('a $level takes $name', (setting) => {
  expect(checkSlurmSetting(setting)).toEqual([]);
});

test.each<[string, SlurmSettingDemand, string, RegExp]>([
  [
    'is of no use there',
    demand('cluster', 'TopologyPlugin'),
    'slurm-setting-unknown',
    /no 'TopologyPlugin' for a cluster; it takes Acc/,
  ],
  [
    'is misspelt',
    demand('cluster', 'SchedulerParameter'),
    'slurm-setting-unknown',
    /did you mean 'SchedulerParameters'\?/,
  ],
  ['belongs elsewhere', demand('cluster', 'Weight'), 'slurm-setting-unknown', /give it to a node group/],
  ['belongs to two others', demand('node group', 'PreemptMode'), 'slurm-setting-unknown', /a cluster or a queue/],
  [
    'came with a later Slurm',
    { ...demand('node group', 'Sockets'), slurmVersion: '25.05' },
    'slurm-setting-version',
    /from Slurm 25\.11 on, got 25\.05/,
  ],
  ['IMEX rests on', demand('cluster', 'PrologFlags', 'Alloc'), 'slurm-setting-imex', /IMEX for each job rests on it/],
  ['keeps jobs apart', demand('queue', 'OverSubscribe', 'YES'), 'slurm-setting-imex', /'OverSubscribe' of a queue/],
  ['has lines', demand('cluster', 'Licenses', 'a:1\nProlog=/x'), 'slurm-setting-value', /one line of printable ASCII/],
  ['is no number', demand('cluster', 'MinJobAge', 'banana'), 'slurm-setting-number', /whole number, got 'banana'/],
  ['is empty', demand('cluster', 'Licenses', ''), 'slurm-setting-value', /got ""/],
  [
    'lets a failed prolog go on',
    demand('cluster', 'SchedulerParameters', 'bf_window=1440, nohold_on_prolog_fail'),
    'slurm-setting-prolog-hold',
    /cannot have nohold_on_prolog_fail/,
  ],
  [
    'names a domain',
    demand('node group', 'Features', 'fast,ultraserver-bravo'),
    'slurm-setting-feature',
    /cannot begin with 'ultraserver-', got ultraserver-bravo/,
  ],
])('a setting that %s is refused', (_what, setting, id, message) => {
  expect(checkSlurmSetting(setting)).toEqual([{ id, message: expect.stringMatching(message), path: [setting.name] }]);
});

test.each(Object.entries(SLURM_SETTINGS))('the settings of a %s are listed once each', (_level, names) => {
  expect(new Set(names).size).toBe(names.length);
});

test.each(['alpha', 'rack-1', 'A.b_2'])("an UltraServer's name %s can be a feature", (name) => {
  expect(checkSlurmDomainName(name)).toEqual([]);
});

test.each(['alpha,bravo', 'alpha&bravo', 'alpha bravo', '-alpha', 'alpha*2', ''])(
  "an UltraServer's name '%s' cannot",
  (name) => {
    expect(checkSlurmDomainName(name)).toEqual([
      { id: 'slurm-domain-name', message: expect.stringContaining(JSON.stringify(name)), path: ['name'] },
    ]);
  },
);
