import { examplesCommand } from './commands/examples';
import { planCommand } from './commands/plan';
import { topologyCommand } from './commands/topology';
import type { CommandFactory } from './program';

/** The commands, in the order in which an operator comes to need them. */
export const COMMANDS: readonly CommandFactory[] = [planCommand, examplesCommand, topologyCommand()];
