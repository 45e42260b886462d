import { type ClusterTemplate, exampleModel, modelOf, synthesize } from '../../support/cluster';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
}

const parsed = (text: string | undefined): ClusterTemplate => JSON.parse(text!) as ClusterTemplate;

/** Resources of a type, by their logical ids. */
function resources(text: string | undefined, type: string): Record<string, Resource> {
  const all = parsed(text).Resources as unknown as Record<string, Resource>;
  return Object.fromEntries(Object.entries(all).filter(([, { Type }]) => Type === type));
}

const only = (text: string | undefined, type: string): Resource => {
  const found = Object.values(resources(text, type));
  expect(found).toHaveLength(1);
  return found[0]!;
};

/** A cluster in two zones, with what stands under `storage`. */
function cluster(storage: string, options: { name?: string; network?: string; trainium?: boolean } = {}): string {
  const { name = 'frontier', network = '', trainium = false } = options;
  const image = 'image: { id: ami-0123456789abcdef0, architecture: x86_64, rootDevice: /dev/sda1, driver: 2.21.37 }';
  return `
name: ${name}
region: us-east-1
network:
  controlZones: [use1-az4, use1-az6]
${network}  nodeSubnets:
    - { zone: use1-dfw2-az1, cidr: 10.0.128.0/17 }
    - { zone: use1-az6, cidr: 10.0.96.0/19 }
storage:
  ${storage}
pools:
  - name: train
    ultraServer: u-p6e-gb200x72
    zone: use1-dfw2-az1
    members: [{ name: alpha, block: cr-0123456789abcdef0, endsAt: 2026-12-20T11:30:00Z }]
  - name: serve
    instanceType: p6-b300.48xlarge
    zone: use1-az6
    members: [{ name: web, count: 2, onDemand: true }]
${
  trainium
    ? `  - { name: neuron, ultraServer: u-trn2x64, zone: use1-az6, ${image}, members: [{ name: trn, block: cr-0fedcba9876543210, endsAt: 2026-12-20T11:30:00Z }] }\n`
    : ''
}`;
}

const LUSTRE = `lustre:
    - name: scratch
      zone: use1-az6
      ssd: { capacityGiB: 9600, throughputPerTiB: 500 }
      efa: { pools: [serve], interfaces: 8 }`;
const ALL = `${LUSTRE}
  home: { efs: {} }
  checkpoints: { zone: use1-az4 }`;

