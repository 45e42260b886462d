import fc from 'fast-check';

import { type ClusterTemplate, modelOf, synthesize } from '../support/cluster';

/** Facts of GB300 and its UltraServer, made up: AWS has published none. */
const GB300 = `hardware:
  instanceTypes:
    p6e-gb300.36xlarge:
      accelerators: { model: NVIDIA GB300, manufacturer: nvidia, count: 4, memoryGiB: 277 }
      architecture: arm64
      vcpus: 144
      memoryGiB: 960
      instanceStore: { count: 3, sizeGB: 7500 }
      ebs: { gbps: 60, iops: 240000, volumes: 64 }
      networkCards:
        - { cards: [0], maxInterfaces: 15, efaGbps: 0, enaGbps: 100 }
        - { cards: [1, 2, 3, 4], maxInterfaces: 1, efaGbps: 400, enaGbps: 0 }
      efaGbps: 1600
      layouts:
        - name: four-efa
          description: One EFA interface for each GPU.
          interfaces:
            - { card: 0, device: 0, type: interface }
            - { card: 1, device: 0, type: efa-only }
            - { card: 2, device: 0, type: efa-only }
            - { card: 3, device: 0, type: efa-only }
            - { card: 4, device: 0, type: efa-only }
      nvlinkDomain: ultraserver
      ultraServerOnly: true
      sources: [{ url: 'https://example.com/gb300', read: '2026-11-23' }]
  ultraServers:
    u-p6e-gb300x72: { instanceType: p6e-gb300.36xlarge, instanceCount: 18 }
`;

const IMAGE = 'image: { id: ami-0123456789abcdef0, architecture: arm64, rootDevice: /dev/sda1, driver: 580.159.03 }';

/** UltraServers of three types, in two pools of GB200 and one of GB300. */
const POOLS: Record<string, { type: string; members: string[] }> = {
  train: { type: 'u-p6e-gb200x72', members: ['alpha', 'bravo'] },
  half: { type: 'u-p6e-gb200x36', members: ['charlie', 'delta'] },
  reason: { type: 'u-p6e-gb300x72', members: ['golf'] },
};
const NAMES = Object.values(POOLS).flatMap(({ members }) => members);

const ENGINES: Record<string, string> = {
  eks: 'type: eks, access: { admins: [arn:aws:iam::111122223333:role/Admin] }',
  slurm: 'type: slurm',
};

/** The member's block: of its name alone. */
function block(name: string): string {
  return `cr-${Buffer.from(name.padEnd(8, 'x')).toString('hex')}0`;
}

function clusterFile(engine: string, members: readonly string[]): string {
  const pools = Object.entries(POOLS).flatMap(([pool, { type, members: known }]) => {
    const here = members.filter((name) => known.includes(name));
    const lines = here.map((name) => `{ name: ${name}, block: ${block(name)}, endsAt: 2026-12-20T11:30:00Z }`);
    return here.length === 0
      ? []
      : [`  - { name: ${pool}, ultraServer: ${type}, zone: use1-dfw2-az1, ${IMAGE}, members: [${lines.join(', ')}] }`];
  });
  return `
name: frontier
region: us-east-1
network: { controlZones: [use1-az4, use1-az6] }
engine: { ${ENGINES[engine]} }
storage:
  lustre: [{ name: scratch, ssd: { capacityGiB: 9600, throughputPerTiB: 500 }, zone: use1-az4 }]
  home: { efs: {} }
${GB300}pools:
${pools.join('\n')}
`;
}

/** Every resource of every stack, as text, by the path of its construct. */
function resources(text: string): Map<string, string> {
  const { templates } = synthesize(modelOf(text));
  return new Map(
    [...templates.values()].flatMap((template) =>
      Object.entries((JSON.parse(template) as ClusterTemplate).Resources).map(([id, resource]) => [
        (resource.Metadata?.['aws:cdk:path'] as string | undefined) ?? id,
        JSON.stringify({ id, resource }),
      ]),
    ),
  );
}

/** The dashboard lists members by their names. */
const DASHBOARD = /^frontier-cell-main\/Dashboard\//;

