import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { checkUltraServerLauncher, eksEndpointServices, type UltraServerLauncher } from 'cdk-ultraserver/rules';
import type { Construct } from 'constructs';

import { EKS_ADD_ONS } from '../../../../constructs/engines/eks';
import { testApp } from '../../../support/app';
import { MarkdownPage } from '../../../support/markdown';
import { SnippetProgram } from '../../../support/markdown-typescript';

const page = MarkdownPage.read('docs/eks.md');

test('the add-ons are those of the list', () => {
  expect(page.table('add-ons')).toEqual(
    EKS_ADD_ONS.map(({ name, access, beforeNodes }) => [
      name,
      access ? `${access.serviceAccount}: ${access.managedPolicies.join(', ')}` : 'none',
      beforeNodes ? 'yes' : 'no',
    ]),
  );
});

test('the endpoints are those that the rules name', () => {
  const named = page.table('endpoints').flatMap(([services = '']) => services.split(', '));
  expect(named.toSorted()).toEqual(eksEndpointServices({ loadBalancers: true, fsx: true }));
});

test('what cannot launch an UltraServer is what the rules refuse', () => {
  for (const [name = '', id = ''] of page.table('launchers')) {
    const [problem] = checkUltraServerLauncher(id.replace('ultraserver-', '') as UltraServerLauncher);
    expect(problem).toMatchObject({ id, message: expect.stringContaining(name) as string });
  }
});

describe('the stacks', () => {
  const [cluster, mirror] = page.blocksIn('ts').map(({ text }) => text);
  let program: SnippetProgram;
  beforeAll(() => {
    program = new SnippetProgram({ cluster: cluster ?? '', mirror: mirror ?? '' });
  });
  afterAll(() => program.dispose());

  test('define what the page says', async () => {
    const { KubernetesStack } = (await program.load('cluster')) as Readonly<
      Record<string, new (scope: Construct, id: string) => Stack>
    >;
    const template = Template.fromStack(new KubernetesStack!(testApp(), 'Snippet'));
    const charts = Object.values(template.findResources('Custom::AWSCDK-EKS-HelmChart')).map(({ Properties }) => {
      const { Release, Version, Repository } = Properties as Record<string, string>;
      return [Release, Version, Repository];
    });
    expect(page.table('charts').map((row) => row.slice(0, 3))).toEqual(charts);

    const properties = Object.values(template.findResources('AWS::EKS::Cluster')).map(
      ({ Properties }) => Properties as Record<string, Record<string, unknown> & string>,
    );
    const stated = Object.fromEntries(page.table('defaults').map(([name, value]) => [name, value]));
    expect(properties).toMatchObject([
      {
        Version: stated['version'],
        KubernetesNetworkConfig: { ServiceIpv4Cidr: stated['serviceCidr'] },
        ControlPlaneScalingConfig: { Tier: stated['scalingTier'] },
        KubeSchedulerConfig: { NodeResourcesFit: { ScoringStrategy: { Type: stated['scoring'] } } },
        UpgradePolicy: { SupportType: stated['supportType'] },
        DeletionProtection: stated['deletionProtection'] === 'true',
      },
    ]);
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/eks/frontier/cluster',
      RetentionInDays: Number(stated['logRetentionDays']),
    });
  });
});
