import { isMap, isScalar, isSeq } from 'yaml';
import type { Document } from 'yaml';

/** What a node stands for that this module does not convert. */
const OTHER = Symbol('other');

/**
 * The data of a document. The library does the same for any document, and follows each anchor on the way; nearly all files
 * have none, and theirs is converted in a tenth of the time.
 *
 * @throws ReferenceError where an alias has no anchor before it, or where aliases multiply without bound
 */
export function plainData(document: Document): unknown {
  const data = convert(document.contents);
  return data === OTHER ? document.toJS() : data;
}

function convert(node: unknown): unknown {
  if (node === null) {
    return null;
  }
  if (isScalar(node)) {
    return node.value;
  }
  if (isSeq(node)) {
    const list: unknown[] = [];
    for (const item of node.items) {
      const value = convert(item);
      if (value === OTHER) {
        return OTHER;
      }
      list.push(value);
    }
    return list;
  }
  return isMap(node) ? convertMap(node.items) : OTHER;
}

function convertMap(pairs: readonly { readonly key: unknown; readonly value?: unknown }[]): unknown {
  const map: Record<string, unknown> = {};
  for (const { key, value } of pairs) {
    const name = isScalar(key) ? key.value : undefined;
    const inner = convert(value ?? null);
    // Assigned to, __proto__ would change what kind of object the map is.
    if (typeof name !== 'string' || name === '__proto__' || inner === OTHER) {
      return OTHER;
    }
    map[name] = inner;
  }
  return map;
}
