import { type ClusterTemplate, modelOf, synthesize } from '../../support/cluster';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
  readonly Metadata: { readonly 'aws:cdk:path': string };
}

interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Record<string, unknown>;
}

/** Two pools of UltraServers and one of instances, with namespaces, a CPU pool and everything that nodes can share. */
function cluster(engine: string, network = 'egress: nat', storage = true): string {
  return `
name: frontier
region: us-east-1
network:
  controlZones: [use1-az4, use1-az6]
  ${network}
  nodeSubnets:
    - { zone: use1-dfw2-az1, cidr: 10.0.128.0/17 }
    - { zone: use1-az6, cidr: 10.0.96.0/19 }
${storage ? STORAGE : ''}engine:
  type: eks
  ${engine}
pools:
  - name: train
    ultraServer: u-p6e-gb200x72
    zone: use1-dfw2-az1
    namespaces: [research]
    borrowsFrom: [half]
    members:
      - { name: alpha, block: cr-0123456789abcdef0, endsAt: 2026-12-20T11:30:00Z }
      - { name: bravo, block: cr-0fedcba9876543210, endsAt: 2026-12-20T11:30:00Z }
  - name: half
    ultraServer: u-p6e-gb200x36
    zone: use1-dfw2-az1
    members: [{ name: charlie, block: cr-0aaaaaaaaaaaaaaaa, endsAt: 2026-12-20T11:30:00Z }]
  - name: serve
    instanceType: p6-b300.48xlarge
    zone: use1-az6
    members: [{ name: web, count: 2, onDemand: true }]
`;
}

const STORAGE = `storage:
  lustre: [{ name: scratch, zone: use1-az6, ssd: { capacityGiB: 9600, throughputPerTiB: 500 } }]
  home: { efs: {} }
`;

const ENGINE = `version: 1.35
  access: { admins: [arn:aws:iam::111122223333:role/Admin], viewers: [arn:aws:iam::111122223333:role/Viewer] }
  endpoint: { clients: [10.8.0.0/16], publicFrom: [203.0.113.0/24] }
  namespaces: [research, serving]
  cpuPools: [{ name: agents, maxCpus: 4096, image: al2023@v20260728, zones: [use1-az6] }]
  scalingTier: tier-xl
  deletionProtection: false
  charts: { kueue: { repository: oci://111122223333.dkr.ecr.us-east-1.amazonaws.com/kueue } }`;

const IMAGE = 'image: { id: ami-0123456789abcdef0, architecture: arm64, rootDevice: /dev/xvda, driver: 580.159.03 }';

function resourcesOf(text: string, stack = 'frontier-cell-main'): Record<string, Resource> {
  const { templates } = synthesize(modelOf(text));
  return (JSON.parse(templates.get(stack)!) as ClusterTemplate).Resources as unknown as Record<string, Resource>;
}

const withImages = cluster(ENGINE)
  .replaceAll(/( +)(zone: use1-dfw2-az1)\n/g, `$1$2\n$1${IMAGE}\n`)
  .replace(
    '    zone: use1-az6\n    members',
    `    zone: use1-az6\n    ${IMAGE.replace('arm64', 'x86_64')}\n    members`,
  );
const resources = resourcesOf(withImages);
const all = Object.values(resources);

const ofType = (type: string): Resource[] => all.filter(({ Type }) => Type === type);
const path = ({ Metadata }: Resource): string => Metadata['aws:cdk:path'];

