import { z } from 'zod';

import { clusterSchema } from './cluster';

type SchemaPath = readonly (string | number | symbol)[];

/** The keys that a map at this path may have; empty where names are free or there is no map. */
export function keysAt(path: SchemaPath): string[] {
  return Object.keys(shapeAt(path));
}

/** The keys that a map at this path must have. */
export function requiredKeysAt(path: SchemaPath): string[] {
  return Object.entries(shapeAt(path))
    .filter(([, schema]) => !(schema instanceof z.ZodOptional))
    .map(([key]) => key);
}

/** Every value that must be there below a path, as paths from there: `accelerators.count`, `networkCards`. */
export function requiredValuesAt(path: SchemaPath): string[] {
  return requiredKeysAt(path).flatMap((key) => {
    const inside = requiredValuesAt([...path, key]);
    return inside.length === 0 ? [key] : inside.map((value) => `${key}.${value}`);
  });
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

function shapeAt(path: SchemaPath): Record<string, unknown> {
  const found = schemaAt(path);
  return found instanceof z.ZodObject ? found.shape : {};
}

function schemaAt(path: SchemaPath): unknown {
  return path.reduce<unknown>((schema, segment) => unwrap(inner(schema, segment)), clusterSchema);
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
  return schema instanceof z.ZodObject && Object.hasOwn(schema.shape, segment)
    ? (schema.shape as Record<string | number | symbol, unknown>)[segment]
    : undefined;
}
