import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');

/** How a command ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A TypeScript app of somebody else's: a folder outside the repository, in which the packed package is installed. */
export class TemporaryApp {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'consumer-')));

  /** Packs the package as a release would be, and installs the tarball. The packages that it names as peers are absent. */
  constructor() {
    cpSync(join(__dirname, 'app'), this.folder, { recursive: true });
    const packed = npm(['pack', '--workspace', 'constructs', '--pack-destination', this.folder], ROOT);
    const tarball = readdirSync(this.folder).find((name) => name.endsWith('.tgz'));
    if (tarball === undefined) {
      throw new Error(`npm pack made no tarball\n${packed}`);
    }
    // Without peers, which npm would fetch.
    npm(['install', '--offline', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', `./${tarball}`], this.folder);
  }

  /** Paths of the files that the package brought, from its folder. */
  packageFiles(): string[] {
    const folder = join(this.folder, 'node_modules', 'cdk-ultraserver');
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  }

  /** The package's manifest as it was installed. */
  manifest(): Record<string, unknown> {
    return JSON.parse(
      readFileSync(join(this.folder, 'node_modules', 'cdk-ultraserver', 'package.json'), 'utf8'),
    ) as Record<string, unknown>;
  }

  /** Makes packages of the repository's own installation resolvable, as if the app had installed them. */
  link(...packages: string[]): void {
    for (const name of packages) {
      const target = join(this.folder, 'node_modules', name);
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', name), target, 'junction');
    }
  }

  /** Runs node in the app's folder. */
  node(...args: string[]): Outcome {
    const env = { ...process.env, CDK_OUTDIR: 'cdk.out' };
    return spawnSync(process.execPath, args, { cwd: this.folder, encoding: 'utf8', env });
  }

  /** Compiles the app. */
  compile(): Outcome {
    return this.node(join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', '.');
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function npm(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    throw new Error(`npm ${args.join(' ')} failed\n${stdout}${stderr}`);
  }
  return stdout;
}
