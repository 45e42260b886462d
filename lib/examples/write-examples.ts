import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { loadClusterOrExit } from '../config/load-cluster';
import { exampleFiles } from './example-files';

/** `npm run examples -- config/gb200.yaml --out examples --torch-image ... --inference-image ...` */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'examples' },
    'torch-image': { type: 'string', default: 'TORCH_IMAGE' },
    'training-program': { type: 'string', default: 'train.py' },
    'inference-image': { type: 'string', default: 'INFERENCE_IMAGE' },
    model: { type: 'string', default: 'MODEL' },
    metric: { type: 'string', default: 'sglang_num_running_reqs' },
    'per-replica': { type: 'string', default: '8' },
  },
});

const model = loadClusterOrExit(positionals[0] ?? 'config/gb200.yaml');
if (model.engine.type === 'ec2') {
  process.stderr.write(
    `${model.file} has engine ec2, on which you bring what starts jobs; there are examples for eks and slurm\n`,
  );
  process.exit(1);
}
const files = exampleFiles(model, {
  torchImage: values['torch-image'],
  trainingProgram: values['training-program'],
  inferenceImage: values['inference-image'],
  model: values.model,
  metric: { name: values.metric, perReplica: values['per-replica'] },
});
for (const { path, text } of files) {
  const file = join(values.out, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`${file}\n`);
}
