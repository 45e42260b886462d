import { SLURM } from './slurm';
import { slurmFiles, type SlurmTemplate } from './slurm-files';

const setting = (ParameterName: string, ParameterValue: string): { ParameterName: string; ParameterValue: string } => ({
  ParameterName,
  ParameterValue,
});

const TEMPLATE: SlurmTemplate = {
  Resources: {
    Cluster: {
      Type: 'AWS::PCS::Cluster',
      Properties: { SlurmConfiguration: { SlurmCustomSettings: [setting('PrologFlags', 'Alloc')] } },
    },
    Template: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: { LaunchTemplateData: { InstanceType: 'p6e-gb200.36xlarge' } },
    },
    Login: {
      Type: 'AWS::PCS::ComputeNodeGroup',
      Properties: { Name: 'login', ScalingConfiguration: { MaxInstanceCount: 1 } },
    },
    Alpha: {
      Type: 'AWS::PCS::ComputeNodeGroup',
      Properties: {
        Name: 'alpha',
        CustomLaunchTemplate: { TemplateId: { Ref: 'Template' } },
        ScalingConfiguration: { MaxInstanceCount: 18 },
        SlurmConfiguration: { SlurmCustomSettings: [setting('Features', 'ultraserver-alpha')] },
      },
    },
    Queue: {
      Type: 'AWS::PCS::Queue',
      Properties: {
        Name: 'train',
        ComputeNodeGroupConfigurations: [{ ComputeNodeGroupId: { 'Fn::GetAtt': ['Alpha', 'Id'] } }],
        SlurmConfiguration: { SlurmCustomSettings: [setting('OverSubscribe', 'EXCLUSIVE')] },
      },
    },
  },
};

test('the settings of a template stand where slurm.conf has them', () => {
  const { conf, topology, gres } = slurmFiles(TEMPLATE);
  expect(conf).toMatch(/^PrologFlags=Alloc$/m);
  expect(conf).toMatch(/^NodeName=alpha-\[1-18\] .* Gres=gpu:4 State=CLOUD Features=ultraserver-alpha$/m);
  expect(conf).toMatch(/^PartitionName=train Default=YES Nodes=alpha-\[1-18\] OverSubscribe=EXCLUSIVE$/m);
  expect(topology).toContain('block_sizes: [18]');
  expect(gres).toBe('NodeName=alpha-[1-18] Name=gpu Count=4\n');
});

test('login nodes, which are in no queue, are no nodes of it', () => {
  expect(slurmFiles(TEMPLATE).conf).not.toContain('login');
});

test('a line of the judge is a finding, with the file that it names', () => {
  const stdout = 'slurm.conf\terror: unknown key\njobs/a.sbatch\tdoes not fit\njudged\n';
  expect(SLURM.parse(stdout, ['/x/slurm.conf'])).toEqual([
    { file: '/x/slurm.conf', line: 1, rule: 'slurm', subject: 'slurm.conf', message: 'error: unknown key' },
    { file: '/x/jobs/a.sbatch', line: 1, rule: 'slurm', subject: 'jobs/a.sbatch', message: 'does not fit' },
  ]);
});

test('silence counts only where all was judged', () => {
  expect(SLURM.parse('judged\n', ['/x/slurm.conf'])).toEqual([]);
  expect(() => SLURM.parse('', ['/x/slurm.conf'])).toThrow('not judged to the end');
});
