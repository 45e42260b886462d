import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root. */
export const ROOT = join(__dirname, '..', '..');

/** A fenced block of a page. */
export interface CodeBlock {
  readonly language: string;
  readonly text: string;

  /** Line of the fence, from 1. */
  readonly line: number;

  /** Text of an HTML comment right before the block; empty without one. */
  readonly marker: string;
}

/** A link of a page. */
export interface Link {
  readonly target: string;
  readonly line: number;
}

/** A Markdown page, as far as tests look into it. */
export class MarkdownPage {
  /** Reads a page by its path below the root. */
  static read(path: string): MarkdownPage {
    return new MarkdownPage(path, readFileSync(join(ROOT, path), 'utf8'));
  }

  readonly blocks: CodeBlock[] = [];

  /** Lines of the page; those of fenced blocks are empty. */
  private readonly prose: string[] = [];

  constructor(
    readonly path: string,
    readonly text: string,
  ) {
    let open: { language: string; line: number; marker: string; lines: string[] } | undefined;
    let marker = '';
    for (const [index, line] of text.split('\n').entries()) {
      const fence = /^```(\w*)/.exec(line);
      if (fence && !open) {
        open = { language: fence[1] ?? '', line: index + 1, marker, lines: [] };
      } else if (fence && open) {
        this.blocks.push({ ...open, text: `${open.lines.join('\n')}\n` });
        open = undefined;
        marker = '';
      } else if (open) {
        open.lines.push(line);
      } else if (line.trim() !== '') {
        marker = /^<!-- (.*) -->$/.exec(line)?.[1] ?? '';
      }
      this.prose.push(open || fence ? '' : line);
    }
  }

  /** Blocks in a language. */
  blocksIn(language: string): CodeBlock[] {
    return this.blocks.filter((block) => block.language === language);
  }

  /** Code spans in the prose, with the bars that a table escapes. */
  spans(): string[] {
    return [...this.prose.join('\n').matchAll(/`([^`]+)`/g)].map(([, span]) => (span ?? '').replaceAll('\\|', '|'));
  }

  links(): Link[] {
    return this.prose.flatMap((line, index) =>
      [...line.replaceAll(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({
        target: target ?? '',
        line: index + 1,
      })),
    );
  }

  /** Anchors of the headings, as GitHub makes them. */
  anchors(): string[] {
    const seen = new Map<string, number>();
    return this.prose
      .filter((line) => /^#{1,6} /.test(line))
      .map((line) => {
        const slug = line
          .replace(/^#+ /, '')
          .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
          .replaceAll(' ', '-');
        const count = seen.get(slug) ?? 0;
        seen.set(slug, count + 1);
        return count === 0 ? slug : `${slug}-${count}`;
      });
  }

  /**
   * Cells of the table after `<!-- table: name -->`, without its head and without marks of code.
   *
   * @throws Error where there is no such table
   */
  table(name: string): string[][] {
    const start = this.prose.indexOf(`<!-- table: ${name} -->`);
    const head = this.prose.findIndex((line, index) => index > start && line.startsWith('|'));
    if (start < 0 || head < 0) {
      throw new Error(`${this.path} has no table ${name}`);
    }
    const end = this.prose.findIndex((line, index) => index > head && !line.startsWith('|'));
    return this.prose.slice(head + 2, end).map((row) =>
      row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.replaceAll('\\|', '|').replaceAll('`', '').trim()),
    );
  }
}

/** Every page of the repository. */
export function markdownPages(): MarkdownPage[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`);
  return ['README.md', 'constructs/README.md', ...docs.toSorted()].map((path) => MarkdownPage.read(path));
}
