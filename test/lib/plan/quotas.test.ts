import fc from 'fast-check';

import type { ClusterModel } from '../../../lib/config/model';
import type { Plan } from '../../../lib/plan/plan';
import { planCluster } from '../../../lib/plan/plan-cluster';
import { QUOTA_RULES } from '../../../lib/plan/quotas';
import { EXAMPLES, exampleModel, synthesize } from '../../support/cluster';
import { planOf, racks } from '../../support/plans';
import { clusters } from '../../support/random-cluster';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

type Template = Readonly<Record<string, Resource>>;

/** What templates ask for of the quotas that they show. */
function needOfTemplates(model: ClusterModel): Record<string, number> {
  const stacks = [...synthesize(model).templates.values()].map(
    (text) => (JSON.parse(text) as { Resources: Template }).Resources,
  );
  const count = (stack: Template, ...types: string[]): number =>
    Object.values(stack).filter(({ Type }) => types.includes(Type)).length;
  const all = (...types: string[]): number => stacks.reduce((sum, stack) => sum + count(stack, ...types), 0);
  const most = (...types: string[]): number => Math.max(...stacks.map((stack) => count(stack, ...types)));
  const need = {
    'interfaces-per-region': stacks.reduce((sum, stack) => sum + interfacesOf(stack), 0),
    'security-groups-per-region': all('AWS::EC2::SecurityGroup', 'AWS::EC2::VPC', 'AWS::EKS::Cluster'),
    'vpcs-per-region': all('AWS::EC2::VPC'),
    'subnets-per-vpc': all('AWS::EC2::Subnet'),
    'elastic-ips': all('AWS::EC2::EIP'),
    'auto-scaling-groups-per-region': all('AWS::AutoScaling::AutoScalingGroup', 'AWS::EKS::Nodegroup'),
    'launch-templates-per-region': all('AWS::EC2::LaunchTemplate'),
    'roles-per-account': all('AWS::IAM::Role'),
    'policies-per-account': all('AWS::IAM::ManagedPolicy'),
    'instance-profiles-per-account': all('AWS::IAM::InstanceProfile'),
    'alarms-per-region': all('AWS::CloudWatch::Alarm'),
    'eks-clusters-per-region': all('AWS::EKS::Cluster'),
    'eks-node-groups-per-cluster': most('AWS::EKS::Nodegroup'),
    'pcs-clusters-per-region': all('AWS::PCS::Cluster'),
    'pcs-node-groups-per-cluster': most('AWS::PCS::ComputeNodeGroup'),
    'pcs-queues-per-cluster': most('AWS::PCS::Queue'),
    'stacks-per-region': stacks.length,
    'resources-per-stack': Math.max(...stacks.map((stack) => Object.keys(stack).length)),
  };
  return Object.fromEntries(Object.entries(need).filter(([, number]) => number > 0));
}

/** Interfaces that launch templates list, times the instances of the group that uses each. */
function interfacesOf(stack: Template): number {
  return Object.entries(stack)
    .filter(([, { Type }]) => Type === 'AWS::EC2::LaunchTemplate')
    .reduce((sum, [id, { Properties }]) => {
      const { NetworkInterfaces = [] } = Properties['LaunchTemplateData'] as { NetworkInterfaces?: unknown[] };
      const user = Object.values(stack).find(
        (resource) =>
          /::(AutoScalingGroup|Nodegroup|ComputeNodeGroup)$/.test(resource.Type) &&
          JSON.stringify(resource.Properties).includes(`{"Ref":"${id}"}`),
      );
      return sum + NetworkInterfaces.length * sizeOf(user!);
    }, 0);
}

function sizeOf({ Properties }: Resource): number {
  const { MaxSize, ScalingConfig, ScalingConfiguration } = Properties as {
    MaxSize?: string;
    ScalingConfig?: { MaxSize: number };
    ScalingConfiguration?: { MaxInstanceCount: number };
  };
  return Number(MaxSize ?? ScalingConfig?.MaxSize ?? ScalingConfiguration?.MaxInstanceCount);
}

/** What the plan says of those. */
function needOfPlan({ quotas }: Plan, of: readonly string[]): Record<string, number> {
  return Object.fromEntries(quotas.filter(({ id }) => of.includes(id)).map(({ id, need }) => [id, need]));
}

