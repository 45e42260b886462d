import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  AcceleratedInstanceType,
  Capacity,
  Engine,
  NodeImage,
  UltraServerType,
  UnpublishedProfile,
} from 'cdk-ultraserver';
import { parse } from 'yaml';

import { parseMimeMultipart } from '../nodes/user-data/mime-parser';
import { block, SlurmCell, type TemplateResource } from './slurm/slurm-fixture';

/** GB300 with the numbers of GB200, which stand for those that AWS has not published. */
function gb300(): UltraServerType {
  const { accelerators, vcpus, memoryGiB, instanceStore, ebs, networkCards, efaGbps, layouts } =
    AcceleratedInstanceType.P6E_GB200_36XLARGE;
  const { ultraServerType } = UnpublishedProfile.GB300.complete({
    instanceType: { accelerators, vcpus, memoryGiB, instanceStore, ebs, networkCards, efaGbps, layouts },
    ultraServer: { name: 'u-p6e-gb300x72', instanceCount: 18 },
  });
  return ultraServerType;
}

/** The launch template of a member. */
function launchTemplateOf(cell: SlurmCell, member: string): Record<string, unknown> {
  const [, resource] = Object.entries(cell.ofType('AWS::EC2::LaunchTemplate')).find(([id]) => id.startsWith(member))!;
  return resource.Properties['LaunchTemplateData'] as Record<string, unknown>;
}

/** The parts of a member's user data by file name; references stand as their JSON. */
function partsOf(cell: SlurmCell, member: string): Map<string, string> {
  const { UserData } = launchTemplateOf(cell, member) as { UserData: { 'Fn::Base64': unknown } };
  const whole = UserData['Fn::Base64'];
  const pieces = typeof whole === 'string' ? [whole] : (whole as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : JSON.stringify(piece))).join('');
  return new Map(
    parseMimeMultipart(text).map(({ headers, body }) => [
      /filename="(.*)"/.exec(headers['content-disposition'] ?? '')?.[1] ?? '',
      body,
    ]),
  );
}

