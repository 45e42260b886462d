import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { InterfaceLayout, AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import { DEFAULT_SLURM_VERSION, slurmEndpointServices } from 'cdk-ultraserver/rules';
import type { Construct } from 'constructs';

import { testApp } from '../../../support/app';
import { MarkdownPage } from '../../../support/markdown';
import { SnippetProgram } from '../../../support/markdown-typescript';

const page = MarkdownPage.read('docs/slurm.md');

test('the endpoints are those that the rules name', () => {
  const named = page.table('endpoints').flatMap(([services = '']) => services.split(', '));
  expect(named.toSorted()).toEqual(slurmEndpointServices({ ownLogin: true }));
});

test('the layouts are there, with the bandwidth that the page counts on', () => {
  for (const layout of ['four-efa', 'eight-efa-ip']) {
    expect(InterfaceLayout.of(AcceleratedInstanceType.P6E_GB200_36XLARGE, { layout }).peakEfaGbps).toBe(1600);
  }
  const [, [, efa = ''] = [], [, sockets = ''] = []] = page.table('bandwidth');
  expect([efa, sockets]).toEqual([`${1600 / 8} GB/s at most`, `${100 / 8} GB/s at most`]);
});

describe('the programs', () => {
  const [cluster, examples] = page.blocksIn('ts').map(({ text }) => text);
  let program: SnippetProgram;
  beforeAll(() => {
    program = new SnippetProgram({ cluster: cluster ?? '', examples: examples ?? '' });
  });
  afterAll(() => program.dispose());

  test('compile', () => {
    expect(program.typeCheck()).toBe('');
  });

  test('define what the page says', async () => {
    const { SlurmStack } = (await program.load('cluster')) as Readonly<
      Record<string, new (scope: Construct, id: string) => Stack>
    >;
    const template = Template.fromStack(new SlurmStack!(testApp(), 'Snippet'));
    const stated = Object.fromEntries(page.table('defaults').map(([name, value]) => [name, value]));
    expect(stated['version']).toBe(DEFAULT_SLURM_VERSION);
    template.hasResourceProperties('AWS::PCS::Cluster', {
      Size: stated['size'],
      Scheduler: { Version: stated['version'] },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/vendedlogs/pcs/frontier/scheduler',
      RetentionInDays: Number(stated['logRetentionDays']),
    });
    const groups = Object.values(template.findResources('AWS::PCS::ComputeNodeGroup')).map(
      ({ Properties }) => (Properties as { Name: string }).Name,
    );
    expect(groups.toSorted()).toEqual(['alpha', 'bravo', 'login']);
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: { InstanceType: 'm7g.large' },
    });
  });
});
