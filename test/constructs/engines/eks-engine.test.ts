import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  AcceleratedInstanceType,
  Capacity,
  EksCluster,
  Engine,
  type GpuNodeGroupProps,
  GpuNodeGroup,
  NodeImage,
  UltraServer,
  type UltraServerProps,
  UltraServerType,
} from 'cdk-ultraserver';
import { Construct } from 'constructs';
import { parse } from 'yaml';

import { joinGatePart } from '../../../constructs/engines/eks/join-gate';
import { testFabric } from '../../support/network';
import { parseMimeMultipart } from '../nodes/user-data/mime-parser';
import { clusterProps, eksStack } from './eks/eks-fixture';

const TYPE = UltraServerType.P6E_GB200_X72;

/** What nodes of every kind are given here. */
function common(stack: Stack): Pick<GpuNodeGroupProps, 'fabric' | 'engine'> {
  return {
    fabric: testFabric(new Construct(stack, 'Network')),
    engine: Engine.eks(new EksCluster(stack, 'Eks', clusterProps(stack))),
  };
}

/** An UltraServer, `alpha` of pool `train`, that joins a cluster of its stack. */
function define(change: Partial<UltraServerProps> = {}, id = 'alpha'): { stack: Stack; template: Template } {
  const stack = eksStack();
  new UltraServer(stack, id, {
    ...common(stack),
    type: TYPE,
    capacity: Capacity.block('cr-0123456789abcdef0', { endsAt: new Date('2026-12-20T11:30:00Z') }),
    pool: 'train',
    ...change,
  });
  return { stack, template: Template.fromStack(stack) };
}

/** The launch template of the GPU nodes; system nodes have one of their own. */
function launchTemplateData(template: Template): Record<string, unknown> {
  const [, resource] = Object.entries(template.findResources('AWS::EC2::LaunchTemplate')).find(
    ([id]) => !id.startsWith('Eks'),
  )!;
  return (resource as { Properties: { LaunchTemplateData: Record<string, unknown> } }).Properties.LaunchTemplateData;
}

/** The parts of user data by file name; a reference stands as `<LogicalId.Attribute>`. */
function partsOf(template: Template): Map<string, string> {
  const { UserData } = launchTemplateData(template) as { UserData: { 'Fn::Base64': unknown } };
  const whole = UserData['Fn::Base64'];
  const pieces = typeof whole === 'string' ? [whole] : (whole as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const text = pieces
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : `<${Object.values(piece as object)
            .flat()
            .join('.')}>`,
    )
    .join('');
  return new Map(
    parseMimeMultipart(text).map(({ headers, body }) => [
      /filename="(.*)"/.exec(headers['content-disposition'] ?? '')?.[1] ?? '',
      body,
    ]),
  );
}

describe('a node', () => {
  const { template, stack } = define();
  const parts = partsOf(template);

  test('is told of its cluster, makes one array of its disks, and is marked as what it is', () => {
    const config = parse(parts.get('ultraserver-nodeadm.yaml') ?? '') as unknown;
    expect(config).toEqual({
      apiVersion: 'node.eks.aws/v1alpha1',
      kind: 'NodeConfig',
      spec: {
        cluster: {
          name: expect.stringMatching(/^<Eks/) as string,
          apiServerEndpoint: expect.stringMatching(/^<Eks.*Endpoint>$/) as string,
          certificateAuthority: expect.stringMatching(/^<Eks.*CertificateAuthorityData>$/) as string,
          cidr: '172.20.0.0/16',
        },
        instance: { localStorage: { strategy: 'RAID0' } },
        kubelet: {
          config: { maxPods: 110 },
          flags: [
            '--node-labels=cdk-ultraserver/pool=train,cdk-ultraserver/member=alpha,cdk-ultraserver/block=cr-0123456789abcdef0,nvidia.com/gpu.present=true',
            '--register-with-taints=nvidia.com/gpu=present:NoSchedule',
          ],
        },
      },
    });
  });

  test('leaves its disks to nodeadm, and has the gate count them alone', () => {
    expect(parts.get('ultraserver-node.cfg')).toContain("ULTRASERVER_INSTANCE_STORE='engine'");
  });

  test('joins when its gate has passed it, and runs no IMEX of its own', () => {
    const { write_files: files, runcmd } = parse(parts.get('ultraserver-join.cfg') ?? '') as {
      write_files: { path: string; content: string }[];
      runcmd: string[];
    };
    expect(files.map(({ path }) => path)).toEqual(['/etc/systemd/system/nodeadm-run.service.d/ultraserver.conf']);
    expect(files[0]?.content).toContain('TimeoutStartSec=infinity\nExecStartPre=');
    expect(files[0]?.content).toContain('/run/ultraserver/gate.json');
    expect(runcmd).toEqual(['systemctl daemon-reload', 'systemctl mask --now nvidia-imex.service']);
    expect([...parts.keys()].join()).not.toContain('imex');
  });

  test.each([
    ['passed', 0],
    ['failed', 124],
    ['rebooting', 124],
    [undefined, 124],
  ])('whose gate says %s: the wait ends with %d', (result, status) => {
    const folder = mkdtempSync(join(tmpdir(), 'join-'));
    try {
      const verdict = join(folder, 'gate.json');
      if (result !== undefined) {
        writeFileSync(
          verdict,
          `{"time":"2026-12-06T11:31:02Z","event":"gate","result":"${result}","reason":"has passed"}\n`,
        );
      }
      const [, command = ''] = /bash -c '(.*)'/.exec(joinGatePart().body) ?? [];
      const { status: ended } = spawnSync(
        'timeout',
        ['0.5', 'bash', '-c', command.replace('/run/ultraserver/gate.json', verdict)],
        { encoding: 'utf8' },
      );
      expect(ended).toBe(status);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('has what EKS asks of its role, its tags and its interface for IP', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      Description: 'Nodes of alpha',
      ManagedPolicyArns: ['AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly'].map((name) =>
        Match.objectLike({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] }),
      ),
    });
    const data = launchTemplateData(template) as {
      TagSpecifications: { Tags: unknown[] }[];
      NetworkInterfaces: { InterfaceType?: string; Groups: unknown[] }[];
    };
    expect(data.TagSpecifications[0]?.Tags).toContainEqual({ Key: 'kubernetes.io/cluster/frontier', Value: 'owned' });
    const clusterGroup = (groups: unknown[]): boolean => JSON.stringify(groups).includes('ClusterSecurityGroupId');
    expect(data.NetworkInterfaces.map(({ Groups }) => clusterGroup(Groups))).toEqual(
      data.NetworkInterfaces.map(({ InterfaceType }) => InterfaceType !== 'efa-only'),
    );
  });

  test('fits into user data', () => {
    expect(stack.node.findAll().flatMap((construct) => construct.node.validate())).toEqual([]);
  });
});

