import { clusterJsonSchema } from './json-schema';

/** Lines of docs/cluster-file.md between which the table of keys stands. */
export const KEY_TABLE_BEGIN = '<!-- keys: written by npm run schema -->';
export const KEY_TABLE_END = '<!-- end of keys -->';

interface SchemaNode {
  readonly description?: string;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
}

/** Every key of a cluster file as a row of a Markdown table: what it means, and what holds without it. */
export function renderKeyTable(): string {
  const rows = rowsOf(clusterJsonSchema(), '');
  return ['| Key | Without it | Meaning |', '|---|---|---|', ...rows].join('\n');
}

/** The page with its table of keys renewed. */
export function withKeyTable(page: string): string {
  const begin = page.indexOf(KEY_TABLE_BEGIN);
  const end = page.indexOf(KEY_TABLE_END);
  if (begin < 0 || end < begin) {
    throw new Error(`docs/cluster-file.md must have the lines ${KEY_TABLE_BEGIN} and ${KEY_TABLE_END}, put them back`);
  }
  return `${page.slice(0, begin)}${KEY_TABLE_BEGIN}\n<!-- prettier-ignore-start -->\n\n${renderKeyTable()}\n\n<!-- prettier-ignore-end -->\n${page.slice(end)}`;
}

function rowsOf({ properties = {}, required = [] }: SchemaNode, home: string): string[] {
  return Object.entries(properties).flatMap(([key, node]) => {
    const path = home === '' ? key : `${home}.${key}`;
    const [stated, text] = splitDefault(node.description ?? '');
    const without = required.includes(key)
      ? 'refused'
      : node.default === undefined
        ? stated || 'none'
        : code(node.default);
    return [`| \`${path}\` | ${without} | ${text} |`, ...rowsOf(...inside(node, path))];
  });
}

function inside(node: SchemaNode, path: string): [node: SchemaNode, path: string] {
  if (node.items) {
    return inside(node.items, `${path}[]`);
  }
  const { additionalProperties: named } = node;
  return typeof named === 'object' && node.properties === undefined ? inside(named, `${path}.<name>`) : [node, path];
}

/** A default that is no plain value stands in the description: `... Default: the zone itself.` */
function splitDefault(description: string): [stated: string, text: string] {
  const [text = '', stated = ''] = description.split(/ ?Default(?:, with one node zone)?: /);
  return [stated.replace(/\.$/, ''), text];
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
