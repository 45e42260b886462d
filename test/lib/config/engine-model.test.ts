import { parseCluster } from '../../../lib/config';
import type { EksEngineModel, SlurmEngineModel } from '../../../lib/config/engine-model';
import type { ClusterModel } from '../../../lib/config/model';
import { EVERY_KEY, EVERY_KEY_OF_EKS, EVERY_KEY_OF_SLURM } from './every-key';
import { EXISTING, INSTANCES, ULTRASERVERS, WITH_IMAGE, edit } from './refusal-cases/refusal-case';

function modelOf(text: string): ClusterModel {
  const { model, problems } = parseCluster(text, 'config/x.yaml');
  expect(problems ?? []).toEqual([]);
  return model as ClusterModel;
}

function eksOf(engine: string, base = ULTRASERVERS): EksEngineModel {
  return modelOf(`${base}engine: { type: eks${engine} }\n`).engine as EksEngineModel;
}

function slurmOf(engine: string, base = WITH_IMAGE): SlurmEngineModel {
  return modelOf(`${base}engine: { type: slurm${engine} }\n`).engine as SlurmEngineModel;
}

const frozen = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));

test.each(['', 'engine: { type: ec2 }\n'])('plain groups are the engine of %j', (line) => {
  expect(modelOf(`${ULTRASERVERS}${line}`).engine).toEqual({ type: 'ec2' });
});

test('files with every key are right, and their models frozen to their depth', () => {
  for (const text of EVERY_KEY) {
    expect(frozen(modelOf(text))).toBe(true);
  }
});

describe('Kubernetes', () => {
  test('has every default filled in', () => {
    expect(eksOf('')).toEqual({
      type: 'eks',
      version: '1.36',
      nodes: 'self-managed',
      access: { admins: [], editors: [], viewers: [] },
      clients: [],
      publicFrom: undefined,
      namespaces: ['default'],
      queues: { train: { namespaces: ['default'], borrowsFrom: [] } },
      cpuPools: [],
      scalingTier: 'standard',
      supportType: 'EXTENDED',
      deletionProtection: true,
      secretsKeyArn: undefined,
      serviceCidr: '172.20.0.0/16',
      systemNodes: { instanceTypes: undefined, count: 2, volumeSizeGiB: 100 },
      addOns: { versions: {}, without: [] },
      charts: {},
    });
  });

  test('takes every key as it stands', () => {
    expect(modelOf(EVERY_KEY_OF_EKS).engine).toEqual({
      type: 'eks',
      version: '1.36',
      nodes: 'managed',
      access: {
        admins: ['arn:aws:iam::111122223333:role/Admin'],
        editors: ['arn:aws:iam::111122223333:role/team/Edit'],
        viewers: ['arn:aws:iam::111122223333:role/View'],
      },
      clients: ['10.8.0.0/16'],
      publicFrom: ['203.0.113.0/24'],
      namespaces: ['serving', 'training'],
      queues: {
        serve: { namespaces: ['serving', 'training'], borrowsFrom: ['batch'] },
        batch: { namespaces: ['serving', 'training'], borrowsFrom: [] },
      },
      cpuPools: [
        {
          name: 'agents',
          maxCpus: 4096,
          image: 'al2023@v20260728',
          families: ['m8g'],
          spot: true,
          zones: undefined,
          rootVolumeGiB: 50,
        },
        {
          name: 'tools',
          maxCpus: 64,
          image: 'al2023@v20260728',
          families: undefined,
          spot: false,
          zones: ['use1-az6'],
          rootVolumeGiB: 100,
        },
      ],
      scalingTier: 'tier-xl',
      supportType: 'STANDARD',
      deletionProtection: false,
      secretsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
      serviceCidr: '10.100.0.0/16',
      systemNodes: { instanceTypes: ['m8g.xlarge', 'm7g.xlarge'], count: 3, volumeSizeGiB: 80 },
      addOns: { versions: { 'vpc-cni': 'v1.20.4-eksbuild.1' }, without: ['aws-fsx-csi-driver'] },
      charts: {
        kueue: {
          repository: 'oci://111122223333.dkr.ecr.us-east-1.amazonaws.com/charts/kueue',
          version: '0.19',
          values: { controllerManager: { replicas: 2, tolerations: [{ key: 'x' }] }, enabled: true, nothing: null },
        },
      },
    });
  });

  test.each([
    ['1.36', '1.36'],
    ['"1.36"', '1.36'],
    ['1.37', '1.37'],
  ])('reads version: %s as text', (stated, version) => {
    expect(eksOf(`, version: ${stated}`).version).toBe(version);
  });

  test('reads versions of charts and add-ons as text, zeros and all', () => {
    const { charts, addOns } = eksOf(', charts: { kueue: { version: 0.20 } }, addOns: { versions: { vpc-cni: 1.20 } }');
    expect(charts['kueue']).toEqual({ version: '0.20', repository: undefined, values: undefined });
    expect(addOns.versions).toEqual({ 'vpc-cni': '1.20' });
  });

  test.each([
    ['10.0.0.0/16', '172.20.0.0/16'],
    ['172.20.0.0/16', '10.100.0.0/16'],
    ['172.20.64.0/18', '10.100.0.0/16'],
    ['10.100.0.0/16', '172.20.0.0/16'],
  ])('in a VPC of %s services have %s', (cidr, services) => {
    expect(eksOf('', edit(ULTRASERVERS, '10.0.0.0/16', cidr)).serviceCidr).toBe(services);
  });

  test('services stay clear of a VPC that exists', () => {
    const control =
      '    controlSubnets:\n' +
      '      - { zone: use1-az4, subnetId: subnet-0a1b2c3d4e5f60718, cidr: 172.20.96.0/24 }\n' +
      '      - { zone: use1-az5, subnetId: subnet-0a1b2c3d4e5f60719, cidr: 172.20.97.0/24 }\n';
    const roomy = edit(EXISTING.replaceAll('10.20.', '172.20.'), '172.20.32.0/24', '172.20.32.0/20');
    expect(eksOf('', edit(roomy, '    nodeSubnets:', `${control}    nodeSubnets:`)).serviceCidr).toBe('10.100.0.0/16');
  });

  test('has the same queues whatever the order and number of names in the file', () => {
    const namespaces = (list: string): string =>
      edit(ULTRASERVERS, '    members:', `    namespaces: ${list}\n    members:`);
    expect(eksOf(', namespaces: [b, a, c, a]', namespaces('[c, a, c]'))).toEqual(
      eksOf(', namespaces: [a, b, c]', namespaces('[a, c]')),
    );
    expect(eksOf(', namespaces: [b, a]').queues).toEqual({ train: { namespaces: ['a', 'b'], borrowsFrom: [] } });
  });
});

