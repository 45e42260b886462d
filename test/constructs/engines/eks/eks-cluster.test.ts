import { type App, type CfnElement, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { EksCluster, EksEndpoint } from '../../../../constructs/engines/eks';
import type { EksClusterProps } from '../../../../constructs/engines/eks';
import { ADMIN, clusterProps, eksStack, EksTemplate, existingKey, KEY_ARN, kubectl } from './eks-fixture';

/** Ids of the rules that refuse a cluster. */
function refusals(change: Partial<EksClusterProps>, zones?: string[]): string[] {
  const stack = eksStack();
  try {
    new EksCluster(stack, 'Eks', { ...clusterProps(stack, zones), ...change });
  } catch (error) {
    return [...String(error).matchAll(/\[([a-z-]+)\]/g)].map(([, id]) => id ?? '');
  }
  return [];
}

describe('the control plane', () => {
  const eks = EksTemplate.of();

  test('is private, admits by the API alone and not its maker, and logs everything', () => {
    eks.template.hasResourceProperties('AWS::EKS::Cluster', {
      Name: 'frontier',
      Version: '1.36',
      AccessConfig: { AuthenticationMode: 'API', BootstrapClusterCreatorAdminPermissions: false },
      ResourcesVpcConfig: {
        SubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
        EndpointPrivateAccess: true,
        EndpointPublicAccess: false,
        PublicAccessCidrs: Match.absent(),
      },
      KubernetesNetworkConfig: { IpFamily: 'ipv4', ServiceIpv4Cidr: '172.20.0.0/16' },
      Logging: {
        ClusterLogging: {
          EnabledTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'].map((Type) => ({ Type })),
        },
      },
      UpgradePolicy: { SupportType: 'EXTENDED' },
      DeletionProtection: true,
      ControlPlaneScalingConfig: { Tier: 'standard' },
      EncryptionConfig: Match.absent(),
    });
  });

  test('is not in Auto Mode, has no add-ons of its own, and no zone of it is shifted by AWS', () => {
    eks.template.hasResourceProperties('AWS::EKS::Cluster', {
      ComputeConfig: { Enabled: false },
      StorageConfig: { BlockStorage: { Enabled: false } },
      KubernetesNetworkConfig: { ElasticLoadBalancing: { Enabled: false } },
      BootstrapSelfManagedAddons: false,
      ZonalShiftConfig: { Enabled: false },
    });
  });

  test('fills nodes, GPUs above all', () => {
    eks.template.hasResourceProperties('AWS::EKS::Cluster', {
      KubeSchedulerConfig: {
        NodeResourcesFit: {
          ScoringStrategy: {
            Type: 'MostAllocated',
            Resources: [
              { Name: 'nvidia.com/gpu', Weight: 10 },
              { Name: 'cpu', Weight: 1 },
              { Name: 'memory', Weight: 1 },
            ],
          },
        },
      },
    });
  });

  test('waits for its log group, which outlives it', () => {
    const cluster = eks.idOf('AWS::EKS::Cluster');
    const logs = eks.idOf('AWS::Logs::LogGroup', ({ LogGroupName }) => LogGroupName === '/aws/eks/frontier/cluster');
    expect(eks.awaited(cluster)).toContain(logs);
    expect(eks.ofType('AWS::Logs::LogGroup')[logs]).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { RetentionInDays: 365 },
    });
  });

  test('asks no account for anything', () => {
    expect((eks.stack.node.root as App).synth().manifest.missing).toBeUndefined();
  });
});

test('keys, tier, support and retention are those that are given', () => {
  const eks = EksTemplate.of((stack) => ({
    encryptionKey: existingKey(stack),
    secretsKey: existingKey(new Stack(stack, 'Other')),
    scalingTier: 'tier-4xl',
    supportType: 'STANDARD',
    scoring: 'LeastAllocated',
    logRetentionDays: 30,
    deletionProtection: false,
    serviceCidr: '192.168.0.0/20',
    version: '1.35',
  }));
  eks.template.hasResourceProperties('AWS::EKS::Cluster', {
    Version: '1.35',
    EncryptionConfig: [{ Provider: { KeyArn: KEY_ARN }, Resources: ['secrets'] }],
    ControlPlaneScalingConfig: { Tier: 'tier-4xl' },
    UpgradePolicy: { SupportType: 'STANDARD' },
    KubernetesNetworkConfig: { ServiceIpv4Cidr: '192.168.0.0/20' },
    KubeSchedulerConfig: { NodeResourcesFit: { ScoringStrategy: { Type: 'LeastAllocated' } } },
    DeletionProtection: false,
  });
  eks.template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30, KmsKeyId: KEY_ARN });
  eks.template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: { BlockDeviceMappings: [{ Ebs: { Encrypted: true, KmsKeyId: KEY_ARN } }] },
  });
});