describe('config/storage.yaml', () => {
  const { templates } = synthesize(exampleModel('config/storage.yaml'));
  const storage = templates.get('shared-storage');

  test('has a stack of its own', () => {
    expect([...templates.keys()].toSorted()).toEqual([
      'shared-cell-main',
      'shared-network',
      'shared-operations',
      'shared-storage',
    ]);
  });

  test('keeps everything that holds data, encrypted with the key of the cluster', () => {
    const types = ['AWS::FSx::FileSystem', 'AWS::EFS::FileSystem', 'AWS::S3Express::DirectoryBucket'];
    const kept = types.map((type) => only(storage, type));
    expect(kept.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain', 'Retain', 'Retain']);
    const key = /shared-operations:ExportsOutputFnGetAttKey\w+Arn/;
    expect(kept.map(({ Properties }) => key.test(JSON.stringify(Properties)))).toEqual([true, true, true]);
  });

  test('tells operators the ids, and exports whatever a cell may import', () => {
    const outputs = Object.keys(parsed(storage).Outputs ?? {});
    expect(outputs).toEqual(expect.arrayContaining(['scratchFileSystem', 'HomeFileSystem', 'CheckpointBucket']));
    const imported = templates.get('shared-cell-main')!.match(/(?<=shared-storage:)ExportsOutput\w+/g) ?? [];
    expect(outputs).toEqual(expect.arrayContaining(imported));
    expect(new Set(imported).size).toBe(5);
  });
});

describe('storage of a cluster in two zones', () => {
  const { templates } = synthesize(modelOf(cluster(ALL)));
  const storage = templates.get('frontier-storage');
  const cell = templates.get('frontier-cell-main')!;
  const userData = (member: string): string => {
    const [, template] =
      Object.entries(resources(cell, 'AWS::EC2::LaunchTemplate')).find(([id]) => id.startsWith(member)) ?? [];
    return JSON.stringify(template?.Properties);
  };

  test('a Lustre file system with EFA stands in the subnet of the nodes, with the groups of the fabric', () => {
    const { Properties } = only(storage, 'AWS::FSx::FileSystem');
    expect(JSON.stringify(Properties.SubnetIds)).toContain('ExportsOutputRefNetworknodeuse1az6');
    expect(JSON.stringify(resources(storage, 'AWS::EC2::SecurityGroupIngress'))).toContain(
      'ExportsOutputRefNodeSecurityGroupsEfa',
    );
  });

  test('those that can mount it over EFA do, all others over TCP', () => {
    expect(userData('web')).toContain(' /fsx lustre _netdev,noatime,flock,X-ultraserver.efa=8 0 0');
    expect(userData('alpha')).toContain(' /fsx lustre _netdev,noatime,flock 0 0');
  });

  test('nodes mount EFS by the target of their zone, or of the parent of their Local Zone', () => {
    expect(userData('web')).toMatch(/mounttargetip=",\{"Fn::ImportValue":"[^"]+HomeTargetuse1az6/);
    expect(userData('alpha')).toMatch(/mounttargetip=",\{"Fn::ImportValue":"[^"]+HomeTargetuse1az4/);
  });

  test('each member may open sessions with the bucket, by a managed policy and with the key', () => {
    const policies = Object.entries(resources(cell, 'AWS::IAM::ManagedPolicy')).filter(([id]) =>
      id.includes('Checkpoints'),
    );
    expect(policies.map(([id]) => id.replace(/Checkpoints.*/, ''))).toEqual(['alpha', 'web']);
    for (const [, { Properties }] of policies) {
      expect(JSON.stringify(Properties)).toMatch(/s3express:CreateSession.*"s3express:SessionMode":"ReadWrite"/);
      expect(JSON.stringify(Properties)).toMatch(/"kms:Decrypt","kms:GenerateDataKey"/);
    }
    expect(resources(cell, 'AWS::IAM::Policy')).toEqual({});
  });

  test('nothing of the storage depends on a member', () => {
    const without = cluster(ALL).replace(/ {2}- name: train[^]*?(?= {2}- name: serve)/, '');
    expect(synthesize(modelOf(without)).templates.get('frontier-storage')).toBe(storage);
  });
});

test('members of a Trainium pool mount the same', () => {
  const { templates } = synthesize(modelOf(cluster('home: { efs: {} }', { trainium: true })));
  const templatesOfCell = Object.values(resources(templates.get('frontier-cell-main'), 'AWS::EC2::LaunchTemplate'));
  expect(templatesOfCell).toHaveLength(3);
  expect(templatesOfCell.filter((one) => JSON.stringify(one).includes(':/ /home efs '))).toHaveLength(3);
});

test('OpenZFS and Lustre over TCP stand in control subnets; what is not to be kept goes with the stack', () => {
  const { templates } = synthesize(
    modelOf(
      cluster(`lustre:
    - { name: scratch, zone: use1-az4, onDelete: delete, intelligentTiering: { throughputMBps: 4000 } }
  home: { onDelete: delete, openZfs: { zone: use1-az6, capacityGiB: 64, throughputMBps: 160 } }`),
    ),
  );
  const found = Object.values(resources(templates.get('frontier-storage'), 'AWS::FSx::FileSystem'));
  expect(found.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Delete', 'Delete']);
  expect(
    found.map(({ Properties }) => JSON.stringify(Properties.SubnetIds).match(/Networkcontrol\w+?az\d/)?.[0]),
  ).toEqual(['Networkcontroluse1az4', 'Networkcontroluse1az6']);
});

test('the stack is protected from termination, and no other is', () => {
  const protection: Record<string, boolean | undefined> = {};
  synthesize(modelOf(cluster(ALL)), {
    change: (app) => {
      for (const stack of app.node.children) {
        protection[stack.node.id] = (stack as { terminationProtection?: boolean }).terminationProtection;
      }
    },
  });
  expect(Object.entries(protection).filter(([, on]) => on)).toEqual([['frontier-storage', true]]);
});

describe('the way to a bucket for checkpoints', () => {
  const endpoints = (storage: string, network?: string): string[] => {
    const { templates } = synthesize(modelOf(cluster(storage, { network })));
    return Object.keys(resources(templates.get('frontier-network'), 'AWS::EC2::VPCEndpoint')).filter((id) =>
      id.includes('S3Express'),
    );
  };

  test('is a gateway endpoint for every zone without NAT, and for Availability Zones with it', () => {
    const bucket = 'checkpoints: { zone: use1-az4 }';
    expect(endpoints(bucket, '  egress: none\n')).toHaveLength(2);
    expect(endpoints(bucket).map((id) => /use1\w*?az\d/.exec(id)?.[0])).toEqual(['use1az6']);
    expect(endpoints('home: { efs: {} }', '  egress: none\n')).toEqual([]);
  });
});

test('two file systems fit into user data beside IMEX, with names of sixteen characters', () => {
  const name = 'a'.repeat(16);
  const text = cluster(`${LUSTRE.replace('scratch', 'b'.repeat(16))}\n  home: { efs: {} }`, { name }).replaceAll(
    'alpha',
    'c'.repeat(16),
  );
  expect(() => synthesize(modelOf(text))).not.toThrow();
  // Two more do not, and synthesis says so.
  const more = ['more', 'most'].map(
    (one) =>
      `    - { name: ${one}, mount: /${one}, zone: use1-az4, ssd: { capacityGiB: 1200, throughputPerTiB: 500 } }\n`,
  );
  expect(() => synthesize(modelOf(text.replace('  home:', `${more.join('')}  home:`)))).toThrow(/\[user-data-size\]/);
});