/** Quotas that no template shows: they follow from the calendar, from instances, or from bytes. */
const NOT_IN_TEMPLATES = [
  'instances-in-blocks',
  'instances-per-block',
  'on-demand-p-vcpus',
  'on-demand-trn-vcpus',
  'network-address-usage',
  'eks-nodes-per-node-group',
  'bytes-per-template',
];

function expectNeed(model: ClusterModel): void {
  const needed = needOfTemplates(model);
  const plan = planCluster(model, { at: 0 });
  const shown = QUOTA_RULES.map(({ id }) => id).filter((id) => !NOT_IN_TEMPLATES.includes(id));
  expect(needOfPlan(plan, shown)).toEqual(needed);
}

describe('what is needed is what templates ask for', () => {
  test.each(EXAMPLES)('%s', (file) => {
    expectNeed(exampleModel(file));
  });

  test('random clusters', () => {
    fc.assert(fc.property(clusters, expectNeed), { numRuns: 12 });
  });

  test('a need that is off by one is seen', () => {
    const model = exampleModel('config/minimal.yaml');
    const { 'launch-templates-per-region': one = 0, ...others } = needOfTemplates(model);
    expect(needOfPlan(planCluster(model, { at: 0 }), ['launch-templates-per-region'])).not.toEqual({
      'launch-templates-per-region': one + 1,
    });
    expect(Object.keys(others).length).toBeGreaterThan(8);
  });
});

describe('verdicts', () => {
  const end = { endsAt: '2026-12-20T11:30:00Z' };
  const quota = (racksOf: number, id: string) =>
    planOf(racks(Array.from({ length: racksOf }, (_, index) => ({ ...end, cell: `cell-${index % 20}` })))).quotas.find(
      (one) => one.id === id,
    );

  test('what the default holds is ok, and one more is to be raised', () => {
    // 14 UltraServers are 252 instances, of 256 in blocks.
    expect(quota(14, 'instances-in-blocks')).toMatchObject({ need: 252, verdict: 'ok' });
    expect(quota(15, 'instances-in-blocks')).toMatchObject({ need: 270, verdict: 'raise' });
    // 55 have 4,950 interfaces, of 5,000.
    expect(quota(55, 'interfaces-per-region')).toMatchObject({ need: 4950, verdict: 'ok', code: 'L-DF5E4CA3' });
    expect(quota(56, 'interfaces-per-region')).toMatchObject({ need: 5040, verdict: 'raise' });
  });

  test('blocks one after another do not add up', () => {
    const plan = planOf(
      racks([
        { startsAt: '2026-12-06T11:30:00Z', endsAt: '2026-12-13T11:30:00Z' },
        { startsAt: '2026-12-13T11:30:00Z', endsAt: '2026-12-20T11:30:00Z' },
      ]),
    );
    expect(plan.quotas.find(({ id }) => id === 'instances-in-blocks')?.need).toBe(18);
  });

  test('blocks need no On-Demand quota, reservations do', () => {
    const need = (file: string) =>
      planCluster(exampleModel(file), { at: 0 }).quotas.find(({ id }) => id === 'on-demand-p-vcpus')?.need;
    expect(need('config/gb200-ec2.yaml')).toBeUndefined();
    expect(need('config/reserve.yaml')).toBe(7 * 192);
  });

  test('a prefix of pods counts once towards the use of addresses', () => {
    const usage = (engine: string) =>
      planOf(racks([end], 'u-p6e-gb200x72', engine)).quotas.find(({ id }) => id === 'network-address-usage')?.need;
    expect([usage('ec2'), usage('eks')]).toEqual([18, 18 * 9]);
  });

  test('the cell that needs the most is named', () => {
    const { quotas } = planCluster(exampleModel('config/gb200-slurm.yaml'), { at: 0 });
    expect(quotas.find(({ id }) => id === 'pcs-node-groups-per-cluster')).toMatchObject({
      need: 3,
      default: 10,
      adjustable: false,
      where: 'main',
    });
  });
});

test('every quota has an id, a source and, where it has a code, one of the form', () => {
  expect(new Set(QUOTA_RULES.map(({ id }) => id)).size).toBe(QUOTA_RULES.length);
  for (const { id, source, code } of QUOTA_RULES) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(code?.[1] ?? 'L-00000000').toMatch(/^L-[0-9A-F]{8}$/);
  }
});