test('the role is admitted, and the group comes up when it is and the cluster can take nodes', () => {
  const { template } = define();
  const [access] = Object.keys(template.findResources('AWS::EKS::AccessEntry', { Properties: { Type: 'EC2_LINUX' } }));
  expect(access).toMatch(/^alpha/);
  const [group] = Object.values(template.findResources('AWS::AutoScaling::AutoScalingGroup'));
  const awaited = (group as { DependsOn: string[] }).DependsOn;
  expect(awaited).toContain(access);
  const networkPlugin = template.findResources('AWS::EKS::Addon', { Properties: { AddonName: 'vpc-cni' } });
  expect(awaited).toContain(Object.keys(networkPlugin)[0]);
});

test('another UltraServer changes nothing of the first', () => {
  const both = eksStack();
  const shared = common(both);
  for (const [index, id] of ['alpha', 'bravo'].entries()) {
    new UltraServer(both, id, {
      ...shared,
      type: TYPE,
      capacity: Capacity.block(`cr-0123456789abcdef${index}`, { endsAt: new Date('2026-12-20T11:30:00Z') }),
      pool: 'train',
    });
  }
  const of = (template: Template): object =>
    Object.fromEntries(
      Object.entries((template.toJSON() as { Resources: object }).Resources).filter(([id]) => id.startsWith('alpha')),
    );
  expect(of(Template.fromStack(both))).toEqual(of(define().template));
});

test('plain instances join, too; without a pool they are of one of their own', () => {
  const stack = eksStack();
  new GpuNodeGroup(stack, 'serve', {
    ...common(stack),
    instanceType: AcceleratedInstanceType.P6_B300_48XLARGE,
    count: 2,
    capacity: Capacity.onDemand(),
  });
  expect(partsOf(Template.fromStack(stack)).get('ultraserver-nodeadm.yaml')).toContain(
    '--node-labels=cdk-ultraserver/pool=serve,cdk-ultraserver/member=serve,nvidia.com/gpu.present=true',
  );
});

test.each<[string, Partial<UltraServerProps>, string, RegExp]>([
  ['a pool that no label can hold', { pool: 'train us' }, 'alpha', /\[kubernetes-label\]/],
  ['a name that no label can hold', {}, 'a:b', /\[kubernetes-label\]/],
  [
    'Trainium',
    {
      type: UltraServerType.TRN2_X64,
      image: NodeImage.fromId('ami-0123456789abcdef0', {
        architecture: 'x86_64',
        rootDevice: '/dev/xvda',
        driver: '2.26',
      }),
    },
    'alpha',
    /no NVIDIA GPUs.*\[eks-accelerator\]/,
  ],
])('%s is refused', (_name, change, id, message) => {
  expect(() => define(change, id)).toThrow(message);
});
