import { Match } from 'aws-cdk-lib/assertions';

import { EKS_ADD_ONS } from '../../../../constructs/engines/eks';
import { EksTemplate, existingKey } from './eks-fixture';

/** Configuration of each add-on, by its name. */
function configurations(eks: EksTemplate): Record<string, unknown> {
  return Object.fromEntries(
    Object.values(eks.ofType('AWS::EKS::Addon')).map(({ Properties }) => {
      const { AddonName, ConfigurationValues } = Properties as { AddonName: string; ConfigurationValues?: string };
      return [AddonName, ConfigurationValues === undefined ? undefined : (JSON.parse(ConfigurationValues) as unknown)];
    }),
  );
}

describe('system nodes', () => {
  const eks = EksTemplate.of((stack) => ({ encryptionKey: existingKey(stack) }));

  test('are two on Graviton, over the control subnets, on demand', () => {
    eks.template.hasResourceProperties('AWS::EKS::Nodegroup', {
      AmiType: 'AL2023_ARM_64_STANDARD',
      CapacityType: 'ON_DEMAND',
      InstanceTypes: ['m7g.xlarge', 'm6g.xlarge'],
      ScalingConfig: { MinSize: 2, DesiredSize: 2, MaxSize: 2 },
      Subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      Labels: { 'cdk-ultraserver/role': 'system' },
      Taints: Match.absent(),
      NodeRepairConfig: { Enabled: true },
    });
  });

  test('let no pod at the instance metadata, and encrypt their disks', () => {
    eks.template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: {
        // EKS takes neither from a launch template that names them.
        ImageId: Match.absent(),
        InstanceType: Match.absent(),
        IamInstanceProfile: Match.absent(),
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
        BlockDeviceMappings: [
          { DeviceName: '/dev/xvda', Ebs: Match.objectLike({ Encrypted: true, VolumeType: 'gp3' }) },
        ],
      },
    });
  });

  test('may join, pull images and be reached by Session Manager, and no more', () => {
    const [role] = Object.values(eks.ofType('AWS::IAM::Role')).filter(
      ({ Properties }) => Properties['Description'] === 'System nodes of frontier',
    );
    expect(JSON.stringify(role?.Properties['ManagedPolicyArns']).match(/policy\/\w+/g)).toEqual([
      'policy/AmazonEKSWorkerNodePolicy',
      'policy/AmazonEC2ContainerRegistryPullOnly',
    ]);
    eks.template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    expect(eks.awaited(eks.idOf('AWS::EKS::Nodegroup'))).toContain(eks.idOf('AWS::IAM::ManagedPolicy'));
    eks.template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Resource: '*',
            Action: [
              'ssm:UpdateInstanceInformation',
              ...['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
                (action) => `ssmmessages:${action}`,
              ),
            ],
          },
        ],
      },
    });
  });

  test('are of the size that is given', () => {
    const large = EksTemplate.of(() => ({
      systemNodes: { instanceTypes: ['c8gn.4xlarge'], count: 6, volumeSizeGiB: 300 },
    }));
    large.template.hasResourceProperties('AWS::EKS::Nodegroup', {
      InstanceTypes: ['c8gn.4xlarge'],
      ScalingConfig: { MinSize: 6, DesiredSize: 6, MaxSize: 6 },
    });
    large.template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: { BlockDeviceMappings: [{ Ebs: { VolumeSize: 300 } }] },
    });
  });

  test.each(['m7i.xlarge', 'g6e.xlarge', 'p6e-gb200.36xlarge', 'm7g'])('%s is refused', (type) => {
    expect(() => EksTemplate.of(() => ({ systemNodes: { instanceTypes: [type] } }))).toThrow(
      '[eks-system-nodes-graviton]',
    );
  });

  test.each([1, 0, 2.5])('%d of them are refused', (count) => {
    expect(() => EksTemplate.of(() => ({ systemNodes: { count } }))).toThrow('[eks-system-nodes]');
  });
});