describe('two UltraServers, and login nodes', () => {
  let cell: SlurmCell;
  beforeAll(() => {
    cell = new SlurmCell({ login: SlurmCell.login({ count: 2 }) });
    cell.ultraServer('alpha', { capacity: block(0) });
    cell.ultraServer('bravo', { capacity: block(1) });
  });

  test('are node groups that always run, each in its block, known to the prolog by a feature', () => {
    const { properties } = cell.nodeGroups().get('alpha')!;
    expect(properties).toMatchObject({
      PurchaseOption: 'CAPACITY_BLOCK',
      ScalingConfiguration: { MinInstanceCount: 18, MaxInstanceCount: 18 },
      InstanceConfigs: [{ InstanceType: 'p6e-gb200.36xlarge' }],
      AmiId: 'ami-0123456789abcdef0',
      SubnetIds: ['subnet-0123456789abcdef0'],
      ClusterId: { 'Fn::GetAtt': [expect.stringMatching(/^Slurm/) as string, 'Id'] },
      CustomLaunchTemplate: {
        TemplateId: { Ref: expect.stringMatching(/^alpha/) as string },
        Version: { 'Fn::GetAtt': [expect.stringMatching(/^alpha/) as string, 'LatestVersionNumber'] },
      },
      SlurmConfiguration: {
        SlurmCustomSettings: [{ ParameterName: 'Features', ParameterValue: 'ultraserver-alpha' }],
      },
    });
  });

  test('install the prolog before slurmd starts, by checksum, and stay where that fails', () => {
    const { sha256, location } = cell.cluster.installer;
    expect(cell.nodeGroups().get('bravo')?.properties['NodeLifecycleActions']).toEqual({
      ScriptCachingPolicy: 'CACHE_ONCE',
      Stages: {
        NodeBootstrapped: [
          {
            Name: 'install-prolog',
            ScriptSource: { ScriptLocation: cell.stack.resolve(location) as object, Checksum: sha256 },
            ExecutionPolicy: 'EVERY_BOOT',
            OnError: 'STOP_SEQUENCE',
          },
        ],
      },
    });
  });

  test('may read that one script, and register; roles and profiles are where AWS PCS looks for them', () => {
    const policies = Object.entries(cell.ofType('AWS::IAM::ManagedPolicy')).filter(([id]) => id.startsWith('alpha'));
    const statements = policies.flatMap(
      ([, { Properties }]) => (Properties['PolicyDocument'] as { Statement: Record<string, unknown>[] }).Statement,
    );
    const actions = (wanted: string): Record<string, unknown>[] =>
      statements.filter(({ Action }) => [Action].flat().includes(wanted));
    expect(actions('s3:GetObject')).toEqual([
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: cell.stack.resolve(cell.cluster.installer.objectArn) as object,
      },
    ]);
    expect(actions('pcs:RegisterComputeNodeGroupInstance')).toHaveLength(1);
    cell.template.resourceCountIs('AWS::IAM::Policy', 0);
    for (const type of ['AWS::IAM::Role', 'AWS::IAM::InstanceProfile']) {
      expect(Object.values(cell.ofType(type)).map(({ Properties }) => Properties['Path'])).toEqual([
        '/aws-pcs/',
        '/aws-pcs/',
        '/aws-pcs/',
      ]);
    }
    const [reader] = policies.find(([, { Properties }]) => JSON.stringify(Properties).includes('s3:GetObject'))!;
    expect(cell.ofType('AWS::PCS::ComputeNodeGroup')[cell.nodeGroups().get('alpha')!.id]?.DependsOn).toContain(reader);
  });

  test('have the profile in their node group, the block and the type in their launch template', () => {
    const data = launchTemplateOf(cell, 'alpha');
    expect(data).not.toHaveProperty('IamInstanceProfile');
    expect(data).toMatchObject({
      InstanceType: 'p6e-gb200.36xlarge',
      InstanceMarketOptions: { MarketType: 'capacity-block' },
      CapacityReservationSpecification: {
        CapacityReservationTarget: { CapacityReservationId: 'cr-0123456789abcdef0' },
      },
      MetadataOptions: { HttpTokens: 'required' },
    });
    expect(cell.nodeGroups().get('alpha')?.properties['IamInstanceProfileArn']).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^alphaRoleProfile/) as string, 'Arn'],
    });
  });

  test('have no Auto Scaling group, and nothing that waits for one', () => {
    cell.template.resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 0);
    expect(partsOf(cell, 'alpha').get('ultraserver-node.cfg')).not.toContain('ULTRASERVER_HOOK');
  });

  test("reach the controller on the interface that carries IP, and give EFA's odd cards to EFA alone", () => {
    const { NetworkInterfaces } = launchTemplateOf(cell, 'alpha') as {
      NetworkInterfaces: { NetworkCardIndex: number; InterfaceType: string; Groups: unknown[] }[];
    };
    const slurm = (groups: unknown[]): boolean => JSON.stringify(groups).includes('SlurmSecurityGroupsNodes');
    expect(
      NetworkInterfaces.map(({ NetworkCardIndex, InterfaceType, Groups }) => [
        NetworkCardIndex,
        InterfaceType,
        slurm(Groups),
      ]),
    ).toEqual([
      [0, 'interface', true],
      [1, 'efa-only', false],
      [5, 'efa-only', false],
      [9, 'efa-only', false],
      [13, 'efa-only', false],
    ]);
  });

  test('are told which domain they are in and where Slurm is, before they register', () => {
    const { write_files: files } = parse(partsOf(cell, 'bravo').get('ultraserver-slurm.cfg') ?? '') as {
      write_files: { path: string; content: string }[];
    };
    expect(files).toEqual([
      {
        path: '/etc/ultraserver/slurm.env',
        content:
          "ULTRASERVER_SLURM_FEATURE='ultraserver-bravo'\nULTRASERVER_SLURM_BIN='/opt/aws/pcs/scheduler/slurm-25.11/bin'\n",
      },
    ]);
    expect(partsOf(cell, 'bravo').get('ultraserver-node.cfg')).toContain("ULTRASERVER_INSTANCE_STORE='engine'");
  });

  test('share the queue of their pool, where no two jobs share a node', () => {
    expect(cell.queues()).toEqual({ train: ['alpha', 'bravo'] });
    cell.template.hasResourceProperties('AWS::PCS::Queue', {
      Name: 'train',
      SlurmConfiguration: { SlurmCustomSettings: [{ ParameterName: 'OverSubscribe', ParameterValue: 'EXCLUSIVE' }] },
    });
  });

  test('the login nodes run always, in no queue, on Graviton, with a root volume that is encrypted', () => {
    expect(cell.nodeGroups().get('login')?.properties).toMatchObject({
      PurchaseOption: 'ONDEMAND',
      ScalingConfiguration: { MinInstanceCount: 2, MaxInstanceCount: 2 },
      InstanceConfigs: [{ InstanceType: 'm7g.large' }],
      SubnetIds: ['subnet-0123456789abcdef1'],
    });
    expect(launchTemplateOf(cell, 'SlurmLogin')).toMatchObject({
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { Encrypted: true } }],
    });
    expect(launchTemplateOf(cell, 'SlurmLogin')).not.toHaveProperty('UserData');
  });

  test('fit into user data', () => {
    expect(cell.stack.node.findAll().flatMap((construct) => construct.node.validate())).toEqual([]);
  });
});

