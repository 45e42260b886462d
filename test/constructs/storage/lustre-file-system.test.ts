import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  LustreFileSystem,
  type LustreFileSystemProps,
  LustreReadCache,
  LustreStorage,
  LustreTransport,
  type EfaFabric,
  type LustreEfaClients,
} from 'cdk-ultraserver';

import { testStack } from '../../support/app';
import { testFabric } from '../../support/network';

const SSD = LustreStorage.ssd({ capacityGiB: 9600, throughputPerTiB: 500 });
const RACK: LustreEfaClients = { name: 'alpha', instanceType: 'p6-b300.48xlarge', instances: 12, efaInterfaces: 16 };

interface Defined {
  readonly stack: Stack;
  readonly fabric: EfaFabric;
  readonly lustre: LustreFileSystem;
  readonly template: Template;
}

/** A file system beside a fabric in one zone, for the nodes of that fabric. */
function define(
  change: (fabric: EfaFabric, stack: Stack) => Partial<LustreFileSystemProps> = () => ({}),
  zone = 'use1-az4',
): Defined {
  const stack = testStack();
  const fabric = testFabric(stack, zone);
  const lustre = new LustreFileSystem(stack, 'Lustre', {
    vpc: fabric.vpc,
    subnet: fabric.subnet,
    zone,
    storage: SSD,
    clients: [fabric.securityGroups.nodeSecurityGroup],
    ...change(fabric, stack),
  });
  return { stack, fabric, lustre, template: Template.fromStack(stack) };
}

/** Rules as `<description> <protocol> <ports>`, both ends. */
function rules(template: Template): string[] {
  const all = [
    ...Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')),
    ...Object.values(template.findResources('AWS::EC2::SecurityGroupEgress')),
  ] as { Type: string; Properties: Record<string, unknown> }[];
  return all
    .map(({ Type, Properties: rule }) => [
      Type.replace('AWS::EC2::SecurityGroup', ''),
      rule.Description,
      rule.IpProtocol,
      rule.FromPort,
      rule.ToPort,
    ])
    .filter(([, description]) => String(description).startsWith('FSx'))
    .map((parts) =>
      parts.flatMap((part) => (typeof part === 'string' || typeof part === 'number' ? [part] : [])).join(' '),
    )
    .toSorted();
}

