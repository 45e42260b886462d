#!/usr/bin/env node
import { COMMANDS } from '../lib/cli/commands';
import { runProgram } from '../lib/cli/program';
import { processTerminal } from '../lib/cli/terminal';
import { version } from '../package.json';

void runProgram(process.argv.slice(2), { terminal: processTerminal(), commands: COMMANDS, version }).then((code) => {
  process.exitCode = code;
});
