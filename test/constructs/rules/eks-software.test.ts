import {
  checkEksAddOns,
  checkEksChartNames,
  EKS_ADD_ON_NAMES,
  EKS_GPU_CHART_NAMES,
  KARPENTER_CHART_NAME,
} from 'cdk-ultraserver/rules';

import { EKS_ADD_ONS } from '../../../constructs/engines/eks';
import { MarkdownPage } from '../../support/markdown';

const NEEDED = ['kube-proxy', 'eks-pod-identity-agent', 'vpc-cni', 'coredns'];

describe('add-ons', () => {
  test('are those that a cluster has', () => {
    expect(EKS_ADD_ON_NAMES).toEqual(EKS_ADD_ONS.map(({ name }) => name));
  });

  test('that are as they come are right', () => {
    expect(checkEksAddOns({})).toEqual([]);
  });

  test.each(EKS_ADD_ON_NAMES)('%s takes a version', (name) => {
    expect(checkEksAddOns({ versions: { [name]: 'v1.2.3-eksbuild.1' } })).toEqual([]);
  });

  test.each(EKS_ADD_ON_NAMES)('%s is left out where a cluster can do without it', (name) => {
    expect(checkEksAddOns({ without: [name] })).toEqual(
      NEEDED.includes(name)
        ? [
            {
              id: 'eks-add-on-needed',
              message: `a cluster cannot do without ${name}; leave it in`,
              path: ['addOns', 'without', 0],
            },
          ]
        : [],
    );
  });

  test('that nobody knows are refused where they stand, with what may be meant', () => {
    const stated = { versions: { 'vpc-cmi': 'v1', coredns: 'v1' }, without: ['aws-efs-csi-driver', 'cert-manager'] };
    expect(checkEksAddOns(stated)).toEqual([
      {
        id: 'eks-add-on',
        message: expect.stringMatching(
          /^'vpc-cmi' is none of the cluster's add-ons.*; did you mean 'vpc-cni'\?$/,
        ) as string,
        path: ['addOns', 'versions', 'vpc-cmi'],
      },
      {
        id: 'eks-add-on',
        message: expect.stringMatching(/^'cert-manager' .*amazon-cloudwatch-observability$/) as string,
        path: ['addOns', 'without', 1],
      },
    ]);
  });

  test.each(['constructor', '__proto__', 'toString'])('%s is none', (name) => {
    expect(checkEksAddOns({ without: [name] }).map(({ id }) => id)).toEqual(['eks-add-on']);
  });
});

describe('charts', () => {
  const all = [...EKS_GPU_CHART_NAMES, KARPENTER_CHART_NAME];

  test('are those of docs/eks.md', () => {
    const documented = MarkdownPage.read('docs/eks.md')
      .table('charts')
      .map(([name = '']) => name);
    expect(all.toSorted()).toEqual(documented.toSorted());
  });

  test('that are installed may be otherwise', () => {
    expect(checkEksChartNames(all, all)).toEqual([]);
    expect(checkEksChartNames(all, [])).toEqual([]);
  });

  test('that are not installed are refused, with what may be meant', () => {
    expect(checkEksChartNames(EKS_GPU_CHART_NAMES, ['kueue', 'karpenter', 'kueu'])).toEqual([
      {
        id: 'eks-chart',
        message: expect.stringMatching(
          /^'karpenter' is none of the charts that are installed, which are .*kueue$/,
        ) as string,
        path: ['charts', 'karpenter'],
      },
      {
        id: 'eks-chart',
        message: expect.stringMatching(/did you mean 'kueue'\?$/) as string,
        path: ['charts', 'kueu'],
      },
    ]);
  });
});
