import { OperatorError } from '../operator-error';
import { EXIT, EXIT_OF_KIND, type ExitCode } from './exit-code';
import type { Terminal } from './terminal';

/**
 * Says on stderr what went wrong: with `json` as one JSON document, `{ "error": { "kind", "message", ... } }`.
 *
 * @returns the exit status for it
 */
export function reportError(error: unknown, terminal: Terminal, json: boolean): ExitCode {
  const { kind, message, details, code } = describe(error);
  terminal.err(
    json ? `${JSON.stringify({ error: { kind, message, ...details } }, undefined, 2)}\n` : `error: ${message}\n`,
  );
  return code;
}

function describe(error: unknown): {
  kind: string;
  message: string;
  details: Readonly<Record<string, unknown>>;
  code: ExitCode;
} {
  if (error instanceof OperatorError) {
    const { kind, message, details } = error;
    return { kind, message, details, code: EXIT_OF_KIND[kind] };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    kind: 'fault',
    message: `this is a fault of ultraserver itself, not of your input; please report it with these lines\n${stack}`,
    details: {},
    code: EXIT.FAULT,
  };
}
