import { contextSlip, describeClusters } from '../../lib/clusters-of-app';
import { cdkContext } from '../support/app';
import { exampleModel } from '../support/cluster';

test.each(['clutser', 'Cluster', 'CLUSTER', 'clusters', 'luster', 'clsuter'])('-c %s=… is not passed over', (key) => {
  expect(contextSlip({ ...cdkContext(), [key]: 'config/minimal.yaml' })).toBe(
    `context has '${key}', must be 'cluster'; did you mean -c cluster=config/minimal.yaml?`,
  );
});

test.each(['config', 'file', 'c', 'cluster-file'])('-c %s=<a YAML file> is not passed over either', (key) => {
  expect(contextSlip({ ...cdkContext(), [key]: 'config/minimal.yaml' })).toContain(`context has '${key}'`);
  expect(contextSlip({ ...cdkContext(), [key]: 'a.yml' })).toContain('did you mean -c cluster=a.yml?');
  expect(contextSlip({ ...cdkContext(), [key]: 'a.json' })).toBeUndefined();
});

test('other context is', () => {
  expect(
    contextSlip({ ...cdkContext(), cluster: 'config/minimal.yaml', customer: 'lab', 'aws:cdk:x': true }),
  ).toBeUndefined();
  expect(contextSlip({ cluster: 'config/minimal.yaml', prices: 'prices.yaml' })).toBeUndefined();
});

test('says which cluster is at work', () => {
  expect(describeClusters([exampleModel('config/reserve.yaml')])).toEqual([
    expect.stringMatching(/^cluster file: config\/reserve.yaml \(reserved: \d+ instances, \d+ accelerators\)$/),
  ]);
});

test('says in one more line that ids are those of the examples', () => {
  expect(describeClusters([exampleModel('config/gb200.yaml')])).toEqual([
    'cluster file: config/gb200.yaml (frontier: 36 instances, 144 accelerators)',
    expect.stringMatching(/^warning: cr-0123456789abcdef0 and 1 more are placeholders of the examples/),
  ]);
});
