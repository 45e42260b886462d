import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Root of the repository. */
export const ROOT = resolve(__dirname, '..', '..');

const cdkJson = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as {
  readonly app: string;
  readonly context: Readonly<Record<string, unknown>>;
};

/** What `cdk.json` has the CLI run, up to the app's entry: node with what loads TypeScript. */
const [COMMAND = 'node', ...LOADER] = cdkJson.app.split(' ').slice(0, -1);

/** One synthesis in a process of its own. */
export interface AppProcess {
  /** The app's entry, from the root of the repository. @default 'bin/app.ts' */
  readonly entry?: string;

  /** Context beside that of `cdk.json`. @default - none */
  readonly context?: Readonly<Record<string, string>>;

  /** Folder for the cloud assembly. */
  readonly outdir: string;

  /** Whether the CDK validates the templates. */
  readonly validation: boolean;

  /** Further environment variables. @default - none */
  readonly env?: Readonly<Record<string, string>>;

  /** Flags of node that load the TypeScript of the app. @default - those of `cdk.json` */
  readonly loader?: readonly string[];

  /** Further flags of node. @default - none */
  readonly nodeFlags?: readonly string[];
}

/**
 * Starts a CDK app as the CDK CLI would, with the command and the context of `cdk.json`, and waits for its end.
 *
 * @throws Error with what it wrote, where it fails
 */
export async function runApp({ entry = 'bin/app.ts', loader = LOADER, ...app }: AppProcess): Promise<void> {
  await runCommand(COMMAND, [...(app.nodeFlags ?? []), ...loader, entry], {
    ...process.env,
    ...app.env,
    CDK_OUTDIR: app.outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...cdkJson.context, ...app.context }),
    CDK_VALIDATION: String(app.validation),
  });
}

/**
 * Runs a command in the root of the repository and waits for its end.
 *
 * @throws Error with its output where it does not end with status 0
 */
export function runCommand(file: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(file, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) {
        done();
      } else {
        fail(new Error(`exit ${code}: ${file} ${args.join(' ')}\n${output}`));
      }
    });
  });
}
