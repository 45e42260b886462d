import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { MOST_RESOURCES } from '../../lib/stacks/base-stack';
import { MOST_TEMPLATE_BYTES } from '../../lib/stacks/template-size';
import { ROOT } from '../support/app-process';
import { type ClusterTemplate, EXAMPLES, exampleModel, synthesize } from '../support/cluster';

/** What each example is: instances and GPUs in all. */
const SIZES: Record<string, { instances: number; accelerators: number }> = {
  'config/eks-managed.yaml': { instances: 9, accelerators: 36 },
  'config/existing-vpc.yaml': { instances: 18, accelerators: 72 },
  'config/gb200-ec2.yaml': { instances: 36, accelerators: 144 },
  'config/gb200-gb300.yaml': { instances: 36, accelerators: 144 },
  'config/gb200-slurm.yaml': { instances: 36, accelerators: 144 },
  'config/gb200-x36.yaml': { instances: 9, accelerators: 36 },
  'config/gb200.yaml': { instances: 36, accelerators: 144 },
  'config/images.yaml': { instances: 9, accelerators: 36 },
  'config/minimal.yaml': { instances: 9, accelerators: 36 },
  'config/p5en.yaml': { instances: 24, accelerators: 192 },
  'config/p6-b300.yaml': { instances: 12, accelerators: 96 },
  'config/reserve.yaml': { instances: 7, accelerators: 56 },
  'config/storage.yaml': { instances: 22, accelerators: 104 },
  'config/two-zones.yaml': { instances: 16, accelerators: 128 },
};

test('every example has its expectation here', () => {
  expect(Object.keys(SIZES)).toEqual(EXAMPLES);
});

describe.each(EXAMPLES)('%s', (file) => {
  const model = exampleModel(file);
  const first = synthesize(model, { validate: true });

  test('has the size that it says', () => {
    const members = model.cells.flatMap((cell) => cell.members);
    const instances = members.reduce((sum, { count }) => sum + count, 0);
    const accelerators = members.reduce(
      (sum, { count, instanceType }) => sum + count * instanceType.accelerators.count,
      0,
    );
    expect({ instances, accelerators }).toEqual(SIZES[file]);
  });

  test("passes CDK's validation, with no warning but of hardware that nobody has confirmed", () => {
    const found = [...new Set(first.violations.map(({ rule }) => rule))];
    expect(found).toEqual(
      file === 'config/gb200-gb300.yaml' ? ['Annotation::cdk-ultraserver:unverified-hardware'] : [],
    );
  });

  test('asks no account for anything', () => {
    expect(first.missing).toEqual([]);
  });

  test('gives the same bytes again', () => {
    expect(synthesize(model).templates).toEqual(first.templates);
  });

  test("stays well below CloudFormation's limits", () => {
    for (const text of first.templates.values()) {
      const { Resources } = JSON.parse(text) as ClusterTemplate;
      expect(Object.keys(Resources).length).toBeLessThanOrEqual(MOST_RESOURCES);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_TEMPLATE_BYTES);
    }
  });

  test('names nothing physically that CloudFormation can name', () => {
    const text = [...first.templates.values()].join('');
    for (const property of [
      'AutoScalingGroupName":"',
      'LaunchTemplateName"',
      'RoleName"',
      'TopicName"',
      'GroupName":"',
    ]) {
      expect(text.replaceAll(/\s/g, '')).not.toContain(`"${property}`);
    }
  });
});

test.each([
  ['ec2', 'config/gb200-ec2.yaml'],
  ['eks', 'config/gb200.yaml'],
])('a cell of engine %s has room for as many UltraServers as docs/cluster-file.md says', (engine, file) => {
  const model = exampleModel(file);
  const template = synthesize(model).templates.get(`${model.name}-cell-main`)!;
  const ids = Object.keys((JSON.parse(template) as ClusterTemplate).Resources);
  const ofOne = ids.filter((id) => id.startsWith('alpha')).length;
  const shared = ids.length - 2 * ofOne;
  expect(readFileSync(join(ROOT, 'docs', 'cluster-file.md'), 'utf8').replaceAll(/ +/g, ' ')).toContain(
    `| ${engine} | ${Math.floor((MOST_RESOURCES - shared) / ofOne)} |`,
  );
});

test('the same validation finds a planted fault', () => {
  const model = exampleModel('config/gb200.yaml');
  const { violations } = synthesize(model, {
    validate: true,
    change: (app) => {
      const template = app.node
        .findChild('frontier-cell-main')
        .node.findChild('alpha')
        .node.findChild('LaunchTemplate');
      (template as unknown as { addPropertyOverride(path: string, value: unknown): void }).addPropertyOverride(
        'LaunchTemplateData.InstanceMarketOptions.MarketType',
        'capacity-blocks',
      );
    },
  });
  expect(violations.map(({ constructs }) => constructs)).toContainEqual(['frontier-cell-main/alpha/LaunchTemplate']);
});