describe('Slurm', () => {
  const image = {
    architecture: 'arm64',
    rootDevice: '/dev/xvda',
    driver: '580.159.03',
    reference: { kind: 'id', id: 'ami-0123456789abcdef0' },
  };

  test('has every default filled in', () => {
    expect(slurmOf('')).toEqual({
      type: 'slurm',
      version: '25.11',
      controlZone: 'use1-az4',
      mostInstances: undefined,
      mostJobs: undefined,
      purgeAfterDays: undefined,
      instanceStore: 'image',
      settings: {},
      nodeSettings: {},
      queueSettings: {},
      login: { instanceType: 'm7g.large', count: 1, volumeSizeGiB: 100, images: { main: image } },
    });
  });

  test('takes every key as it stands', () => {
    const login = { architecture: 'arm64', rootDevice: '/dev/sda1', driver: '580.159.03' };
    expect(modelOf(EVERY_KEY_OF_SLURM).engine).toEqual({
      type: 'slurm',
      version: '25.11',
      controlZone: 'use1-az6',
      mostInstances: 300,
      mostJobs: 4000,
      purgeAfterDays: 90,
      instanceStore: 'node',
      settings: { MinJobAge: '600', JobRequeue: 'true' },
      nodeSettings: { Weight: '10' },
      queueSettings: { train: { MaxTime: '1-00:00:00', Default: 'yes' } },
      login: {
        instanceType: 'c8gn.xlarge',
        count: 2,
        volumeSizeGiB: 200,
        images: { main: { ...login, reference: { kind: 'ssm', parameter: '/team/login' } } },
      },
    });
  });

  test('reads a release as text, with its zero', () => {
    expect(slurmOf(', version: 25.05').version).toBe('25.05');
    expect(slurmOf(', version: 26.10').version).toBe('26.10');
  });

  test('has its controller in a zone that does not follow from the order in the file', () => {
    expect(slurmOf('', edit(WITH_IMAGE, '[use1-az4, use1-az6]', '[use1-az6, use1-az4]')).controlZone).toBe('use1-az4');
  });

  test('has no login nodes where there are to be none', () => {
    expect(slurmOf(', login: { count: 0 }').login).toBeUndefined();
    // Nor do their image and type matter then.
    expect(slurmOf(', login: { count: 0, instanceType: m7i.large }').login).toBeUndefined();
  });

  describe('with an image for each of two cells', () => {
    const other =
      'cell: second, image: { id: ami-0a1b2c3d, architecture: arm64, rootDevice: /dev/sda1, driver: 580.1 }';
    const cells = edit(WITH_IMAGE, 'name: bravo,', `name: bravo, ${other},`);

    test('login nodes have that of their cell', () => {
      expect(slurmOf('', cells).login?.images).toEqual({
        main: image,
        second: {
          architecture: 'arm64',
          rootDevice: '/dev/sda1',
          driver: '580.1',
          reference: { kind: 'id', id: 'ami-0a1b2c3d' },
        },
      });
    });

    test('and one image where the file says so', () => {
      const stated = 'image: { id: ami-0a1b2c3e, architecture: arm64, rootDevice: /dev/sda1, driver: 580.1 }';
      const { images } = slurmOf(`, login: { ${stated} }`, cells).login ?? {};
      expect(Object.keys(images ?? {})).toEqual(['main', 'second']);
      expect(images?.['main']).toEqual(images?.['second']);
      expect(images?.['main']?.reference).toEqual({ kind: 'id', id: 'ami-0a1b2c3e' });
    });
  });

  test('the login image is looked at in every cell, whatever the first one runs', () => {
    const x86 = 'image: { id: ami-0a1b2c3d, architecture: x86_64, rootDevice: /dev/sda1, driver: 580.159.03 }';
    const pool = INSTANCES.slice(INSTANCES.indexOf('  - name: serve'))
      .replace('    members:', `    cell: second\n    ${x86}\n    members:`)
      .replace('reservation: cr-0123456789abcdef0', 'onDemand: true')
      .replace('cr-0fedcba9876543210', 'cr-0a1b2c3d4e5f60718')
      .replace('use1-az6', 'use1-dfw2-az1');
    const { problems } = parseCluster(`${WITH_IMAGE}${pool}engine: { type: slurm }\n`, 'x');
    expect(problems?.map(({ id, message }) => [id, message])).toEqual([
      ['slurm-login-image', expect.stringContaining('built for x86_64, but m7g.large runs arm64')],
    ]);
  });
});