test('another UltraServer changes nothing of the first', () => {
  const of = (cell: SlurmCell): object =>
    Object.fromEntries(
      Object.entries((cell.template.toJSON() as { Resources: Record<string, TemplateResource> }).Resources).filter(
        ([id]) => id.startsWith('alpha'),
      ),
    );
  const both = new SlurmCell();
  both.ultraServer('bravo', { capacity: block(1) });
  both.ultraServer('alpha');
  const one = new SlurmCell();
  one.ultraServer('alpha');
  expect(of(both)).toEqual(of(one));
  expect(both.queues()).toEqual({ train: ['alpha', 'bravo'] });
});

test('half a rack beside a whole one, GB300 beside GB200, plain instances in a queue of theirs', () => {
  // That GB300's facts are unverified.
  jest.spyOn(console, 'error').mockImplementationOnce(() => undefined);
  const cell = new SlurmCell({
    queueSettings: { serve: { Default: 'YES' }, train: { MaxTime: '7-00:00:00' } },
  });
  cell.ultraServer('alpha', { type: UltraServerType.P6E_GB200_X36 });
  cell.ultraServer('bravo', { capacity: block(1) });
  cell.ultraServer('charlie', { capacity: block(2), type: gb300(), pool: 'next' });
  cell.instances('serve', { pool: undefined });
  expect(cell.queues()).toEqual({ train: ['alpha', 'bravo'], next: ['charlie'], serve: ['serve'] });
  const settings = Object.values(cell.ofType('AWS::PCS::Queue')).map(({ Properties }) => [
    Properties['Name'],
    Properties['SlurmConfiguration'],
  ]);
  expect(settings).toContainEqual([
    'serve',
    { SlurmCustomSettings: [{ ParameterName: 'Default', ParameterValue: 'YES' }] },
  ]);
  expect(settings).toContainEqual([
    'train',
    {
      SlurmCustomSettings: [
        { ParameterName: 'MaxTime', ParameterValue: '7-00:00:00' },
        { ParameterName: 'OverSubscribe', ParameterValue: 'EXCLUSIVE' },
      ],
    },
  ]);
  const { properties } = cell.nodeGroups().get('serve')!;
  expect(properties).toMatchObject({
    PurchaseOption: 'ONDEMAND',
    ScalingConfiguration: { MinInstanceCount: 2, MaxInstanceCount: 2 },
  });
  expect(properties['SlurmConfiguration']).toEqual({});
  expect(cell.nodeGroups().get('alpha')?.properties['ScalingConfiguration']).toEqual({
    MinInstanceCount: 9,
    MaxInstanceCount: 9,
  });
  // A node that NVLink joins to no other is told of no domain.
  expect([...partsOf(cell, 'serve').keys()]).not.toContain('ultraserver-slurm.cfg');
});

