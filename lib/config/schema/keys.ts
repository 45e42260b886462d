import { z } from 'zod';

import { clusterSchema } from './cluster';

type SchemaPath = readonly (string | number | symbol)[];

/** What keys the maps of a file may have, by its schema. */
export class SchemaKeys {
  constructor(private readonly schema: z.ZodType) {}

  /** The keys that a map at this path may have; empty where names are free or there is no map. */
  at(path: SchemaPath): string[] {
    return Object.keys(this.shapeAt(path));
  }

  /** The keys that a map at this path must have. */
  requiredAt(path: SchemaPath): string[] {
    return Object.entries(this.shapeAt(path))
      .filter(([, schema]) => !(schema instanceof z.ZodOptional))
      .map(([key]) => key);
  }

  /** Every value that must be there below a path, as paths from there: `accelerators.count`, `networkCards`. */
  requiredValuesAt(path: SchemaPath): string[] {
    return this.requiredAt(path).flatMap((key) => {
      const inside = this.requiredValuesAt([...path, key]);
      return inside.length === 0 ? [key] : inside.map((value) => `${key}.${value}`);
    });
  }

  /** The maps that have a key, as messages name them: `pools[]`, `network.nodeSubnets[]`. */
  homesOf(key: string): string[] {
    const homes: string[] = [];
    visit(this.schema, '', (home, keys) => {
      if (keys.includes(key)) {
        homes.push(home === '' ? 'the top level' : home);
      }
    });
    return homes;
  }

  private shapeAt(path: SchemaPath): Record<string, unknown> {
    const found = path.reduce<unknown>((schema, segment) => unwrap(inner(schema, segment)), this.schema);
    return found instanceof z.ZodObject ? found.shape : {};
  }
}

/** Those of a cluster file. */
export const CLUSTER_KEYS = new SchemaKeys(clusterSchema);

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
  return schema instanceof z.ZodObject && Object.hasOwn(schema.shape, segment)
    ? (schema.shape as Record<string | number | symbol, unknown>)[segment]
    : undefined;
}
