import { defineClusterOrExit } from '../../lib/define-cluster';
import { testApp } from '../support/app';
import { exampleModel, modelOf } from '../support/cluster';

const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
  throw new Error(`exit ${code}`);
});
beforeEach(() => write.mockClear());
afterAll(() => [write, exit].forEach((spy) => spy.mockRestore()));

/** What only a construct can see: values of a chart. */
const CONFLICT = `
name: frontier
region: us-east-1
network: { controlZones: [use1-az4, use1-az6] }
engine: { type: eks, charts: { dra-driver-nvidia-gpu: { values: { resources: { gpus: { enabled: true } } } } } }
pools:
  - name: train
    ultraServer: u-p6e-gb200x72
    zone: use1-dfw2-az1
    members: [{ name: alpha, block: cr-0123456789abcdef0, endsAt: 2026-12-20T11:30:00Z }]
`;

test('what a construct refuses is said with the file, and without a stack trace', () => {
  expect(() => defineClusterOrExit(testApp(), modelOf(CONFLICT))).toThrow('exit 1');
  const said = String(write.mock.calls[0]?.[0]);
  expect(said).toMatch(/^test\.yaml cannot become stacks:\n.*\[eks-/);
  expect(said).not.toMatch(/^\s+at /m);
});

test('a fault of the app is thrown as it is', () => {
  const broken = { ...exampleModel('config/minimal.yaml'), cells: undefined };
  expect(() => defineClusterOrExit(testApp(), broken as never)).toThrow(TypeError);
});