/** The objects of a manifest, each reference in them as the word `ref`. */
function objects(id: string): KubernetesObject[] {
  const manifest = all.find((resource) => path(resource).includes(`/${id}/Resource`));
  const text = manifest?.Properties.Manifest as string | { 'Fn::Join': [string, (string | object)[]] };
  const json =
    typeof text === 'string'
      ? text
      : text['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'ref')).join('');
  return JSON.parse(json) as KubernetesObject[];
}

describe('a cell of engine eks', () => {
  test('has one cluster, with what the file says', () => {
    const [eks, ...others] = ofType('AWS::EKS::Cluster');
    expect(others).toEqual([]);
    expect(eks?.Properties).toMatchObject({
      Name: 'frontier-main',
      Version: '1.35',
      DeletionProtection: false,
      ControlPlaneScalingConfig: { Tier: 'tier-xl' },
      ResourcesVpcConfig: {
        EndpointPrivateAccess: true,
        EndpointPublicAccess: true,
        PublicAccessCidrs: ['203.0.113.0/24'],
      },
    });
    const entries = ofType('AWS::EKS::AccessEntry').map(({ Properties }) => Properties.PrincipalArn);
    expect(entries).toEqual(
      expect.arrayContaining(['arn:aws:iam::111122223333:role/Admin', 'arn:aws:iam::111122223333:role/Viewer']),
    );
  });

  test('has its members as nodes of that cluster, each in a group of its own', () => {
    const groups = ofType('AWS::AutoScaling::AutoScalingGroup').map(path);
    expect(groups).toEqual(
      ['alpha', 'bravo', 'charlie', 'web'].map((name) => `frontier-cell-main/${name}/Group/Resource`),
    );
    const userData = JSON.stringify(resources['alphaLaunchTemplate' + idAfter('alphaLaunchTemplate')]);
    expect(userData).toContain('node.eks.aws/v1alpha1');
    expect(userData).toContain('cdk-ultraserver/member=alpha');
    // Pods mount by CSI drivers.
    expect(userData).not.toContain('mounts.fstab');
  });

  test('shares out its pools by their own numbers', () => {
    const queues = ['half', 'serve', 'train'].flatMap((pool) =>
      objects(`Pool-${pool}`).filter(({ kind }) => kind === 'ClusterQueue'),
    );
    const gpus = (queue: KubernetesObject | undefined): string | undefined =>
      /"nvidia.com\/gpu","nominalQuota":"(\d+)"/.exec(JSON.stringify(queue))?.[1];
    expect(queues.map((queue) => [queue.metadata.name, gpus(queue)])).toEqual([
      ['half', '36'],
      ['serve', '16'],
      ['train', '144'],
    ]);
    const entrances = all
      .map((one) => /\/(Queue-[^/]+)\/Resource\/Default$/.exec(path(one))?.[1])
      .filter((id) => id !== undefined);
    const local = entrances.flatMap(objects);
    expect(local.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'research/half',
      'serving/half',
      'research/serve',
      'serving/serve',
      'research/train',
    ]);
  });

  test('makes namespaces before what is in them, and keeps them', () => {
    const namespaces = all.filter((resource) => path(resource).includes('/Namespace-'));
    expect(namespaces.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain', 'Retain']);
    const ids = Object.keys(resources).filter((id) => path(resources[id]!).includes('/Namespace-'));
    for (const manifest of ['Queue-train.research', 'Volume-scratch']) {
      const [resource] = all.filter((one) => path(one).includes(`/${manifest}/Resource`));
      expect(resource?.DependsOn).toEqual(expect.arrayContaining(ids));
    }
  });

  test('applies objects of charts after the charts', () => {
    const charts = Object.keys(resources).filter((id) => resources[id]!.Type === 'Custom::AWSCDK-EKS-HelmChart');
    const [topology] = all.filter((one) => path(one).includes('/Topology-'));
    const gpuCharts = charts.filter((id) => !id.includes('Karpenter'));
    expect(gpuCharts).toHaveLength(7);
    expect(topology?.DependsOn).toEqual(expect.arrayContaining(gpuCharts));
    const [cpuPool] = all.filter((one) => path(one).includes('/CpuPool-agents/Resource'));
    expect(cpuPool?.DependsOn).toEqual(expect.arrayContaining(charts.filter((id) => id.includes('Karpenter'))));
  });

  // So that nothing of Kueue outlives the pool that it was for: `kubectl apply --prune` leaves custom resources.
  test('has a manifest of its own for each part of the queues, the inner after the outer', () => {
    const idOf = (part: string): string | undefined =>
      Object.keys(resources).find((id) => path(resources[id]!).includes(`/${part}`));
    const [pool] = all.filter((one) => path(one).includes('/Pool-train/Resource'));
    const [entrance] = all.filter((one) => path(one).includes('/Queue-train.research/Resource'));
    expect(objects('Pool-train').map(({ kind }) => kind)).toEqual(['ResourceFlavor', 'ClusterQueue']);
    expect(pool?.DependsOn).toContain(idOf('Topology-'));
    expect(entrance?.DependsOn).toContain(idOf('Pool-train/Resource'));
  });

  test('Karpenter comes after all that its nodes need, and goes before it', () => {
    const chart = all.find(({ Properties }) => Properties?.Release === 'karpenter');
    const needed = Object.keys(resources).filter((id) =>
      /\/Karpenter\/(ClusterAccess|NodeRole|Interruptions\/(?!Resource)|Policy)(\/|$|\w)/.test(path(resources[id]!)),
    );
    expect(needed.length).toBeGreaterThan(8);
    expect(chart?.DependsOn).toEqual(expect.arrayContaining(needed));
  });

  test('installs a chart from the mirror that the file names', () => {
    const kueue = ofType('Custom::AWSCDK-EKS-HelmChart').find(({ Properties }) => Properties.Release === 'kueue');
    expect(kueue?.Properties.Repository).toBe('oci://111122223333.dkr.ecr.us-east-1.amazonaws.com/kueue');
  });

  test('launches CPU nodes in the subnet of the zone that the file names', () => {
    const [nodeClass, nodePool] = objects('CpuPool-agents');
    expect(nodeClass?.kind).toBe('EC2NodeClass');
    expect(nodeClass?.spec.subnetSelectorTerms).toEqual([{ id: 'ref' }]);
    expect(nodePool?.spec.limits).toEqual({ cpu: '4096' });
  });

  test('gives each namespace a claim on what is shared, EFS by zone', () => {
    const claims = ['scratch', 'home-use1-dfw2-az1', 'home-use1-az6'].flatMap((name) =>
      objects(`Volume-${name}`).filter(({ kind }) => kind === 'PersistentVolumeClaim'),
    );
    expect(claims.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'research/scratch',
      'serving/scratch',
      'research/home-use1-dfw2-az1',
      'serving/home-use1-dfw2-az1',
      'research/home-use1-az6',
      'serving/home-use1-az6',
    ]);
  });

  test('keeps pods without a GPU off all GPU nodes, but for the daemons of its own software', () => {
    const [policy] = objects('GpuAdmission');
    expect(policy?.kind).toBe('ValidatingAdmissionPolicy');
    expect(JSON.stringify(policy)).toContain('dra-driver-nvidia-gpu');
    expect(JSON.stringify(policy)).toContain('amazon-cloudwatch');
  });
});