test('settings and features of the user stand beside our own; the nodes may make the array', () => {
  const cell = new SlurmCell();
  cell.ultraServer('alpha', {}, { settings: { Weight: '10', Features: 'gb200' }, instanceStore: 'node' });
  expect(cell.nodeGroups().get('alpha')?.properties['SlurmConfiguration']).toEqual({
    SlurmCustomSettings: [
      { ParameterName: 'Features', ParameterValue: 'gb200,ultraserver-alpha' },
      { ParameterName: 'Weight', ParameterValue: '10' },
    ],
  });
  expect(partsOf(cell, 'alpha').get('ultraserver-node.cfg')).not.toContain('ULTRASERVER_INSTANCE_STORE');
});

test('what happens at the end of a block is said', () => {
  const cell = new SlurmCell();
  cell.ultraServer('alpha');
  expect(
    Annotations.fromStack(cell.stack).findInfo('*', Match.stringLikeRegexp('reserve them in Slurm from 2026')),
  ).toHaveLength(1);
});

describe('login nodes', () => {
  test('mount file systems, and stand in the groups that they are given', () => {
    const base = new SlurmCell();
    const stack = base.stack;
    const cell = new SlurmCell({
      login: SlurmCell.login({
        instanceType: 'm7i.xlarge',
        image: NodeImage.fromId('ami-0123456789abcdef2', {
          architecture: 'x86_64',
          rootDevice: '/dev/sda1',
          driver: '580.159.03',
        }),
        securityGroups: [CfnSecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')],
        mounts: [
          {
            kind: 'openzfs',
            fileSystemId: 'fs-0123456789abcdef0',
            dnsName: 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com',
            exportName: '/fsx/',
            path: '/home',
            options: ['nfsvers=4.1', '_netdev'],
          },
        ],
      }),
    });
    const data = launchTemplateOf(cell, 'SlurmLogin') as { SecurityGroupIds: unknown[] };
    expect(data.SecurityGroupIds).toEqual([
      { Ref: expect.stringMatching(/^SlurmSecurityGroupsNodes/) as string },
      'sg-0123456789abcdef0',
    ]);
    const { write_files: files, runcmd } = parse(partsOf(cell, 'SlurmLogin').get('ultraserver-mounts.cfg') ?? '') as {
      write_files: { path: string; content: string }[];
      runcmd: string[];
    };
    expect(files.map(({ path }) => path)).toEqual([
      '/etc/ultraserver/node.env',
      '/etc/ultraserver/mounts.fstab',
      '/opt/ultraserver/lib.sh',
      '/opt/ultraserver/mounts.sh',
      '/etc/systemd/system/ultraserver-mounts.service',
    ]);
    expect(files[1]?.content).toBe(
      'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com:/fsx/ /home nfs nfsvers=4.1,_netdev 0 0\n',
    );
    expect(runcmd).toEqual(['systemctl daemon-reload', 'systemctl enable --now --no-block ultraserver-mounts.service']);
  });

  test('of another architecture than their image are refused', () => {
    expect(() => new SlurmCell({ login: SlurmCell.login({ instanceType: 'm7i.large' }) })).toThrow(
      /\[slurm-login-image\]/,
    );
  });
});

describe('refused', () => {
  const nine = (cell: SlurmCell): void => {
    for (let index = 0; index < 9; index++) {
      cell.ultraServer(`rack-${index}`, { capacity: block(index) });
    }
  };

  test('a tenth UltraServer beside login nodes, with the remedy', () => {
    const cell = new SlurmCell({ login: SlurmCell.login() });
    nine(cell);
    expect(() => cell.ultraServer('rack-9', { capacity: block(9) })).toThrow(
      /room for 9 beside 1 of login nodes.*name another cell for 1 of them.*\[slurm-node-groups\]/s,
    );
  });

  test('but not without login nodes', () => {
    const cell = new SlurmCell();
    nine(cell);
    expect(() => cell.ultraServer('rack-9', { capacity: block(9) })).not.toThrow();
  });

  test('more instances than the size holds', () => {
    const cell = new SlurmCell({ size: 'SMALL' });
    cell.ultraServer('alpha');
    expect(() => cell.ultraServer('bravo', { capacity: block(1) })).toThrow(
      /36 instances.*\[slurm-cluster-size-small\]/,
    );
  });

  test('UltraServers whose numbers of instances do not fit, and other nodes in their queue', () => {
    const cell = new SlurmCell();
    cell.ultraServer('alpha');
    expect(() => cell.instances('plain', { pool: 'train' })).toThrow(/\[slurm-queue-mixed\]/);
  });

  test('settings of a queue that nothing belongs to', () => {
    const cell = new SlurmCell({ queueSettings: { trian: { Default: 'YES' } } });
    cell.ultraServer('alpha');
    expect(() => cell.template).toThrow(/a queue trian, which no node group belongs to; there are train/);
  });

  test('what would let two jobs share a node', () => {
    const cell = new SlurmCell({ queueSettings: { train: { OverSubscribe: 'NO' } } });
    expect(() => cell.ultraServer('alpha')).toThrow(/\[slurm-setting-imex\]/);
  });

  test('nodes in another stack than their cluster', () => {
    const cell = new SlurmCell();
    const engine = Engine.slurm(cell.cluster);
    const other = new SlurmCell({ clusterName: 'other' });
    expect(() => other.ultraServer('alpha', { engine })).toThrow(/\[slurm-other-stack\]/);
  });

  test.each<[string, Parameters<SlurmCell['ultraServer']>, RegExp]>([
    ['the image that is known for the type', ['alpha', { image: undefined }], /\[slurm-image\]/],
    ['a name that AWS PCS does not take', ['a_1', {}], /node group of AWS PCS.*\[slurm-name\]/],
    ['a pool that it does not take', ['alpha', { pool: 'ab' }], /queue of AWS PCS.*\[slurm-name\]/],
    [
      'a feature that names a domain',
      ['alpha', {}, { settings: { Features: 'ultraserver-x' } }],
      /\[slurm-setting-feature\]/,
    ],
    ['a setting of a queue', ['alpha', {}, { settings: { MaxTime: '1' } }], /\[slurm-setting-unknown\]/],
  ])('%s', (_what, [id, change, engine], message) => {
    expect(() => new SlurmCell().ultraServer(id, change, engine)).toThrow(message);
  });

  test('a reservation of instances by its id; one in a group is not', () => {
    expect(() =>
      new SlurmCell().instances('serve', { capacity: Capacity.reservation('cr-0123456789abcdef0') }),
    ).toThrow(/\[slurm-reservation-id\]/);
    const group = 'arn:aws:resource-groups:us-east-1:111122223333:group/reserved';
    expect(() => new SlurmCell().instances('serve', { capacity: Capacity.reservationGroup(group) })).not.toThrow();
  });
});

test('the same cell gives the same template', () => {
  const render = (): string => {
    const cell = new SlurmCell({ login: SlurmCell.login() });
    cell.ultraServer('alpha');
    return JSON.stringify(cell.template.toJSON());
  };
  expect(render()).toBe(render());
});
