import {
  checkDeviceDrivers,
  checkDraDriver,
  checkUltraServerLauncher,
  eksEndpointServices,
} from 'cdk-ultraserver/rules';
import type { DraDriver, EksDeviceDrivers, UltraServerLauncher } from 'cdk-ultraserver/rules';

const ids = (problems: { id: string }[]): string[] => problems.map(({ id }) => id);

describe('checkUltraServerLauncher', () => {
  test.each<UltraServerLauncher>(['auto-scaling-group', 'managed-node-group'])('%s may', (launcher) => {
    expect(checkUltraServerLauncher(launcher)).toEqual([]);
  });

  test.each<[UltraServerLauncher, string]>([
    ['auto-mode', 'EKS Auto Mode'],
    ['batch', 'AWS Batch'],
    ['ec2-fleet', 'EC2 Fleet'],
    ['fargate', 'AWS Fargate'],
    ['karpenter', 'Karpenter'],
  ])('%s may not, with a reason and a remedy', (launcher, name) => {
    const [problem, ...others] = checkUltraServerLauncher(launcher);
    expect(others).toEqual([]);
    expect(problem?.id).toBe(`ultraserver-${launcher}`);
    expect(problem?.message).toMatch(
      new RegExp(`^${name} cannot run an UltraServer: .{10,}; use an Auto Scaling group`),
    );
  });
});

describe('checkDeviceDrivers', () => {
  const documented: EksDeviceDrivers = {
    efaDevicePlugin: true,
    efaDra: false,
    gpuDevicePlugin: true,
    gpuDra: false,
    computeDomains: true,
    autoMode: false,
  };

  test('device plugins beside ComputeDomains', () => {
    expect(checkDeviceDrivers(documented)).toEqual([]);
  });

  test.each<[Partial<EksDeviceDrivers>, string[]]>([
    [{ efaDra: true }, ['eks-efa-twice']],
    [{ gpuDra: true }, ['eks-gpu-twice']],
    [{ autoMode: true }, ['eks-dra-auto-mode']],
    [{ autoMode: true, computeDomains: false }, []],
    [{ efaDra: true, efaDevicePlugin: false }, []],
  ])('%j', (change, found) => {
    expect(ids(checkDeviceDrivers({ ...documented, ...change }))).toEqual(found);
  });
});

describe('checkDraDriver', () => {
  const pinned: DraDriver = {
    version: '0.4.1',
    namespace: 'dra-driver-nvidia-gpu',
    gpus: false,
    computeDomains: true,
    webhookCertificate: false,
  };

  test('as it is pinned', () => {
    expect(checkDraDriver(pinned)).toEqual([]);
  });

  test.each<[Partial<DraDriver>, string[]]>([
    [{ gpus: true }, ['eks-dra-gpus']],
    [{ computeDomains: false }, ['eks-dra-compute-domains']],
    [{ namespace: 'default' }, ['eks-dra-namespace']],
    [{ version: '0.5.0' }, ['eks-dra-webhook']],
    [{ version: '0.5.0', webhookCertificate: true }, []],
    [{ version: '0.4.9' }, []],
  ])('%j', (change, found) => {
    expect(ids(checkDraDriver({ ...pinned, ...change }))).toEqual(found);
  });
});

describe('eksEndpointServices', () => {
  test('everything that is on by default', () => {
    expect(eksEndpointServices()).toEqual([
      'autoscaling',
      'ec2',
      'ec2messages',
      'ecr.api',
      'ecr.dkr',
      'eks',
      'eks-auth',
      'kms',
      'lambda',
      'logs',
      'monitoring',
      'sqs',
      'ssm',
      'ssmmessages',
      'sts',
    ]);
  });

  test.each([
    [{ kubectl: false }, 'lambda'],
    [{ karpenter: false }, 'sqs'],
    [{ observability: false }, 'monitoring'],
    [{ ebs: false }, 'kms'],
  ])('%j needs none for %s', (callers, service) => {
    expect(eksEndpointServices(callers)).not.toContain(service);
    expect(eksEndpointServices()).toContain(service);
  });

  test('what is off by default', () => {
    expect(eksEndpointServices({ loadBalancers: true, fsx: true })).toEqual(
      expect.arrayContaining(['elasticloadbalancing', 'fsx']),
    );
  });
});