describe('over TCP', () => {
  const { template, stack, lustre, fabric } = define();

  test('is PERSISTENT_2 on SSD with metadata that scales, encrypted in any case', () => {
    template.hasResourceProperties('AWS::FSx::FileSystem', {
      FileSystemType: 'LUSTRE',
      FileSystemTypeVersion: '2.15',
      StorageType: 'SSD',
      StorageCapacity: 9600,
      SubnetIds: ['subnet-0123456789abcdef0'],
      LustreConfiguration: {
        DeploymentType: 'PERSISTENT_2',
        PerUnitStorageThroughput: 500,
        MetadataConfiguration: { Mode: 'AUTOMATIC' },
        EfaEnabled: Match.absent(),
        AutomaticBackupRetentionDays: 7,
        CopyTagsToBackups: true,
        LogConfiguration: Match.absent(),
      },
    });
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
  });

  test('stays when its stack goes, and when another takes its place', () => {
    template.hasResource('AWS::FSx::FileSystem', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('keeps its group and the rules among its servers with it, and no rule of clients', () => {
    const kept = Object.values(template.findResources('AWS::EC2::SecurityGroup', { DeletionPolicy: 'Retain' })) as {
      Properties: { GroupDescription: string };
    }[];
    expect(kept.map(({ Properties }) => Properties.GroupDescription)).toEqual(['FSx for Lustre: clients in']);
    for (const end of ['Ingress', 'Egress']) {
      const rulesKept = Object.values(
        template.findResources(`AWS::EC2::SecurityGroup${end}`, { DeletionPolicy: 'Retain' }),
      ) as { Properties: { Description: string } }[];
      expect(rulesKept.map(({ Properties }) => Properties.Description)).toEqual(
        Array.from({ length: 2 }, () => 'FSx for Lustre among servers'),
      );
    }
  });

  test('opens the ports of Lustre, both ends, by id, and no others', () => {
    const ways = ['from clients', 'to clients', 'among servers'];
    const expected = ['Ingress', 'Egress'].flatMap((end) =>
      ways.flatMap((way) => ['988 988', '1018 1023'].map((ports) => `${end} FSx for Lustre ${way} tcp ${ports}`)),
    );
    expect(rules(template)).toEqual(expected.toSorted());
    const text = JSON.stringify(template.findResources('AWS::EC2::SecurityGroupIngress'));
    expect(text).not.toContain('CidrIp');
    expect(stack.resolve(lustre.securityGroup.securityGroupRef.securityGroupId)).not.toEqual(
      stack.resolve(fabric.securityGroups.nodeSecurityGroup.securityGroupRef.securityGroupId),
    );
  });

  test('comes after its rules: FSx looks at them when it makes it', () => {
    const [resource] = Object.values(template.findResources('AWS::FSx::FileSystem')) as { DependsOn: string[] }[];
    expect(resource!.DependsOn).toHaveLength(12);
  });

  test('is mounted with what waits for the network', () => {
    const mount = lustre.mount('/fsx', { options: ['user_xattr'] });
    expect(stack.resolve(mount)).toEqual({
      kind: 'lustre',
      fileSystemId: { Ref: 'LustreF8935BA0' },
      dnsName: { 'Fn::GetAtt': ['LustreF8935BA0', 'DNSName'] },
      exportName: { 'Fn::GetAtt': ['LustreF8935BA0', 'LustreMountName'] },
      path: '/fsx',
      options: ['_netdev', 'noatime', 'flock', 'user_xattr'],
    });
    expect(() => lustre.mountOverEfa('/fsx', 4)).toThrow(/made for TCP.*\[lustre-efa-mount\]/);
  });
});

describe('over EFA', () => {
  const { template, lustre } = define((fabric) => ({ transport: LustreTransport.efa(fabric, [RACK]) }));

  test('has EFA and a metadata configuration', () => {
    template.hasResourceProperties('AWS::FSx::FileSystem', {
      LustreConfiguration: { EfaEnabled: true, MetadataConfiguration: { Mode: 'AUTOMATIC' } },
    });
  });

  test("lets all traffic pass among servers and with the fabric's EFA group, by id", () => {
    const efa = rules(template).filter((rule) => rule.includes('EFA'));
    expect(efa.map((rule) => rule.replace(/^\w+ /, ''))).toEqual(
      [1, 2].flatMap(() =>
        ['among servers', 'from clients', 'to clients'].map((way) => `FSx for Lustre: EFA ${way} -1`),
      ),
    );
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      Description: 'FSx for Lustre: EFA from clients',
      SourceSecurityGroupId: { Ref: Match.stringLikeRegexp('^FabricSecurityGroupsEfa') },
      CidrIp: Match.absent(),
    });
  });

  test('is mounted with as many interfaces as were counted', () => {
    expect(lustre.mountOverEfa('/fsx', 16).efaInterfaces).toBe(16);
    expect(() => lustre.mountOverEfa('/fsx', 0)).toThrow(/'efaInterfaces' is 0/);
  });
});

describe('Intelligent-Tiering', () => {
  test('states throughput, read cache and metadata, and no capacity', () => {
    const { template } = define(() => ({
      storage: LustreStorage.intelligentTiering({ throughputMBps: 8000, readCache: LustreReadCache.ofSize(1024) }),
    }));
    template.hasResourceProperties('AWS::FSx::FileSystem', {
      StorageType: 'INTELLIGENT_TIERING',
      StorageCapacity: Match.absent(),
      LustreConfiguration: {
        ThroughputCapacity: 8000,
        PerUnitStorageThroughput: Match.absent(),
        DataReadCacheConfiguration: { SizingMode: 'USER_PROVISIONED', SizeGiB: 1024 },
        MetadataConfiguration: { Mode: 'USER_PROVISIONED', Iops: 6000 },
        AutomaticBackupRetentionDays: 0,
      },
    });
  });

  test.each([
    [LustreReadCache.proportional(), 'PROPORTIONAL_TO_THROUGHPUT_CAPACITY'],
    [LustreReadCache.none(), 'NO_CACHE'],
  ])('a cache without a size', (readCache, SizingMode) => {
    const { template } = define(() => ({
      storage: LustreStorage.intelligentTiering({ throughputMBps: 4000, metadataIops: 12_000, readCache }),
    }));
    template.hasResourceProperties('AWS::FSx::FileSystem', {
      LustreConfiguration: { DataReadCacheConfiguration: { SizingMode, SizeGiB: Match.absent() } },
    });
  });
});

describe('links to S3', () => {
  const datasets = { path: '/datasets', s3Uri: 's3://frontier-data/datasets/', importEvents: ['NEW' as const] };
  const results = {
    path: '/results',
    s3Uri: 's3://frontier-data/results/',
    exportEvents: ['NEW' as const, 'CHANGED' as const],
  };
  const { template } = define(() => ({ dataRepositories: [datasets, results] }));

  test('import and export what they are told to', () => {
    template.resourceCountIs('AWS::FSx::DataRepositoryAssociation', 2);
    template.hasResource('AWS::FSx::DataRepositoryAssociation', {
      Properties: {
        FileSystemPath: '/datasets',
        DataRepositoryPath: 's3://frontier-data/datasets/',
        BatchImportMetaDataOnCreate: true,
        S3: { AutoImportPolicy: { Events: ['NEW'] }, AutoExportPolicy: Match.absent() },
      },
      DeletionPolicy: Match.absent(),
    });
    template.hasResourceProperties('AWS::FSx::DataRepositoryAssociation', {
      FileSystemPath: '/results',
      S3: { AutoImportPolicy: Match.absent(), AutoExportPolicy: { Events: ['NEW', 'CHANGED'] } },
    });
  });

  test('keep their ids, whatever else is linked', () => {
    const ids = (one: Template): string[] => Object.keys(one.findResources('AWS::FSx::DataRepositoryAssociation'));
    expect(ids(template)).toEqual(
      expect.arrayContaining(ids(define(() => ({ dataRepositories: [results] })).template)),
    );
  });

  test('are logged, in a group that FSx takes and that no earlier stack has left', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: {
        LogGroupName: {
          'Fn::Join': [
            '/',
            [
              Match.stringLikeRegexp('^/aws/fsx/Test/[0-9a-f]{8}$'),
              { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] },
            ],
          ],
        },
        RetentionInDays: 90,
      },
      DeletionPolicy: 'Retain',
    });
    template.hasResourceProperties('AWS::FSx::FileSystem', {
      LustreConfiguration: {
        LogConfiguration: {
          Level: 'WARN_ERROR',
          Destination: { 'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('^LustreLog') }])] },
        },
        AutomaticBackupRetentionDays: 0,
      },
    });
  });
});

