import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair, YAMLError } from 'yaml';

import type { ClusterSource, Position } from './cluster-source';
import type { FileProblem } from './input-file-error';
import type { Path } from './finding';
import { plainData } from './plain-data';

/** A cluster file's text, read as YAML 1.2: its data, and where each part of it stands. */
export class YamlSource implements ClusterSource {
  /** What YAML itself finds wrong. */
  readonly problems: readonly FileProblem[];

  /** Maps, lists and scalars; undefined where the text cannot be read at all. */
  readonly data: Readonly<Record<string, unknown>> | undefined;

  private readonly lines = new LineCounter();
  private readonly document: Document;

  constructor(raw: string) {
    // A carriage return alone ends a line too, in YAML as in old editors; the library looks for line feeds.
    const text = raw.replace(/\r(?!\n)/g, '\n');
    this.document = parseDocument(text, {
      // Named, so that a %YAML 1.1 directive does not bring back `no` for false and `<<`.
      schema: 'core',
      merge: false,
      lineCounter: this.lines,
      prettyErrors: false,
      stringKeys: true,
    });
    const foreign = foreignText(text);
    const problems =
      foreign.length > 0
        ? foreign
        : withoutTabFollowers(
            firstOfEachLine(withoutQuoteFollowers(this.document).map((error) => this.explain(error))),
          );
    const root = this.document.contents;
    if (problems.some(({ id }) => id !== 'yaml-duplicate-key')) {
      this.problems = problems;
    } else if (root === null || (isScalar(root) && root.value === null)) {
      this.problems = [at('yaml-empty', EMPTY, { line: 1, column: 1 })];
    } else if (!isMap(root)) {
      const message = `the file is ${isSeq(root) ? 'a list' : 'a single value'}, must be a map of keys that begins with "name: ..."; see config/minimal.yaml`;
      this.problems = [at('yaml-not-a-map', message, this.place(root))];
    } else {
      try {
        this.data = plainData(this.document) as Record<string, unknown>;
        this.problems = problems;
      } catch (error) {
        // The library throws where an alias has no anchor before it, or where aliases multiply without bound.
        this.problems = [
          ...problems,
          at('yaml-alias', `${plain(error)}; write the value out instead`, this.place(root)),
        ];
      }
    }
  }

  /**
   * Where the value at a path stands; where there is none, the nearest thing around it.
   *
   * @param atKey the key at the path's end instead of its value
   */
  position(path: Path, atKey = false): Position {
    let node: Node | null = this.document.contents;
    let key: Node | null = null;
    for (const [depth, segment] of path.entries()) {
      const pair = this.child(node, segment);
      if (pair === undefined) {
        return this.place(this.keyOfAnchor(node) ?? key ?? node);
      }
      [key, node] = pair;
      if (atKey && depth === path.length - 1) {
        return this.place(key ?? node);
      }
    }
    // A key without a value has an empty value on some later line: the key is what people see.
    return this.place(isScalar(node) && node.value === null ? (key ?? node) : node);
  }

  /** A number, a boolean or text exactly as it stands in the file, if nothing but plain letters: `012` for 10. */
  literal(path: Path): string | undefined {
    let node: Node | null = this.document.contents;
    for (const segment of path) {
      node = this.child(node, segment)?.[1] ?? null;
    }
    const scalar = this.resolve(node);
    return isScalar(scalar) && scalar.value !== null ? scalar.source : undefined;
  }

  private child(parent: Node | null, segment: string | number): [key: Node | null, value: Node | null] | undefined {
    const collection = this.resolve(parent);
    if (isMap(collection)) {
      const pair = collection.items.find((item) => isScalar(item.key) && String(item.key.value) === String(segment));
      return pair && [(pair as Pair<Node, Node | null>).key, (pair as Pair<Node, Node | null>).value];
    }
    const item = isSeq(collection) ? collection.items[Number(segment)] : undefined;
    return item === undefined ? undefined : [null, item as Node];
  }

  /** Where an alias stands for a value, what is wrong with the value is wrong where it is written. */
  private keyOfAnchor(node: Node | null): Node | null {
    let found: Node | null = null;
    if (isAlias(node)) {
      const value = this.resolve(node);
      visit(this.document, {
        Pair: (_, pair) => {
          found = pair.value === value && isNode(pair.key) ? pair.key : found;
        },
      });
    }
    return found;
  }

  private resolve(node: Node | null): Node | null {
    return isAlias(node) ? (node.resolve(this.document) ?? null) : node;
  }

  private place(node: Node | null): Position {
    return this.offset(node?.range?.[0] ?? 0);
  }