describe('access', () => {
  test('each role has one entry, with the policy of its kind', () => {
    const eks = EksTemplate.of((stack) => ({
      access: {
        admins: [ADMIN, new Role(stack, 'Ops', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }).roleArn],
        editors: ['arn:aws:iam::111122223333:role/team/Edit'],
        viewers: ['arn:aws:iam::111122223333:role/View'],
      },
    }));
    const entries = Object.values(eks.ofType('AWS::EKS::AccessEntry')).map(({ Properties }) => {
      const [{ PolicyArn, AccessScope }] = Properties['AccessPolicies'] as [Record<string, unknown>];
      expect(AccessScope).toEqual({ Type: 'cluster' });
      return [Properties['PrincipalArn'], JSON.stringify(PolicyArn).match(/AmazonEKS\w+/)?.[0]];
    });
    expect(entries).toEqual([
      [ADMIN, 'AmazonEKSClusterAdminPolicy'],
      [{ 'Fn::GetAtt': [expect.stringMatching(/^Ops/), 'Arn'] }, 'AmazonEKSClusterAdminPolicy'],
      ['arn:aws:iam::111122223333:role/team/Edit', 'AmazonEKSEditPolicy'],
      ['arn:aws:iam::111122223333:role/View', 'AmazonEKSViewPolicy'],
    ]);
  });

  test('another role changes no entry that is there', () => {
    const entries = (admins: string[]): string[] =>
      Object.keys(EksTemplate.of(() => ({ access: { admins } })).ofType('AWS::EKS::AccessEntry'));
    const first = 'arn:aws:iam::111122223333:role/First';
    expect(entries([first, ADMIN])).toEqual(expect.arrayContaining(entries([ADMIN])));
  });

  test('a cluster without an admin is warned of', () => {
    const eks = EksTemplate.of(() => ({ access: {} }));
    // CDK prints warnings.
    jest.spyOn(console, 'error').mockImplementationOnce(() => undefined);
    Annotations.fromStack(eks.stack).hasWarning('*', Match.stringLikeRegexp('nobody is admin of this cluster'));
    Annotations.fromStack(EksTemplate.of().stack).hasNoWarning('*', Match.stringLikeRegexp('nobody is admin'));
  });

  test('nodes are admitted where they are defined', () => {
    const eks = EksTemplate.of();
    const scope = new Construct(eks.stack, 'alpha');
    const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    const entry = eks.cluster.admitNodeRole(scope, role);
    expect(entry.node.path).toBe('Test/alpha/ClusterAccess');
    eks.template.hasResourceProperties('AWS::EKS::AccessEntry', {
      ClusterName: { Ref: eks.idOf('AWS::EKS::Cluster') },
      PrincipalArn: { 'Fn::GetAtt': [eks.stack.getLogicalId(role.node.defaultChild as CfnElement), 'Arn'] },
      Type: 'EC2_LINUX',
      AccessPolicies: Match.absent(),
    });
  });
});

describe('the endpoint', () => {
  test('is reached by clients of the private one', () => {
    const eks = EksTemplate.of(() => ({
      endpoint: EksEndpoint.privateOnly({ cidrs: ['10.8.0.0/16'], securityGroupIds: ['sg-0123456789abcdef0'] }),
    }));
    const rules = Object.values(eks.ofType('AWS::EC2::SecurityGroupIngress')).map(({ Properties }) => Properties);
    const port = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, Description: 'Kubernetes API' };
    const GroupId = { 'Fn::GetAtt': [eks.idOf('AWS::EKS::Cluster'), 'ClusterSecurityGroupId'] };
    expect(rules).toEqual([
      { ...port, GroupId, CidrIp: '10.8.0.0/16' },
      { ...port, GroupId, SourceSecurityGroupId: 'sg-0123456789abcdef0' },
    ]);
  });

  test.each([
    [EksEndpoint.publicFrom(['203.0.113.0/24']), ['203.0.113.0/24']],
    [EksEndpoint.publicFromAnywhere(), ['0.0.0.0/0']],
  ])('is public where that is said', (endpoint, ranges) => {
    EksTemplate.of(() => ({ endpoint })).template.hasResourceProperties('AWS::EKS::Cluster', {
      ResourcesVpcConfig: { EndpointPrivateAccess: true, EndpointPublicAccess: true, PublicAccessCidrs: ranges },
    });
  });

  test('is never the whole internet by a range', () => {
    expect(refusals({ endpoint: EksEndpoint.publicFrom(['0.0.0.0/0']) })).toEqual(['eks-endpoint-internet']);
    expect(refusals({ endpoint: EksEndpoint.privateOnly({ cidrs: ['0.0.0.0/0'] }) })).toEqual(['eks-client-internet']);
  });
});

test('nodes are told what they need', () => {
  const { cluster, stack } = EksTemplate.of();
  const id = stack.getLogicalId(cluster.node.findChild('Resource') as CfnElement);
  expect(stack.resolve({ ...cluster.nodeEndpoint, group: cluster.clusterSecurityGroupId })).toEqual({
    clusterName: { Ref: id },
    endpoint: { 'Fn::GetAtt': [id, 'Endpoint'] },
    certificateAuthority: { 'Fn::GetAtt': [id, 'CertificateAuthorityData'] },
    serviceCidr: '172.20.0.0/16',
    group: { 'Fn::GetAtt': [id, 'ClusterSecurityGroupId'] },
  });
});

