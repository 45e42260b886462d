import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';

import { EksGpuSoftware, type EksGpuSoftwareProps, gpuCharts } from '../../../../constructs/engines/eks';
import type { ChartValues, EksChart } from '../../../../constructs/engines/eks';
import { mergeValues, overrideCharts, valueAt } from '../../../../constructs/engines/eks/eks-chart';
import { KUEUE_DEVICE_CLASS_MAPPINGS, KUEUE_FRAMEWORKS } from '../../../../constructs/engines/eks/manifests/kueue';
import { GPU_TAINT } from '../../../../constructs/engines/eks/manifests/node-identity';
import { EksTemplate } from './eks-fixture';

const GB200 = AcceleratedInstanceType.P6E_GB200_36XLARGE;
const B300 = AcceleratedInstanceType.P6_B300_48XLARGE;

function software(charts?: EksGpuSoftwareProps['charts'], instanceTypes = [GB200]): EksTemplate {
  const eks = EksTemplate.withKubectl();
  new EksGpuSoftware(eks.stack, 'Software', { cluster: eks.cluster, instanceTypes, charts });
  return eks;
}

/** What CDK's function is told to install, by release. */
function installed(eks: EksTemplate): Record<string, Record<string, unknown> & { Values: ChartValues }> {
  return Object.fromEntries(
    Object.values(eks.ofType('Custom::AWSCDK-EKS-HelmChart')).map(({ Properties }) => [
      String(Properties['Release']),
      { ...Properties, Values: JSON.parse(String(Properties['Values'])) as ChartValues },
    ]),
  );
}

/** Whether tolerations let a pod onto a node with the taint of GPU nodes. */
function toleratesGpuNodes(tolerations: unknown): boolean {
  return (tolerations as Record<string, unknown>[]).some(
    ({ key, operator, value, effect }) =>
      key === GPU_TAINT.key &&
      (operator === 'Exists' || value === GPU_TAINT.value) &&
      (effect === undefined || effect === GPU_TAINT.effect),
  );
}

describe('the charts', () => {
  const eks = software();
  const charts = installed(eks);

  test('are these, of these versions', () => {
    expect(Object.values(charts).map(({ Repository, Chart, Version }) => [Repository, Chart, Version])).toEqual([
      ['https://nvidia.github.io/k8s-device-plugin', 'nvidia-device-plugin', '0.20.1'],
      ['oci://registry.k8s.io/dra-driver-nvidia/charts/dra-driver-nvidia-gpu', 'dra-driver-nvidia-gpu', '0.4.1'],
      ['https://aws.github.io/eks-charts', 'aws-efa-k8s-device-plugin', 'v0.5.30'],
      ['https://nvidia.github.io/dcgm-exporter/helm-charts', 'dcgm-exporter', '4.8.3'],
      ['oci://registry.k8s.io/jobset/charts/jobset', 'jobset', '0.12.0'],
      ['oci://registry.k8s.io/lws/charts/lws', 'lws', '0.8.0'],
      ['oci://registry.k8s.io/kueue/charts/kueue', 'kueue', '0.19.0'],
    ]);
  });

  test('leave GPUs to the device plugin, and IMEX domains to the DRA driver', () => {
    const dra = charts['dra-driver-nvidia-gpu'];
    expect(dra?.Values).toMatchObject({
      nvidiaDriverRoot: '/',
      resources: { gpus: { enabled: false }, computeDomains: { enabled: true } },
    });
    // Its chart refuses the namespace default.
    expect(dra?.['Namespace']).toBe('dra-driver-nvidia-gpu');
    // A map with null takes the chart's own affinity away; without the key it would stay.
    expect(dra?.Values['controller']).toHaveProperty('affinity', null);
    expect(charts['nvidia-device-plugin']?.Values).toMatchObject({ gfd: { enabled: true } });
  });

  test.each([
    ['nvidia-device-plugin', 'tolerations'],
    ['nvidia-device-plugin', 'nfd.worker.tolerations'],
    ['dra-driver-nvidia-gpu', 'kubeletPlugin.tolerations'],
    ['aws-efa-k8s-device-plugin', 'tolerations'],
    ['dcgm-exporter', 'tolerations'],
  ])('%s reaches nodes with GPUs: %s', (name, path) => {
    expect(toleratesGpuNodes(valueAt(charts[name]?.Values ?? {}, path))).toBe(true);
  });

  test('another toleration would be seen', () => {
    expect(toleratesGpuNodes([{ key: 'nvidia.com/gpu', operator: 'Equal', value: 'true', effect: 'NoSchedule' }])).toBe(
      false,
    );
  });

  test.each([
    ['nvidia-device-plugin', 'nfd.master.nodeSelector'],
    ['dra-driver-nvidia-gpu', 'controller.nodeSelector'],
    ['jobset', 'controller.nodeSelector'],
    ['lws', 'nodeSelector'],
    ['kueue', 'controllerManager.nodeSelector'],
  ])('%s has its controller on system nodes: %s', (name, path) => {
    expect(valueAt(charts[name]?.Values ?? {}, path)).toEqual({ 'cdk-ultraserver/role': 'system' });
  });

  test('need neither cert-manager nor the Prometheus Operator', () => {
    expect(charts).toMatchObject({
      'dcgm-exporter': { Values: { serviceMonitor: { enabled: false } } },
      jobset: { Values: { certManager: { enable: false }, prometheus: { enable: false } } },
      lws: { Values: { enableCertManager: false, enablePrometheus: false } },
      kueue: { Values: { enableCertManager: false, enablePrometheus: false } },
    });
  });

  test('Kueue knows the kinds of work and the device class of IMEX channels', () => {
    const text = valueAt(charts['kueue']?.Values ?? {}, 'managerConfig.controllerManagerConfigYaml');
    expect(JSON.parse(String(text))).toMatchObject({
      apiVersion: 'config.kueue.x-k8s.io/v1beta2',
      kind: 'Configuration',
      integrations: { frameworks: KUEUE_FRAMEWORKS },
      resources: { deviceClassMappings: KUEUE_DEVICE_CLASS_MAPPINGS },
    });
  });

  test('Kueue comes after what it looks for', () => {
    const id = (release: string): string =>
      eks.idOf('Custom::AWSCDK-EKS-HelmChart', ({ Release }) => Release === release);
    expect([...eks.awaited(id('kueue'))]).toEqual(expect.arrayContaining([id('jobset'), id('lws')]));
    expect(eks.awaited(id('jobset'))).not.toContain(id('kueue'));
  });

  test('controllers are waited for, nodes with GPUs are not', () => {
    const waited = Object.keys(charts).filter((name) => charts[name]?.['Wait'] === true);
    expect(waited).toEqual(['jobset', 'lws', 'kueue']);
  });
});