describe('add-ons', () => {
  const eks = EksTemplate.of();
  const resources = eks.ofType('AWS::EKS::Addon');
  const ofName = (name: string): string => eks.idOf('AWS::EKS::Addon', ({ AddonName }) => AddonName === name);

  test('are all there, in the versions that EKS chooses, and keep to what is said here', () => {
    expect(Object.values(resources).map(({ Properties }) => Properties['AddonName'])).toEqual(
      EKS_ADD_ONS.map(({ name }) => name),
    );
    eks.template.allResourcesProperties('AWS::EKS::Addon', {
      ClusterName: 'frontier',
      ResolveConflicts: 'OVERWRITE',
      AddonVersion: Match.absent(),
    });
  });

  test('that nodes need stand before them, the rest comes after', () => {
    const nodes = eks.idOf('AWS::EKS::Nodegroup');
    const before = eks.awaited(nodes);
    for (const { name, beforeNodes } of EKS_ADD_ONS) {
      const id = ofName(name);
      expect({ name, before: before.has(id), after: eks.awaited(id).has(nodes) }).toEqual({
        name,
        before: beforeNodes,
        after: !beforeNodes,
      });
      expect(eks.awaited(id)).toContain(eks.idOf('AWS::EKS::Cluster'));
    }
  });

  test('have a role each where they call AWS, by Pod Identity', () => {
    const found = Object.values(resources).flatMap(({ Properties }) => {
      const associations = (Properties['PodIdentityAssociations'] ?? []) as Record<string, unknown>[];
      return associations.map(({ ServiceAccount, RoleArn }) => {
        const roleId = (RoleArn as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];
        const role = eks.ofType('AWS::IAM::Role')[roleId]?.Properties ?? {};
        const [statement] = (role['AssumeRolePolicyDocument'] as { Statement: [Record<string, unknown>] }).Statement;
        expect(statement['Condition']).toMatchObject({
          StringEquals: { 'aws:RequestTag/kubernetes-service-account': ServiceAccount },
        });
        return [
          Properties['AddonName'],
          ServiceAccount,
          ...(JSON.stringify(role['ManagedPolicyArns']).match(/(?<=policy\/)[\w/-]+/g) ?? []),
        ];
      });
    });
    expect(found).toEqual([
      ['vpc-cni', 'aws-node', 'AmazonEKS_CNI_Policy'],
      ['aws-ebs-csi-driver', 'ebs-csi-controller-sa', 'AmazonEBSCSIDriverPolicyV2'],
      ['amazon-cloudwatch-observability', 'cloudwatch-agent', 'CloudWatchAgentServerPolicy'],
    ]);
  });

  test('give addresses in prefixes, and leave GPU metrics to one exporter', () => {
    expect(configurations(eks)).toMatchObject({
      'vpc-cni': { env: { ENABLE_PREFIX_DELEGATION: 'true', WARM_PREFIX_TARGET: '1' } },
      'amazon-cloudwatch-observability': {
        dcgmExporter: { enabled: false },
        agent: { config: { logs: { metrics_collected: { kubernetes: { accelerated_compute_metrics: false } } } } },
      },
    });
  });

  test('reach every node where they are for every node, and else run on system nodes', () => {
    const selector = { nodeSelector: { 'cdk-ultraserver/role': 'system' } };
    const everything = [{ operator: 'Exists' }];
    expect(configurations(eks)).toMatchObject({
      coredns: selector,
      'aws-ebs-csi-driver': { controller: selector, node: { tolerateAllTaints: true } },
      'aws-fsx-csi-driver': { controller: selector, node: { tolerateAllTaints: true } },
      'eks-node-monitoring-agent': { monitoringAgent: { tolerations: everything } },
      'amazon-cloudwatch-observability': { tolerations: everything },
    });
  });

  test('write container logs to groups that are there before them', () => {
    const awaited = eks.awaited(ofName('amazon-cloudwatch-observability'));
    for (const name of ['application', 'dataplane', 'host', 'performance']) {
      const group = `/aws/containerinsights/frontier/${name}`;
      expect(awaited).toContain(eks.idOf('AWS::Logs::LogGroup', ({ LogGroupName }) => LogGroupName === group));
    }
  });

  test('can be pinned, and some left out, with their logs', () => {
    const name = 'amazon-cloudwatch-observability';
    const chosen = EksTemplate.of(() => ({
      addOns: { versions: { 'vpc-cni': 'v1.21.1-eksbuild.1' }, without: [name] },
    }));
    chosen.template.hasResourceProperties('AWS::EKS::Addon', {
      AddonName: 'vpc-cni',
      AddonVersion: 'v1.21.1-eksbuild.1',
    });
    expect(Object.keys(configurations(chosen))).not.toContain(name);
    chosen.template.resourceCountIs('AWS::Logs::LogGroup', 1);
  });

  test.each([
    [{ without: ['coredns'] }, 'eks-add-on-needed'],
    [{ without: ['aws-fsx'] }, 'eks-add-on'],
    [{ versions: { 'vpc-cnii': 'v1' } }, 'eks-add-on'],
  ])('%j is refused', (addOns, id) => {
    expect(() => EksTemplate.of(() => ({ addOns }))).toThrow(`[${id}]`);
  });

  test('each names where it is documented', () => {
    expect(EKS_ADD_ONS.filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
  });
});
