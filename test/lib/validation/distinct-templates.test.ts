import { CloudFormationValidatePlugin, type App, type IPolicyValidationPlugin } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';

import type { ClusterModel } from '../../../lib/config/model';
import { DistinctTemplatesValidation } from '../../../lib/validation/distinct-templates';
import { modelOf, synthesize } from '../../support/cluster';

/** One of each: an engine takes a second to start. */
const distinct = new DistinctTemplatesValidation();
const builtIn = new CloudFormationValidatePlugin();

const own = jest.spyOn(CloudFormationValidatePlugin.prototype, 'validate');
beforeEach(() => own.mockClear());
afterAll(() => own.mockRestore());

/** A cluster with a cell for each of the names, and an UltraServer in each. */
function cells(...names: string[]): ClusterModel {
  const members = names.map(
    (name, index) => `
      - { name: ${name}, cell: ${name}, block: cr-0123456789abcdef${index}, endsAt: 2026-12-${20 + index}T11:30:00Z }`,
  );
  return modelOf(`
name: frontier
region: us-east-1
network: { controlZones: [use1-az4, use1-az6] }
pools:
  - name: train
    ultraServer: u-p6e-gb200x72
    zone: use1-dfw2-az1
    members:${members.join('')}
`);
}

/** Names of the stacks that CDK's engine was asked about, by call. */
function asked(): string[][] {
  return own.mock.calls.map(([{ stackTemplates }]) => stackTemplates.map((stack) => stack.stackConstructPath));
}

function findings(plugin: IPolicyValidationPlugin, model: ClusterModel, change?: (app: App) => void): unknown[] {
  return synthesize(model, { plugins: () => [plugin], change }).violations.filter(
    ({ rule }) => !rule.startsWith('Annotation::'),
  );
}

const SHARED = ['frontier-operations', 'frontier-network'];

test('cells that differ in names, blocks and times are asked about once', () => {
  expect(findings(distinct, cells('aa', 'bb', 'cc'))).toEqual([]);
  expect(asked().map((stacks) => stacks.toSorted())).toEqual([[...SHARED, 'frontier-cell-aa'].toSorted()]);
});

test('a cell of another shape is asked about, too', () => {
  findings(distinct, cells('aa', 'bb', 'longer'));
  expect(asked()[0]).toEqual(expect.arrayContaining(['frontier-cell-aa', 'frontier-cell-longer']));
  expect(asked()[0]).not.toContain('frontier-cell-bb');
});

/** An alarm that CloudFormation would refuse. */
const plant =
  (...stacks: string[]) =>
  (app: App): void => {
    for (const stack of stacks) {
      new CfnAlarm(app.node.findChild(stack), 'Planted', {
        comparisonOperator: 'GreaterThanOrEqual',
        evaluationPeriods: 1,
      });
    }
  };

test.each([
  ['one of many cells', ['frontier-cell-bb']],
  ['all cells alike', ['frontier-cell-aa', 'frontier-cell-bb', 'frontier-cell-cc']],
  ['the first', ['frontier-cell-aa']],
])('what is wrong in %s is found as CDK finds it, in each', (_, stacks) => {
  const model = cells('aa', 'bb', 'cc');
  const found = findings(distinct, model, plant(...stacks));
  expect(found).toEqual(findings(builtIn, model, plant(...stacks)));
  expect(JSON.stringify(found)).toContain('W3030');
  for (const stack of stacks) {
    expect(JSON.stringify(found)).toContain(`${stack}/Planted`);
  }
});

describe('CDK_VALIDATION=false', () => {
  const { CDK_VALIDATION } = process.env;
  afterEach(() => {
    if (CDK_VALIDATION === undefined) {
      delete process.env['CDK_VALIDATION'];
    } else {
      process.env['CDK_VALIDATION'] = CDK_VALIDATION;
    }
  });

  test('turns it off', () => {
    process.env['CDK_VALIDATION'] = 'false';
    expect(findings(distinct, cells('aa'), plant('frontier-cell-aa'))).toEqual([]);
    expect(own).not.toHaveBeenCalled();
  });
});