describe('without a way out of the VPC', () => {
  const mirrors = [
    'nvidia-device-plugin',
    'dra-driver-nvidia-gpu',
    'aws-efa-k8s-device-plugin',
    'dcgm-exporter',
    'jobset',
    'lws',
    'kueue',
  ].map((name) => `${name}: { repository: oci://111122223333.dkr.ecr.us-east-1.amazonaws.com/${name} }`);
  const text = cluster(
    `namespaces: [research, serving]\n  charts: { ${mirrors.join(', ')} }\n  access: { admins: [arn:aws:iam::111122223333:role/Admin] }`,
    'egress: none',
  );

  test('the network has the endpoints that Kubernetes needs', () => {
    const services = Object.values(resourcesOf(text, 'frontier-network'))
      .filter(({ Type, Properties }) => Type === 'AWS::EC2::VPCEndpoint' && Properties.VpcEndpointType === 'Interface')
      .map(({ Properties }) => (Properties.ServiceName as string).split('.us-east-1.')[1]);
    expect(services).toEqual(expect.arrayContaining(['eks', 'eks-auth', 'ecr.api', 'ecr.dkr', 'lambda', 'sts']));
    // There is no CPU pool, so Karpenter is not there either.
    expect(services).not.toContain('sqs');
    expect(new Set(services).size).toBe(services.length);
  });

  test('with one, it has no more than every network', () => {
    const services = Object.values(resourcesOf(withImages, 'frontier-network'))
      .filter(({ Type }) => Type === 'AWS::EC2::VPCEndpoint')
      .map(({ Properties }) => Properties.ServiceName as string);
    expect(services.filter((service) => service.includes('.eks'))).toEqual([]);
  });
});

/** What CDK puts after a readable id. */
function idAfter(prefix: string): string {
  return (
    Object.keys(resources)
      .find((id) => id.startsWith(prefix))
      ?.slice(prefix.length) ?? ''
  );
}
