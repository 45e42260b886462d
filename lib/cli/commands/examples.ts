import type { Command } from 'commander';

import { type CommandContext, createCommand, writeJson } from '../command';

interface Options {
  readonly json?: boolean;
  readonly out: string;
  readonly torchImage: string;
  readonly trainingProgram: string;
  readonly inferenceImage: string;
  readonly model: string;
  readonly metric: string;
  readonly perReplica: string;
}

/** `ultraserver examples`: jobs with a cluster's own numbers. */
export function examplesCommand({ terminal }: CommandContext): Command {
  return createCommand({
    name: 'examples',
    summary: "write jobs with a cluster file's own numbers",
    description:
      'Writes manifests for Kubernetes, or batch scripts for Slurm, for each pool of each cell: an all-reduce in one NVLink domain and across domains, inference, training. What is left out stays a word in capitals.',
    examples: [
      { line: 'examples', does: 'those of config/gb200.yaml, into examples/' },
      { line: 'examples config/gb200-slurm.yaml --out jobs', does: 'batch scripts, into jobs/' },
    ],
  })
    .argument('[config]', 'cluster file', 'config/gb200.yaml')
    .option('--out <folder>', 'where they go', 'examples')
    .option('--torch-image <image>', "image with PyTorch and EFA's plugin for NCCL", 'TORCH_IMAGE')
    .option('--training-program <program>', 'training program in that image', 'train.py')
    .option('--inference-image <image>', 'image with SGLang', 'INFERENCE_IMAGE')
    .option('--model <model>', 'the model that is served', 'MODEL')
    .option('--metric <name>', 'external metric that replicas go by', 'sglang_num_running_reqs')
    .option('--per-replica <value>', "the metric's value for each replica", '8')
    .action(async (config: string, options: Options) => {
      const { writeExamples } = await import('../../examples/write-examples.js');
      const { files, placeholders } = writeExamples(config, options.out, {
        ...options,
        metric: { name: options.metric, perReplica: options.perReplica },
      });
      if (options.json) {
        writeJson(terminal, { files, placeholders });
        return;
      }
      terminal.out(files.map((file) => `${file}\n`).join(''));
      if (placeholders.length > 0) {
        terminal.err(`still to be put in: ${placeholders.join(', ')}; ultraserver examples --help says how\n`);
      }
    });
}
