import { EventEmitter } from 'node:events';

import { processTerminal } from '../../../lib/cli/terminal';

/** A process with streams that keep what is written. */
function fakeProcess(stdout: object = {}): { process: NodeJS.Process; written: string[]; stdout: EventEmitter } {
  const written: string[] = [];
  const stream = (more: object): object =>
    Object.assign(new EventEmitter(), { write: (text: string) => written.push(text), ...more });
  const out = stream(stdout) as EventEmitter;
  return { process: { stdout: out, stderr: stream({}) } as unknown as NodeJS.Process, written, stdout: out };
}

test('without a terminal: 80 columns, no colors, nobody watches', () => {
  const { process, written } = fakeProcess();
  const terminal = processTerminal(process);
  expect(terminal).toMatchObject({ width: 80, colors: false, watched: false });
  terminal.out('result');
  terminal.err('error');
  expect(written).toEqual(['result', 'error']);
});

test('the width is that of the terminal', () => {
  expect(processTerminal(fakeProcess({ isTTY: true, columns: 132 }).process).width).toBe(132);
});

test('a reader that goes away is no fault, another error is', () => {
  const { process, stdout } = fakeProcess();
  processTerminal(process);
  expect(() => stdout.emit('error', Object.assign(new Error('broken pipe'), { code: 'EPIPE' }))).not.toThrow();
  expect(() => stdout.emit('error', Object.assign(new Error('disk full'), { code: 'ENOSPC' }))).toThrow('disk full');
});