describe('refused', () => {
  test.each<[string, Partial<EksClusterProps>]>([
    ['eks-cluster-name', { clusterName: 'frontier.one' }],
    ['eks-version', { version: '1.36.2' }],
    ['eks-version-ultraserver', { version: '1.32' }],
    ['eks-service-range-overlap', { serviceCidr: '10.0.128.0/20' }],
    ['eks-scaling-tier', { scalingTier: 'xl' }],
    ['log-retention-days', { logRetentionDays: 31 }],
    ['eks-access-role', { access: { admins: ['arn:aws:iam::111122223333:user/jo'] } }],
    ['eks-access-twice', { access: { admins: [ADMIN], viewers: [ADMIN] } }],
  ])('%s', (id, change) => {
    expect(refusals(change)).toEqual([id]);
  });

  test('a control plane in a Local Zone, or in one zone', () => {
    expect(refusals({}, ['use1-az4', 'use1-az6', 'use1-dfw2-az1'])).toEqual(['eks-control-plane-local-zone']);
    expect(refusals({}, ['use1-az4'])).toEqual(['eks-control-plane-zones']);
  });

  test('an old Kubernetes is for clusters without UltraServers', () => {
    expect(refusals({ version: '1.32', ultraServers: false })).toEqual([]);
  });

  test('a kubectl that is too new', () => {
    const stack = eksStack();
    const props = { ...clusterProps(stack), version: '1.34', kubectl: kubectl(stack) };
    expect(() => new EksCluster(stack, 'Eks', props)).toThrow('[kubectl-skew]');
  });

  test('charts and manifests without kubectl', () => {
    const { cluster } = EksTemplate.of();
    expect(() => cluster.addManifest('Queue', {})).toThrow('[eks-no-kubectl]');
    expect(() =>
      cluster.addChart('Chart', { name: 'kueue', repository: 'oci://x/y', version: '1', namespace: 'n', source: '' }),
    ).toThrow('[eks-no-kubectl]');
  });
});

describe('what applies charts and manifests', () => {
  const eks = EksTemplate.withKubectl();
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'training' } };
  eks.cluster.addManifest('Namespace', namespace);

  test('runs in the cluster, as its admin', () => {
    const group = [{ 'Fn::GetAtt': [eks.idOf('AWS::EKS::Cluster'), 'ClusterSecurityGroupId'] }];
    const subnets = ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'];
    eks.template.allResourcesProperties('AWS::Lambda::Function', {
      VpcConfig: { SecurityGroupIds: group, SubnetIds: subnets },
    });
    eks.template.hasResourceProperties('AWS::EKS::AccessEntry', {
      PrincipalArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('KubectlProviderHandlerServiceRole'), 'Arn'] },
      AccessPolicies: [
        {
          PolicyArn: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('AmazonEKSClusterAdminPolicy')])] },
          AccessScope: { Type: 'cluster' },
        },
      ],
    });
  });

  test('comes after nodes, add-ons and its own admission', () => {
    const awaited = eks.awaited(eks.idOf('Custom::AWSCDK-EKS-KubernetesResource'));
    for (const type of ['AWS::EKS::Nodegroup', 'AWS::EKS::Addon', 'AWS::EKS::AccessEntry']) {
      const ids = Object.keys(eks.ofType(type)).filter((id) => !id.startsWith('Eksadmins'));
      expect(ids.filter((id) => !awaited.has(id))).toEqual([]);
    }
  });

  test('keeps its logs as the others are kept', () => {
    const kept = EksTemplate.withKubectl((stack) => ({ encryptionKey: existingKey(stack), logRetentionDays: 30 }));
    kept.template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30, KmsKeyId: KEY_ARN });
    expect(Object.keys(kept.ofType('AWS::Logs::LogGroup')).filter((id) => id.includes('Kubectl'))).toHaveLength(2);
  });

  test('leaves what it is given as it was', () => {
    expect(namespace).toEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'training' } });
  });
});

test('a role for pods is for one service account of one cluster', () => {
  const eks = EksTemplate.of();
  const { role } = eks.cluster.addPodRole('Data', { namespace: 'training', serviceAccount: 'loader' });
  eks.template.hasResourceProperties('AWS::EKS::PodIdentityAssociation', {
    ClusterName: { Ref: eks.idOf('AWS::EKS::Cluster') },
    Namespace: 'training',
    ServiceAccount: 'loader',
    RoleArn: eks.stack.resolve(role.roleArn) as unknown,
  });
  eks.template.hasResourceProperties('AWS::IAM::Role', {
    Description: 'Pods of training/loader',
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:RequestTag/eks-cluster-arn': Match.anyValue(),
              'aws:RequestTag/kubernetes-namespace': 'training',
              'aws:RequestTag/kubernetes-service-account': 'loader',
            },
          },
        },
      ],
    },
  });
});
