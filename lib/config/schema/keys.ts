import { z } from 'zod';

import { clusterSchema } from './cluster';

/** The keys that a map at this path may have; empty where names are free or there is no map. */
export function keysAt(path: readonly (string | number | symbol)[]): string[] {
  let schema: unknown = clusterSchema;
  for (const segment of path) {
    schema = inner(unwrap(schema), segment);
  }
  const found = unwrap(schema);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** The maps that have a key, as messages name them: `pools[]`, `network.nodeSubnets[]`. */
export function homesOf(key: string): string[] {
  const homes: string[] = [];
  visit(clusterSchema, '', (home, keys) => {
    if (keys.includes(key)) {
      homes.push(home === '' ? 'the top level' : home);
    }
  });
  return homes;
}

/** Every key of a cluster file with its full path, `pools[].members[].block`; free names stand as `<name>`. */
export function allKeys(): string[] {
  const all: string[] = [];
  visit(clusterSchema, '', (home, keys) => {
    all.push(...keys.map((key) => (home === '' ? key : `${home}.${key}`)));
  });
  return all;
}

function visit(schema: unknown, home: string, each: (home: string, keys: string[]) => void): void {
  const found = unwrap(schema);
  if (found instanceof z.ZodArray) {
    visit(found.element, `${home}[]`, each);
  } else if (found instanceof z.ZodRecord) {
    visit(found.valueType, `${home}.<name>`, each);
  } else if (found instanceof z.ZodObject) {
    const shape = found.shape as Record<string, unknown>;
    each(home, Object.keys(shape));
    for (const [key, value] of Object.entries(shape)) {
      visit(value, home === '' ? key : `${home}.${key}`, each);
    }
  }
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema;
}

function inner(schema: unknown, segment: string | number | symbol): unknown {
  if (schema instanceof z.ZodArray) {
    return schema.element;
  }
  if (schema instanceof z.ZodRecord) {
    return schema.valueType;
  }
  return schema instanceof z.ZodObject
    ? (schema.shape as Record<string | number | symbol, unknown>)[segment]
    : undefined;
}
