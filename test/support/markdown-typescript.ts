import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './markdown';

/** TypeScript snippets, as files of a program beside the repository's own. */
export class SnippetProgram {
  private readonly directory: string;

  /**
   * @param snippets - text of the snippets, by file name without extension
   */
  constructor(snippets: Readonly<Record<string, string>>) {
    // Below the root, so that packages are found as in the repository; ignored by git.
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    this.directory = mkdtempSync(join(ROOT, '.cache', 'snippets-'));
    for (const [name, text] of Object.entries(snippets)) {
      writeFileSync(this.path(name), text);
    }
    writeFileSync(
      join(this.directory, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.json', include: ['*.ts'], exclude: [] }),
    );
  }

  /** What the compiler says; nothing where the snippets are sound. */
  typeCheck(): string {
    try {
      const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
      execFileSync(process.execPath, [compiler, '-p', this.directory], { encoding: 'utf8' });
      return '';
    } catch (error) {
      return (error as { stdout?: string }).stdout ?? String(error);
    }
  }

  /** What a snippet exports. */
  async load(name: string): Promise<Readonly<Record<string, unknown>>> {
    return (await import(this.path(name))) as Record<string, unknown>;
  }

  dispose(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private path(name: string): string {
    return join(this.directory, `${name}.ts`);
  }
}
