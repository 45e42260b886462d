import { parseAllDocuments } from 'yaml';

import { exampleFiles } from '../../../lib/examples/example-files';
import { exampleModel, modelOf } from '../../support/cluster';

const PROGRAMS = {
  torchImage: 'example.com/torch:1',
  trainingProgram: 'train.py --steps 10',
  inferenceImage: 'example.com/sglang:1',
  model: 'example/model',
  metric: { name: 'running_requests', perReplica: '8' },
};

const SLURM = `
name: frontier
region: us-east-1
network: { controlZones: [use1-az4, use1-az6] }
engine: { type: slurm }
pools:
  - name: train
    ultraServer: u-p6e-gb200x36
    zone: use1-dfw2-az1
    image: { id: ami-0123456789abcdef0, architecture: arm64, rootDevice: /dev/sda1, driver: 580.159.03 }
    members:
      - { name: alpha, block: cr-0123456789abcdef0, endsAt: 2026-12-20T11:30:00Z }
      - { name: bravo, block: cr-0fedcba9876543210, endsAt: 2026-12-20T11:30:00Z, cell: second }
`;

test("Kubernetes' are manifests with the numbers of the file", () => {
  const files = exampleFiles(exampleModel('config/gb200.yaml'), PROGRAMS);
  expect(files.map(({ path }) => path)).toEqual([
    'frontier/main/train/nccl-one-domain.yaml',
    'frontier/main/train/nccl-across-domains.yaml',
    'frontier/main/train/inference.yaml',
    'frontier/main/train/training.yaml',
  ]);
  for (const { text } of files) {
    const documents = parseAllDocuments(text);
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    expect(documents.every((document) => typeof document.toJS().kind === 'string')).toBe(true);
  }
  expect(files[0]?.text).toMatch(/^# All-reduce over 72 GPUs/);
  expect(files[1]?.text).toContain('144 GPUs');
  expect(files[3]?.text).toContain('train.py --steps 10');
});

test("Slurm's are batch scripts, each for the members of its cell", () => {
  const files = exampleFiles(modelOf(SLURM), PROGRAMS);
  const names = ['nccl-one-domain', 'inference-server', 'container'];
  expect(files.map(({ path }) => path)).toEqual(
    ['main', 'second'].flatMap((cell) => names.map((name) => `frontier/${cell}/train/${name}.sbatch`)),
  );
  expect(files[0]?.text).toContain('#SBATCH --nodes=9\n');
});

test('plain EC2 has none', () => {
  expect(exampleFiles(exampleModel('config/minimal.yaml'), PROGRAMS)).toEqual([]);
});
