import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnSubnet } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HomeDirectory, HomeFileSystem, type HomeFileSystemProps, type ZoneSubnet } from 'cdk-ultraserver';

import { testStack } from '../../support/app';
import { testFabric } from '../../support/network';

const ZONES = ['use1-az4', 'use1-az6'];

function subnetsOf(stack: Stack, zones: string[]): ZoneSubnet[] {
  return zones.map((zone, index) => ({
    zone,
    subnet: CfnSubnet.fromSubnetId(stack, `Control${index}`, `subnet-0123456789abcdef${index}`),
  }));
}

function define(
  directory: HomeDirectory,
  change: (stack: Stack) => Partial<HomeFileSystemProps> = () => ({}),
): { stack: Stack; home: HomeFileSystem; template: Template } {
  const stack = testStack();
  const fabric = testFabric(stack);
  const further = change(stack);
  const home = new HomeFileSystem(stack, 'Home', {
    vpc: fabric.vpc,
    subnets: further.subnets ?? subnetsOf(stack, ZONES),
    directory,
    clients: [fabric.securityGroups.nodeSecurityGroup],
    ...further,
  });
  return { stack, home, template: Template.fromStack(stack) };
}

const ports = (template: Template): unknown[] =>
  (Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')) as { Properties: Record<string, unknown> }[])
    .map(({ Properties: rule }) => [rule.IpProtocol, rule.FromPort, rule.ToPort, rule.CidrIp])
    .filter(([protocol]) => protocol !== '-1');

describe('on EFS', () => {
  const { stack, home, template } = define(HomeDirectory.efs());

  test('is encrypted, Regional, elastic, backed up and kept', () => {
    template.hasResource('AWS::EFS::FileSystem', {
      Properties: {
        Encrypted: true,
        AvailabilityZoneName: Match.absent(),
        PerformanceMode: 'generalPurpose',
        ThroughputMode: 'elastic',
        BackupPolicy: { Status: 'ENABLED' },
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('is reached through mount targets and over TLS, and in no other way', () => {
    template.hasResourceProperties('AWS::EFS::FileSystem', {
      FileSystemPolicy: {
        Statement: [
          Match.objectLike({
            Effect: 'Allow',
            Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
          }),
          Match.objectLike({ Effect: 'Deny', Action: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ],
      },
    });
    expect(ports(template)).toEqual([['tcp', 2049, 2049, undefined]]);
  });

  test('has a mount target a zone, whose ids do not follow from an order', () => {
    const ids = (one: Template): string[] => Object.keys(one.findResources('AWS::EFS::MountTarget'));
    const turned = define(HomeDirectory.efs(), (other) => ({ subnets: subnetsOf(other, ZONES.toReversed()) }));
    expect(ids(template)).toHaveLength(2);
    expect(ids(template).toSorted()).toEqual(ids(turned.template).toSorted());
  });

  test.each([
    ['use1-az4', 'use1az4'],
    ['use1-az6', 'use1az6'],
    ['use1-dfw2-az1', 'use1az4'],
  ])('nodes in %s mount it by the address of the target in %s', (zone, target) => {
    const mount = stack.resolve(home.mount('/home', zone)) as { kind: string; exportName: string; options: unknown[] };
    expect([mount.kind, mount.exportName]).toEqual(['efs', '/']);
    expect(mount.options.slice(0, 4)).toEqual(['_netdev', 'noatime', 'noresvport', 'tls']);
    expect(mount.options[4]).toEqual({
      'Fn::Join': [
        '',
        ['mounttargetip=', { 'Fn::GetAtt': [expect.stringMatching(`^HomeTarget${target}`), 'IpAddress'] }],
      ],
    });
  });

  test('nodes of a zone without a target nearby must say which one they use', () => {
    expect(() => home.mount('/home', 'use1-atl2-az1')).toThrow(
      /nodes in use1-atl2-az1 have no mount target: there is one in use1-az4, use1-az6.*\[home-zone\]/,
    );
  });

  test('takes its mount targets and its group along when it goes: no group in use is in the way', () => {
    for (const type of ['AWS::EFS::MountTarget', 'AWS::EC2::SecurityGroup']) {
      expect(template.findResources(type, { DeletionPolicy: 'Retain' })).toEqual({});
    }
  });

  test('without backups, when told', () => {
    define(HomeDirectory.efs({ backups: false })).template.hasResourceProperties('AWS::EFS::FileSystem', {
      BackupPolicy: { Status: 'DISABLED' },
    });
  });
});

describe('on OpenZFS', () => {
  const { stack, home, template } = define(HomeDirectory.openZfs({ capacityGiB: 1024, throughputMBps: 640 }));

  test('stands in the first zone, with a standby and backups, and is kept', () => {
    template.hasResource('AWS::FSx::FileSystem', {
      Properties: {
        FileSystemType: 'OPENZFS',
        StorageType: 'SSD',
        StorageCapacity: 1024,
        SubnetIds: ['subnet-0123456789abcdef0'],
        OpenZFSConfiguration: {
          DeploymentType: 'SINGLE_AZ_HA_2',
          ThroughputCapacity: 640,
          AutomaticBackupRetentionDays: 30,
          RootVolumeConfiguration: {
            NfsExports: [{ ClientConfigurations: [{ Clients: '*', Options: ['rw', 'crossmnt', 'no_root_squash'] }] }],
          },
        },
      },
      DeletionPolicy: 'Retain',
    });
  });

  test('keeps its group with it: a group in use cannot be deleted', () => {
    expect(Object.keys(template.findResources('AWS::EC2::SecurityGroup', { DeletionPolicy: 'Retain' }))).toEqual([
      expect.stringMatching(/^HomeSecurityGroup/),
    ]);
  });

  test('opens the ports that FSx documents, to its clients alone', () => {
    expect(ports(template)).toEqual(
      ['tcp', 'udp'].flatMap((protocol) => [
        [protocol, 111, 111, undefined],
        [protocol, 2049, 2049, undefined],
        [protocol, 20_001, 20_003, undefined],
      ]),
    );
  });

  test('is mounted by its name, from any zone', () => {
    expect(stack.resolve(home.mount('/home', 'use1-atl2-az1', { options: ['nconnect=8'] }))).toMatchObject({
      kind: 'openzfs',
      dnsName: { 'Fn::GetAtt': [expect.any(String), 'DNSName'] },
      exportName: '/fsx/',
      options: ['_netdev', 'noatime', 'nfsvers=4.1', 'nconnect=8'],
    });
  });

  test.each([
    [{ capacityGiB: 32, throughputMBps: 640 }, /\[openzfs-capacity\]/],
    [{ capacityGiB: 1024, throughputMBps: 600 }, /\[openzfs-throughput\]/],
    [{ capacityGiB: 1024, throughputMBps: 640, backupDays: 91 }, /\[storage-backup-days\]/],
  ])('refuses %j', (options, message) => {
    expect(() => define(HomeDirectory.openZfs(options))).toThrow(message);
  });
});

describe('either', () => {
  const ARN = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';

  test.each([
    [HomeDirectory.efs(), 'AWS::EFS::FileSystem', 'FileSystemTags'],
    [
      HomeDirectory.openZfs({ capacityGiB: 64, throughputMBps: 160, deployment: 'SINGLE_AZ_2' }),
      'AWS::FSx::FileSystem',
      'Tags',
    ],
  ])('takes a key, tags and another end', (directory, type, tags) => {
    const { template } = define(directory, (stack) => ({
      encryptionKey: Key.fromKeyArn(stack, 'Key', ARN),
      tags: [{ key: 'team', value: 'research' }],
      removalPolicy: RemovalPolicy.DESTROY,
    }));
    template.hasResource(type, {
      Properties: { KmsKeyId: ARN, [tags]: [{ Key: 'team', Value: 'research' }] },
      DeletionPolicy: 'Delete',
    });
  });

  test.each<[string[], RegExp]>([
    [[], /is given no subnet.*\[home-subnets\]/],
    [['use1-az4', 'use1-az4'], /two subnets are in use1-az4.*\[home-subnets\]/],
    [['use1-dfw2-az1'], /parent zone use1-az4.*\[storage-local-zone\]/],
    [['us-east-1a'], /\[zone-name\]/],
  ])('refuses subnets in %j', (zones, message) => {
    expect(() => define(HomeDirectory.efs(), (stack) => ({ subnets: subnetsOf(stack, zones) }))).toThrow(message);
  });

  test('takes a Local Zone that has it', () => {
    const { home } = define(HomeDirectory.efs(), (stack) => ({
      subnets: subnetsOf(stack, ['use1-dfw2-az1']),
      offeredInLocalZone: true,
    }));
    expect(home.mount('/home', 'use1-dfw2-az1').kind).toBe('efs');
  });
});
