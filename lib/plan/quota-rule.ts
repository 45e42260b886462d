import { sumOf } from './group-by';
import type { PlannedMember } from './members';
import type { PlannedCluster } from './planned-cluster';
import type { QuotaPlan } from './quota-data';
import type { StackPlan, StacksPlan } from './stack-data';

/** What the need of quotas follows from: of one account, Region or VPC. */
export interface QuotaFacts {
  readonly clusters: readonly PlannedCluster[];
  readonly members: readonly PlannedMember[];
  readonly stacks: StacksPlan;
}

/** How much of a quota is needed. */
export interface QuotaNeed {
  readonly need: number;

  /** Which one of many needs the most. @default - it is counted once */
  readonly where?: string;
}

/** A quota, and how the need of it follows from a cluster. */
export interface QuotaRule extends Pick<QuotaPlan, 'id' | 'name' | 'scope' | 'default' | 'source'> {
  /** Service code and quota code of Service Quotas. @default - not known, or none of its quotas */
  readonly code?: readonly [service: string, code: string];

  /** @default - not documented */
  readonly adjustable?: boolean;

  /** @default - nothing to say */
  readonly note?: string;

  readonly need: (facts: QuotaFacts) => QuotaNeed;
}

/** Counts resources of types over all stacks. */
export function inAllStacks(...types: readonly string[]): (facts: QuotaFacts) => QuotaNeed {
  return ({ stacks }) => ({ need: sumOf(stacks.list, (stack) => countIn(stacks, stack, types)) });
}

/** The stack that has the most of something. @param where what it is called: its own name, or its cell's */
export function mostOfStacks(
  { stacks: { list } }: QuotaFacts,
  valueOf: (stack: StackPlan) => number,
  where: (stack: StackPlan) => string = ({ name }) => name,
): QuotaNeed {
  let most: QuotaNeed = { need: 0 };
  for (const stack of list) {
    const need = valueOf(stack);
    most = need > most.need ? { need, where: where(stack) } : most;
  }
  return most;
}

/** Counts resources of types in the cell that has the most of them. */
export function inOneCell(...types: readonly string[]): (facts: QuotaFacts) => QuotaNeed {
  return (facts) =>
    mostOfStacks(
      facts,
      (stack) => (stack.purpose === 'cell' ? countIn(facts.stacks, stack, types) : 0),
      ({ cell, name }) => cell ?? name,
    );
}

function countIn({ shapes }: StacksPlan, stack: StackPlan, types: readonly string[]): number {
  const byType = shapes.find(({ name }) => name === stack.shape)?.byType ?? {};
  return sumOf(types, (type) => byType[type] ?? 0);
}
