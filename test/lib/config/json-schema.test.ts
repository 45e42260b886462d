import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv from 'ajv';
import { parse } from 'yaml';

import { clusterJsonSchema, renderJsonSchema } from '../../../lib/config/json-schema';
import { EXISTING, INSTANCES, ULTRASERVERS, edit } from './refusal-cases/refusal-case';
import { CLUSTER_FILES } from '../../support/cluster-files';

const CONFIG = join(__dirname, '..', '..', '..', 'config');
// Types are lists where YAML reads text as a number.
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(clusterJsonSchema());

function errorsOf(text: string): string[] {
  validate(parse(text));
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

describe('config/cluster.schema.json', () => {
  test('is what `npm run schema` writes', () => {
    expect(readFileSync(join(CONFIG, 'cluster.schema.json'), 'utf8')).toBe(renderJsonSchema());
  });

  test.each(CLUSTER_FILES)('admits config/%s', (example) => {
    expect(errorsOf(readFileSync(join(CONFIG, example), 'utf8'))).toEqual([]);
  });

  test.each([
    ['an unknown key', edit(ULTRASERVERS, '  cidr:', '  cdir:'), '/network additionalProperties'],
    ['an unknown key of a member', edit(INSTANCES, 'count: 2', 'cuont: 2'), '/pools/0/members/0 additionalProperties'],
    ['a missing key', edit(ULTRASERVERS, 'region: us-east-1\n', ''), ' required'],
    ['a wrong enum', `${ULTRASERVERS}engine: { type: esk }\n`, '/engine/type enum'],
    ['a retention that CloudWatch has not', `${ULTRASERVERS}logs: { retentionDays: 31 }\n`, '/logs/retentionDays enum'],
    ['a wrong form', edit(ULTRASERVERS, 'frontier', 'Frontier'), '/name pattern'],
    ['a wrong type', edit(INSTANCES, 'count: 2', 'count: two'), '/pools/0/members/0/count type'],
    ['a time without a zone', edit(ULTRASERVERS, '20T11:30:00Z', '20T11:30:00'), '/pools/0/members/0/endsAt pattern'],
    ['an empty list', edit(EXISTING, EXISTING.slice(EXISTING.indexOf('pools:')), 'pools: []'), '/pools minItems'],
  ])('refuses %s', (_what, text, error) => {
    expect(errorsOf(text)).toEqual([error]);
  });

  test('takes an account that YAML reads as a number, and tags alike', () => {
    expect(errorsOf(`${ULTRASERVERS}account: 111122223333\ntags: { a: 1, b: true }\n`)).toEqual([]);
  });

  test('describes every key', () => {
    const bare: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) {
        return;
      }
      for (const [key, inner] of Object.entries(node as Record<string, unknown>)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(inner as Record<string, { description?: string }>)) {
            if (!property.description) {
              bare.push(`${path}.${name}`);
            }
          }
        }
        walk(inner, `${path}.${key}`);
      }
    };
    walk(clusterJsonSchema(), '');
    expect(bare).toEqual([]);
  });
});