describe('a warning', () => {
  const ids = (text: string): string[] => modelOf(text).warnings.map(({ id }) => id);

  test('of room for pods is not given on Kubernetes, where a subnet without room is refused', () => {
    const small = edit(
      ULTRASERVERS,
      'network:\n',
      'network:\n  nodeSubnets: [{ zone: use1-dfw2-az1, cidr: 10.0.128.0/24 }]\n',
    );
    expect(ids(small)).toContain('subnet-pods');
    expect(parseCluster(`${small}engine: { type: eks }\n`, 'x').problems?.map(({ id }) => id)).toEqual([
      'subnet-addresses',
    ]);
    expect(ids(`${ULTRASERVERS}engine: { type: eks }\n`)).toEqual(['placeholder-ids']);
  });

  test('of placeholders is given of the login image too', () => {
    const own = WITH_IMAGE.replaceAll('0123456789abcdef0', '0a1b2c3d4e5f60718').replace(
      '0fedcba9876543210',
      '0a1b2c3d4e5f60719',
    );
    const login = (id: string): string =>
      `engine: { type: slurm, login: { image: { id: ${id}, architecture: arm64, rootDevice: /dev/sda1, driver: 580.1 } } }\n`;
    expect(ids(`${own}${login('ami-0a1b2c3d4e5f60718')}`)).toEqual([]);
    expect(ids(`${own}${login('ami-0123456789abcdef0')}`)).toEqual(['placeholder-ids']);
  });
});