/** Resources that may change when members come and go, because they list them: all that may, for each engine. */
const MAY_CHANGE: Record<string, RegExp[]> = {
  // Quotas of the pools, pools that come and go with their members, the types on which EFA's plugin runs, and the claims in
  // the zones where members are.
  eks: [
    DASHBOARD,
    /^frontier-cell-main\/Kubernetes\/Cluster\/(Topology|Pool|Queue)-[a-z0-9.-]+\//,
    /^frontier-cell-main\/Kubernetes\/Cluster\/ChartAwsEfaK8sDevicePlugin\//,
    /^frontier-cell-main\/Kubernetes\/Cluster\/Volume-home-[a-z0-9-]+\//,
  ],
  // A queue lists its node groups.
  slurm: [DASHBOARD, /^frontier-cell-main\/Slurm\/Cluster\/Queues\//],
};

const memberOf = (path: string): string | undefined =>
  NAMES.find((name) => path.startsWith(`frontier-cell-main/${name}/`));

describe.each(Object.keys(ENGINES))('engine %s', (engine) => {
  const all = resources(clusterFile(engine, NAMES));

  test('members come, go and change places, and of the rest nothing changes but what lists them', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(NAMES, { minLength: 1 }), (members) => {
        const some = resources(clusterFile(engine, members));
        const mayChange = (path: string): boolean => MAY_CHANGE[engine]!.some((pattern) => pattern.test(path));
        const fixed = (from: Map<string, string>): [string, string][] => [...from].filter(([path]) => !mayChange(path));
        const expected = fixed(all).filter(([path]) => {
          const member = memberOf(path);
          return member === undefined || members.includes(member);
        });
        expect(new Map(fixed(some))).toEqual(new Map(expected));
      }),
      { numRuns: 8 },
    );
  });

  test('what may change does: without a member there is less of it', () => {
    const fewer = resources(clusterFile(engine, NAMES.slice(1)));
    const changed = [...all].filter(([path, text]) => memberOf(path) === undefined && fewer.get(path) !== text);
    expect(changed.length).toBeGreaterThan(0);
  });

  test('a member is its launch template, what holds it, its role and its alarms', () => {
    const types = [...all]
      .filter(([path]) => memberOf(path) === 'golf')
      .map(([, text]) => (JSON.parse(text) as { resource: { Type: string } }).resource.Type);
    const holder = engine === 'slurm' ? 'AWS::PCS::ComputeNodeGroup' : 'AWS::AutoScaling::AutoScalingGroup';
    expect(types).toEqual(expect.arrayContaining(['AWS::EC2::LaunchTemplate', holder, 'AWS::IAM::Role']));
    expect(types.filter((type) => type === 'AWS::CloudWatch::Alarm').length).toBeGreaterThan(3);
  });

  test('thirty UltraServers are as many as their cells hold', () => {
    const cells = engine === 'slurm' ? 4 : 2;
    const members = Array.from({ length: 30 }, (_, index) => {
      const id = (index + 10).toString().padStart(17, '0');
      // On Kubernetes, pods' addresses of some twenty of them fill the one subnet.
      const zone = index < 7 ? 'use1-az4' : 'use1-dfw2-az1';
      return `{ name: rack${index}, block: cr-${id}, endsAt: 2026-12-20T11:30:00Z, zone: ${zone}, cell: c${index % cells} }`;
    });
    const text = `
name: frontier
region: us-east-1
network:
  controlZones: [use1-az4, use1-az6]
  nodeSubnets: [{ zone: use1-dfw2-az1, cidr: 10.0.128.0/17 }, { zone: use1-az4, cidr: 10.0.96.0/19 }]
engine: { ${ENGINES[engine]} }
pools:
  - { name: train, ultraServer: u-p6e-gb200x36, zone: use1-dfw2-az1, ${IMAGE}, members: [${members.join(', ')}] }
`;
    const groups = [...resources(text).values()].filter((resource) =>
      /"Type":"AWS::(AutoScaling::AutoScalingGroup|PCS::ComputeNodeGroup)"/.test(resource),
    );
    // Slurm's login nodes are groups too.
    expect(groups).toHaveLength(engine === 'slurm' ? 30 + cells : 30);
  });
});
