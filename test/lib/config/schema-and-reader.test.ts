import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv from 'ajv';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';

import { parseCluster } from '../../../lib/config';
import { clusterJsonSchema } from '../../../lib/config/json-schema';
import { EVERY_KEY } from './every-key';
import { CLUSTER_FILES } from '../../support/cluster-files';

const CONFIG = join(__dirname, '..', '..', '..', 'config');
/** The examples, and others with the keys that none of them has. */
const FILES = [...CLUSTER_FILES.map((file) => readFileSync(join(CONFIG, file), 'utf8')), ...EVERY_KEY].map(
  (text): unknown => parse(text),
);

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const validate = ajv.compile(clusterJsonSchema());

/** Refusals of the reader that are the schema's business too: shapes, and forms of single values. */
const SHAPE =
  /^(missing-key|empty-value|wrong-type|unknown-(key|value)|out-of-range|empty-list|name-(form|length)|(region|qualifier|permissions-boundary|email|https)-form|key-(?!reserved).*)$/;

/**
 * What JSON schema cannot say, so that the reader alone refuses it:
 * - account-form: how many digits a number has in the file, whose leading zeros are digits too;
 * - key-reserved: `__proto__` as a name, which a validator in JavaScript does not see;
 * - everything that holds between keys: the rules.
 */
const READER_ALONE = ['account: 12', 'tags: { __proto__: x }', 'notify: [{}]'];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonPath = readonly (string | number)[];

interface Change {
  readonly example: Json;
  readonly pick: number;
  readonly kind: 'replace' | 'delete' | 'add';
  readonly value: Json;
}

const values: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, 1, -1, 2.5, 1e99, 12, 580, 112233445566),
  fc.constantFrom<Json>(
    '',
    'x',
    'a'.repeat(41),
    'constructor',
    '12',
    'true',
    '2026-12-20T11:30:00',
    '/dev/sda1',
    'efa',
  ),
  fc.constantFrom<Json>([], {}, [null], [1], ['x'], [{}], { x: 1 }, { name: 'x' }),
);

const changes: fc.Arbitrary<Change> = fc.record({
  example: fc.constantFrom(...(FILES as Json[])),
  pick: fc.nat(1_000_000),
  kind: fc.constantFrom('replace' as const, 'replace' as const, 'delete' as const, 'add' as const),
  value: values,
});

/** Every path of a value but the empty one. */
function pathsOf(value: Json, path: JsonPath = []): JsonPath[] {
  const inner = typeof value !== 'object' || value === null ? [] : Object.entries(value);
  return inner.flatMap(([key, held]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return [at, ...pathsOf(held, at)];
  });
}

/** A sound example with one thing in it changed. */
function changed({ example, pick, kind, value }: Change): Json {
  const copy = structuredClone(example);
  const paths = pathsOf(copy);
  const path = paths[pick % paths.length] ?? [];
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce<Json>((at, key) => (at as Record<string, Json>)[key] as Json, copy);
  if (Array.isArray(parent)) {
    parent.splice(Number(last), kind === 'add' ? 0 : 1, ...(kind === 'delete' ? [] : [value]));
  } else {
    const map = parent as Record<string, Json>;
    const key = kind === 'add' ? 'surplus' : String(last);
    map[key] = value;
    if (kind === 'delete') {
      delete map[key];
    }
  }
  return copy;
}

function idsOf(text: string): string[] {
  return (parseCluster(text, 'x').problems ?? []).map(({ id }) => id);
}

/** What one of the two refuses of a file and the other does not. */
function differences(data: unknown, schema: (data: unknown) => unknown): string[] {
  const ids = idsOf(stringify(data));
  if (schema(data) === true) {
    return ids.filter((id) => SHAPE.test(id)).map((id) => `the reader alone: ${id}`);
  }
  return ids.length > 0 ? [] : ['the schema alone'];
}

describe('config/cluster.schema.json and the reader', () => {
  test('say the same of shapes: what the schema refuses is refused, and no shape is refused that the schema admits', () => {
    const met = { both: 0, neither: 0 };
    fc.assert(
      fc.property(changes, (change) => {
        const data = changed(change);

        expect(differences(data, validate)).toEqual([]);
        met[validate(data) ? 'neither' : 'both']++;
      }),
      { numRuns: 1200 },
    );
    // Both sides were met.
    expect(met.both).toBeGreaterThan(100);
    expect(met.neither).toBeGreaterThan(20);
  });

  test('a schema that differs is seen to differ', () => {
    const { properties, ...rest } = clusterJsonSchema() as { properties: Record<string, object> };
    const withProperty = (key: string, value: object) =>
      ajv.compile({ ...rest, properties: { ...properties, [key]: value } });
    const minimal = parse(readFileSync(join(CONFIG, 'minimal.yaml'), 'utf8')) as object;

    expect(differences({ ...minimal, region: 'x' }, withProperty('region', {}))).toEqual([
      'the reader alone: region-form',
    ]);
    expect(differences(minimal, withProperty('region', { const: 'x' }))).toEqual(['the schema alone']);
    expect(differences(minimal, withProperty('region', {}))).toEqual([]);
  });

  test.each(READER_ALONE)('%s is refused by the reader alone', (line) => {
    const text = `${readFileSync(join(CONFIG, 'minimal.yaml'), 'utf8')}${line}\n`;

    expect(validate(parse(text))).toBe(true);
    expect(idsOf(text)).toHaveLength(1);
  });
});
