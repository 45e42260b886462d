import { examplesCommand } from './commands/examples';
import type { CommandFactory } from './program';

/** The commands, in the order in which an operator comes to need them. */
export const COMMANDS: readonly CommandFactory[] = [examplesCommand];