test("the EFA plugin runs on the cluster's own instance types", () => {
  const values = installed(software(undefined, [GB200, B300, GB200]))['aws-efa-k8s-device-plugin']?.Values;
  expect(values?.['supportedInstanceLabels']).toEqual({
    keys: ['node.kubernetes.io/instance-type'],
    values: ['p6-b300.48xlarge', 'p6e-gb200.36xlarge'],
  });
});

describe('overrides', () => {
  const mirror = 'oci://111122223333.dkr.ecr.us-east-1.amazonaws.com/kueue';

  test('a mirror, a release and values of your own', () => {
    const { kueue } = installed(
      software({ kueue: { repository: mirror, version: '0.19.1', values: { controllerManager: { replicas: 2 } } } }),
    );
    expect(kueue).toMatchObject({
      Repository: mirror,
      Version: '0.19.1',
      Values: { controllerManager: { replicas: 2, nodeSelector: { 'cdk-ultraserver/role': 'system' } } },
    });
  });

  test('maps are merged, the rest is replaced, and nothing is changed in place', () => {
    const values = { a: { b: 1, c: [1, 2] }, d: { e: 1 } };
    expect(mergeValues(values, { a: { c: [3] }, d: null })).toEqual({ a: { b: 1, c: [3] }, d: null });
    expect(values).toEqual({ a: { b: 1, c: [1, 2] }, d: { e: 1 } });
  });

  test('another release has no known digest, a mirror of this one has', () => {
    const [, , , exporter] = gpuCharts([]) as [EksChart, EksChart, EksChart, EksChart];
    expect(overrideCharts([exporter], { 'dcgm-exporter': { repository: mirror } })).toMatchObject([
      { sha256: exporter.sha256 },
    ]);
    expect(overrideCharts([exporter], { 'dcgm-exporter': { version: '5.0.0' } })).toMatchObject([
      { sha256: undefined },
    ]);
  });

  test.each<[string, EksGpuSoftwareProps['charts']]>([
    ['eks-chart', { keueu: { version: '0.19.1' } }],
    ['eks-gpu-twice', { 'dra-driver-nvidia-gpu': { values: { resources: { gpus: { enabled: true } } } } }],
    ['eks-dra-gpus', { 'dra-driver-nvidia-gpu': { values: { resources: { gpus: { enabled: true } } } } }],
    [
      'eks-dra-compute-domains',
      { 'dra-driver-nvidia-gpu': { values: { resources: { computeDomains: { enabled: false } } } } },
    ],
    ['eks-dra-webhook', { 'dra-driver-nvidia-gpu': { version: '0.5.0' } }],
  ])('%s is refused', (id, charts) => {
    expect(() => software(charts)).toThrow(`[${id}]`);
  });
});

test('each chart names where it is documented', () => {
  expect(gpuCharts([]).filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
});