describe('options', () => {
  test('a key, metadata, maintenance, tags and another end', () => {
    const arn = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';
    const { template } = define((_fabric, stack) => ({
      storage: LustreStorage.ssd({ capacityGiB: 1200, throughputPerTiB: 125, metadataIops: 12_000 }),
      encryptionKey: Key.fromKeyArn(stack, 'Key', arn),
      maintenance: '7:03:00',
      backupDays: 0,
      tags: [{ key: 'team', value: 'research' }],
      removalPolicy: RemovalPolicy.DESTROY,
    }));
    template.hasResource('AWS::FSx::FileSystem', {
      Properties: {
        KmsKeyId: arn,
        Tags: [{ Key: 'team', Value: 'research' }],
        LustreConfiguration: {
          WeeklyMaintenanceStartTime: '7:03:00',
          MetadataConfiguration: { Mode: 'USER_PROVISIONED', Iops: 12_000 },
          AutomaticBackupRetentionDays: 0,
          CopyTagsToBackups: Match.absent(),
        },
      },
      DeletionPolicy: 'Delete',
    });
  });

  test('the order of clients moves no rule', () => {
    const both = (turn: (groups: readonly never[]) => never[]): string[] => {
      const { template } = define((fabric) => ({
        clients: turn([fabric.securityGroups.nodeSecurityGroup, fabric.securityGroups.efaSecurityGroup] as never[]),
      }));
      return Object.keys(template.findResources('AWS::EC2::SecurityGroupIngress')).toSorted();
    };
    expect(both((groups) => [...groups])).toEqual(both((groups) => groups.toReversed()));
  });
});

