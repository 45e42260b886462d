import { SLURM_SETTINGS, type SlurmSettingLevel } from 'cdk-ultraserver/rules';

import { domainFeature } from '../../../../constructs/engines/slurm/domain-feature';
import {
  IMEX_CLUSTER_SETTINGS,
  IMEX_QUEUE_SETTINGS,
  imexNodeGroupSettings,
} from '../../../../constructs/engines/slurm/imex-settings';
import { slurmNodePart } from '../../../../constructs/engines/slurm/node-part';

describe('the settings that IMEX for each job rests on', () => {
  test.each([
    ['cluster', IMEX_CLUSTER_SETTINGS],
    ['queue', IMEX_QUEUE_SETTINGS],
    ['node group', imexNodeGroupSettings('alpha')],
  ] as const)('AWS PCS takes them for a %s', (level: SlurmSettingLevel, settings) => {
    expect(settings.length).toBeGreaterThan(0);
    expect(SLURM_SETTINGS[level]).toEqual(expect.arrayContaining(settings.map(({ parameterName }) => parameterName)));
  });

  test('run the scripts at allocation on all nodes, before anything of the job', () => {
    expect(IMEX_CLUSTER_SETTINGS).toEqual([
      { parameterName: 'Prolog', parameterValue: '/opt/ultraserver/slurm-prolog.sh' },
      { parameterName: 'Epilog', parameterValue: '/opt/ultraserver/slurm-epilog.sh' },
      { parameterName: 'PrologFlags', parameterValue: 'Alloc,Contain,DeferBatch' },
    ]);
  });

  test('give each UltraServer a feature of its own, the one that its nodes are told', () => {
    const [features] = imexNodeGroupSettings('alpha');
    expect(features).toEqual({ parameterName: 'Features', parameterValue: 'ultraserver-alpha' });
    expect(slurmNodePart({ member: 'alpha', slurmVersion: '25.11' }).body).toContain(
      "ULTRASERVER_SLURM_FEATURE='ultraserver-alpha'",
    );
  });

  test('a name that Slurm would take for two features is refused', () => {
    expect(() => domainFeature('alpha,bravo')).toThrow(/slurm-domain-name/);
  });
});

test('the prolog finds the commands of the release that the cluster runs', () => {
  expect(slurmNodePart({ member: 'alpha', slurmVersion: '25.05' }).body).toContain(
    "ULTRASERVER_SLURM_BIN='/opt/aws/pcs/scheduler/slurm-25.05/bin'",
  );
});
