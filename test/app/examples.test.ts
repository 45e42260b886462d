import { type ClusterTemplate, EXAMPLES, exampleModel, synthesise } from '../support/cluster';

/** What each example is: instances and GPUs in all. */
const SIZES: Record<string, { instances: number; accelerators: number }> = {
  'config/existing-vpc.yaml': { instances: 18, accelerators: 72 },
  'config/gb200-gb300.yaml': { instances: 36, accelerators: 144 },
  'config/gb200-x36.yaml': { instances: 9, accelerators: 36 },
  'config/gb200.yaml': { instances: 36, accelerators: 144 },
  'config/minimal.yaml': { instances: 9, accelerators: 36 },
  'config/p5en.yaml': { instances: 24, accelerators: 192 },
  'config/p6-b300.yaml': { instances: 12, accelerators: 96 },
  'config/reserve.yaml': { instances: 7, accelerators: 56 },
  'config/two-zones.yaml': { instances: 16, accelerators: 128 },
};

const LARGEST_TEMPLATE_BYTES = 900 * 1024;
const MOST_RESOURCES = 450;

test('every example has its expectation here', () => {
  expect(Object.keys(SIZES)).toEqual(EXAMPLES);
});

describe.each(EXAMPLES)('%s', (file) => {
  const model = exampleModel(file);
  const first = synthesise(model, { validate: true });

  test('has the size that it says', () => {
    const members = model.cells.flatMap((cell) => cell.members);
    const instances = members.reduce((sum, { count }) => sum + count, 0);
    const accelerators = members.reduce(
      (sum, { count, instanceType }) => sum + count * instanceType.accelerators.count,
      0,
    );
    expect({ instances, accelerators }).toEqual(SIZES[file]);
  });

  test("passes CDK's validation without a warning, but for hardware that nobody has confirmed", () => {
    const unverified = first.violations.filter(
      ({ rule }) => rule === 'Annotation::cdk-ultraserver:unverified-hardware',
    );
    expect(first.violations.filter((violation) => !unverified.includes(violation))).toEqual([]);
    expect(unverified.length > 0).toBe(file === 'config/gb200-gb300.yaml');
  });

  test('asks no account for anything', () => {
    expect(first.missing).toEqual([]);
  });

  test('gives the same bytes again', () => {
    expect(synthesise(model).templates).toEqual(first.templates);
  });

  test("stays well below CloudFormation's limits", () => {
    for (const text of first.templates.values()) {
      const { Resources } = JSON.parse(text) as ClusterTemplate;
      expect(Object.keys(Resources).length).toBeLessThanOrEqual(MOST_RESOURCES);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST_TEMPLATE_BYTES);
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

test('the same validation finds a planted fault', () => {
  const model = exampleModel('config/gb200.yaml');
  const { violations } = synthesise(model, {
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
