import type { Command } from 'commander';

import { type CommandContext, createCommand, writeJson } from '../command';

interface Options {
  readonly json?: boolean;
  readonly at?: string;
  readonly cell?: string;
  readonly prices?: string;
}

/** `ultraserver plan`: what will stand, and what it takes. */
export function planCommand({ terminal, now }: CommandContext): Command {
  return createCommand({
    name: 'plan',
    summary: 'what will stand, and what it takes: quotas, addresses, calendar, price',
    description:
      'Works out, without asking AWS anything, what a cluster file makes: UltraServers, GPUs and bandwidth, interfaces and addresses, quotas against their defaults, stacks, the calendar of blocks, and what it all costs by a list of prices.',
    examples: [
      { line: 'plan', does: 'config/gb200.yaml as it stands now' },
      { line: 'plan config/gb200-slurm.yaml --at 2026-12-10T00:00:00Z', does: 'as it will stand at that time' },
      { line: 'plan --json | jq .quotas', does: 'the same for programs; docs/plan.md has its shape' },
    ],
  })
    .argument('[config]', 'cluster file or fleet file', 'config/gb200.yaml')
    .option('--at <time>', 'time that blocks are held against, ISO 8601 with its zone (default: now)')
    .option('--cell <name>', 'one cell of a fleet (default: all)')
    .option('--prices <file>', 'price list (default: config/prices.yaml, where there is one)')
    .action(async (config: string, { json, at, cell, prices }: Options) => {
      const { planOfFile } = await import('../../plan/plan-of-file.js');
      const plan = planOfFile(config, { at, now: now(), cell, prices });
      if (json) {
        writeJson(terminal, plan);
        return;
      }
      const { renderPlan } = await import('../plan-text/plan-text.js');
      terminal.out(renderPlan(plan, terminal));
    });
}