describe('is refused', () => {
  test.each<[string, (fabric: EfaFabric) => Partial<LustreFileSystemProps>, string, RegExp]>([
    [
      'a capacity',
      () => ({ storage: LustreStorage.ssd({ capacityGiB: 3600, throughputPerTiB: 125 }) }),
      'use1-az4',
      /take 2400 or 4800 \[lustre-capacity\]/,
    ],
    [
      'a capacity for EFA',
      (fabric) => ({
        storage: LustreStorage.ssd({ capacityGiB: 2400, throughputPerTiB: 125 }),
        transport: LustreTransport.efa(fabric, [RACK]),
      }),
      'use1-az4',
      /take 38400 \[lustre-capacity\]/,
    ],
    [
      'metadata',
      () => ({ storage: LustreStorage.ssd({ capacityGiB: 2400, throughputPerTiB: 125, metadataIops: 9000 }) }),
      'use1-az4',
      /take 6000 or 12000 \[lustre-metadata-iops\]/,
    ],
    ['a Local Zone', () => ({}), 'use1-dfw2-az1', /parent zone use1-az4.*\[storage-local-zone\]/],
    ['a zone by name', () => ({ zone: 'us-east-1a' }), 'use1-az4', /\[zone-name\]/],
    [
      'EFA from another zone',
      (fabric) => ({ zone: 'use1-az6', transport: LustreTransport.efa(fabric, [RACK]) }),
      'use1-az4',
      /in use1-az6 and 'alpha' runs in use1-az4.*\[lustre-efa-zone\]/,
    ],
    [
      'too many connections',
      (fabric) => ({ transport: LustreTransport.efa(fabric, [{ ...RACK, instances: 65 }]) }),
      'use1-az4',
      /1040 EFA connections.*\[lustre-efa-connections\]/,
    ],
    [
      'backups beside links',
      () => ({ backupDays: 7, dataRepositories: [{ path: '/a', s3Uri: 's3://frontier-data/a/' }] }),
      'use1-az4',
      /\[lustre-repository-backups\]/,
    ],
    ['a log kept for 91 days', () => ({ logRetentionDays: 91 }), 'use1-az4', /\[log-retention-days\]/],
  ])('%s', (_name, change, zone, message) => {
    expect(() => define(change, zone)).toThrow(message);
  });

  test('a Local Zone no longer, once somebody says that it has FSx, with EFA too', () => {
    const { template } = define(
      (fabric) => ({ offeredInLocalZone: true, transport: LustreTransport.efa(fabric, [RACK]) }),
      'use1-dfw2-az1',
    );
    template.resourceCountIs('AWS::FSx::FileSystem', 1);
  });

  test('a snapshot on deletion: CloudFormation takes none of it', () => {
    expect(() => define(() => ({ removalPolicy: RemovalPolicy.SNAPSHOT }))).toThrow(/snapshot/i);
  });
});
