import pc from 'picocolors';

import type { Plan } from '../../plan/plan';
import type { Terminal } from '../terminal';
import { plural, wrap } from './format';
import { renderLayouts, renderMembers, renderNetwork, renderStacks, renderTotals } from './stand-sections';
import { renderCalendar, renderPrice, renderQuotas } from './take-sections';

const ENGINES: Readonly<Record<Plan['cluster']['engine'], string>> = {
  ec2: 'plain Auto Scaling groups',
  eks: 'Kubernetes (Amazon EKS)',
  slurm: 'Slurm (AWS PCS)',
};

/** A plan for people: sections with tables, of lines that mostly fit 80 columns. */
export function renderPlan(plan: Plan, { width, colors }: Pick<Terminal, 'width' | 'colors'>): string {
  const { bold, yellow } = pc.createColors(colors);
  const { cluster, at, warnings } = plan;
  const section = (title: string, ...parts: readonly string[]): string => [bold(title), ...parts].join('\n');
  const head = [
    `${cluster.name}: ${cluster.file}`,
    wrap(`${ENGINES[cluster.engine]} in ${cluster.region}, ${accounts(cluster.account)}`, width),
    `blocks held against ${at}`,
  ];
  const sections = [
    head.join('\n'),
    section('What will stand', renderTotals(plan)),
    section('Members', renderMembers(plan), renderLayouts(plan, width)),
    section('Calendar', renderCalendar(plan)),
    section('Network', renderNetwork(plan)),
    section('Quotas', renderQuotas(plan, yellow)),
    section('Stacks', renderStacks(plan)),
    section('Price', renderPrice(plan, width)),
    ...(warnings.length === 0
      ? []
      : [section('Warnings', ...warnings.map(({ id, message }) => wrap(`${message} [${id}]`, width, '- ')))]),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** Those of a large fleet are counted: JSON has them all. */
function accounts(account: string | null): string {
  const all = account?.split(', ') ?? [];
  return all.length === 0
    ? 'any account'
    : all.length > 3
      ? plural(all.length, 'account')
      : `account ${all.join(', ')}`;
}
