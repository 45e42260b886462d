import { COMMANDS } from '../../lib/cli/commands';
import type { ExitCode } from '../../lib/cli/exit-code';
import { type ProgramOptions, runProgram } from '../../lib/cli/program';
import type { Terminal } from '../../lib/cli/terminal';

/** What a run of the command line left. */
export interface CommandLineRun {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** A terminal that keeps what is written. */
export function keptTerminal(settings: Partial<Terminal> = {}): Terminal & { kept: { out: string; err: string } } {
  const kept = { out: '', err: '' };
  return {
    out: (text) => void (kept.out += text),
    err: (text) => void (kept.err += text),
    width: 80,
    colors: false,
    watched: false,
    ...settings,
    kept,
  };
}

/** Runs the command line within this process. */
export async function runCommandLine(
  args: readonly string[],
  options: Partial<ProgramOptions> = {},
): Promise<CommandLineRun> {
  const terminal = keptTerminal(options.terminal);
  const code = await runProgram(args, { commands: COMMANDS, version: '1.2.3', ...options, terminal });
  return { code, ...terminal.kept };
}