  private offset(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  private explain(error: YAMLError): FileProblem {
    const open = openQuote(this.document, error);
    if (open !== undefined) {
      const message = `this is not YAML: the quote that opens here is never closed; close it, or take it away`;
      return at('yaml-syntax', message, this.offset(open));
    }
    const [id, message] = SYNTAX[error.code] ?? ['yaml-syntax', `this is not YAML: ${plain(error)}`];
    return at(id, message, this.offset(error.pos[0]));
  }
}

const EMPTY = 'the file is empty, must hold at least name, region, network and pools; see config/minimal.yaml';

const SYNTAX: Readonly<Record<string, readonly [id: string, message: string] | undefined>> = {
  DUPLICATE_KEY: ['yaml-duplicate-key', 'this key stands here twice, must be there once; delete one of the two'],
  TAB_AS_INDENT: ['yaml-tab', 'a tab indents this line, YAML takes only spaces; replace the tab by spaces'],
  MULTIPLE_DOCS: [
    'yaml-several-documents',
    'a second document begins here, one file is one cluster; delete the "---" or make it a file of its own',
  ],
  TAG_RESOLVE_FAILED: [
    'yaml-tag',
    'this value has a tag such as !Ref, which a cluster file does not know; write the value itself',
  ],
  NON_STRING_KEY: [
    'yaml-syntax',
    'this key is a map or a list, must be text; a ":" or "?" too many is the usual cause',
  ],
};

function at(id: string, message: string, { line, column }: Position): FileProblem {
  return { id, message, line, column };
}

/** What editors and version control leave in a file, which YAML would take for text, or report at some later place. */
function foreignText(text: string): FileProblem[] {
  const lines = text.split('\n').map((line, index) => ({ line, number: index + 1 }));
  const conflicts = lines.filter(({ line }) => CONFLICT.test(line));
  if (conflicts.some(({ line }) => line.startsWith('<'))) {
    return conflicts.map(({ line, number }) =>
      at('yaml-conflict', `"${line.slice(0, 7)}" marks a merge conflict in Git; resolve it, and delete its markers`, {
        line: number,
        column: 1,
      }),
    );
  }
  return lines.flatMap(({ line, number }) => {
    // Inside quotes and comments the character does no harm.
    const bare = line.replace(/"[^"]*"|'[^']*'/g, (quoted) => '"'.repeat(quoted.length)).replace(/(^|\s)#.*/, '');
    const column = bare.search(NO_BREAK_SPACE) + 1;
    return column === 0
      ? []
      : [at('yaml-no-break-space', NO_BREAK_SPACE_MESSAGE, { line: number, column: bare.indexOf('\u00A0') + 1 })];
  });
}

const CONFLICT = /^(<{7}|\|{7}|={7}|>{7})(\s|$)/;

/** Where YAML wants a space: before anything else, at the end, or beside punctuation. */
const NO_BREAK_SPACE = /^\s*\u00A0|[:,{[-]\s*\u00A0|\u00A0\s*([:,\]}]|$)/;

const NO_BREAK_SPACE_MESSAGE =
  'a no-break space (U+00A0) stands here, as web pages and chats have it, which is no space to YAML; type a space in its place';

/** A line that a tab indents is lost: what is found wrong from the line before it on comes of that. */
function withoutTabFollowers(problems: readonly FileProblem[]): FileProblem[] {
  const first = problems.find(({ id }) => id === 'yaml-tab');
  return problems.filter(({ id, line }) => first === undefined || id === 'yaml-tab' || line < first.line - 1);
}

/** Where the quote opens that an error finds not closed: the library shows the place where it gave up looking. */
function openQuote(document: Document, error: YAMLError): number | undefined {
  let start: number | undefined;
  if (error.code === 'MISSING_CHAR') {
    visit(document, {
      Scalar: (_, { type, range }) => {
        if ((type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') && range?.[1] === error.pos[0]) {
          start = range[0];
        }
      },
    });
  }
  return start;
}

/** What the library finds wrong, but for what lies in text that a quote swallowed. */
function withoutQuoteFollowers(document: Document): YAMLError[] {
  const all: YAMLError[] = [...document.errors, ...document.warnings];
  const swallowed = all.flatMap((error) => {
    const start = openQuote(document, error);
    return start === undefined ? [] : [{ error, start, end: error.pos[0] }];
  });
  return all.filter(({ pos: [place] }, index) =>
    swallowed.every(({ error, start, end }) => error === all[index] || place < start || place > end),
  );
}

/** What follows on the same line follows from the first. */
function firstOfEachLine(problems: readonly FileProblem[]): FileProblem[] {
  const ordered = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return ordered.filter(({ line }, index) => ordered[index - 1]?.line !== line);
}

/** An error of the YAML library in the manner of the other messages: lower case, no full stop. */
function plain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
