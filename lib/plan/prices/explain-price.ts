import type { z } from 'zod';

import { type Finding, label, type Path, valueAt } from '../../config/finding';
import { didYouMean, show } from '../../config/suggest';
import { PRICE_KEYS, PRICE_LIST_KEYS } from './price-schema';

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  object: 'a map of keys',
  array: 'a list',
};

/** What the schema finds wrong, in the words of a price list. */
export function explainPrice(issue: z.core.$ZodIssue, data: unknown): Finding[] {
  const path = issue.path as Path;
  const value = valueAt(data, path);
  const found = `${label(path)} is ${show(value)}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key));
    case 'invalid_type':
      return [wrongType(path, value, TYPES[issue.expected] ?? issue.expected)];
    case 'invalid_value': {
      const values = issue.values.map(String);
      return [
        value === undefined
          ? wrongType(path, value, `one of ${values.join(', ')}`)
          : {
              id: 'unknown-value',
              message: `${found}, allowed: ${values.join(', ')}${typeof value === 'string' ? didYouMean(value, values) : ''}`,
              path,
            },
      ];
    }
    case 'custom':
      return [{ id: String(issue.params?.['id']), message: `${found}, must be ${issue.message}`, path }];
    default:
      return [{ id: 'wrong-type', message: `${found}, which is not allowed: ${issue.message}`, path }];
  }
}

function unknownKey(path: Path, key: string): Finding {
  const allowed = path.length === 0 ? PRICE_LIST_KEYS : PRICE_KEYS;
  const home = path.length === 0 ? 'at the top level' : `in ${label(path)}`;
  const message = `unknown key ${show(key)} ${home}, allowed: ${allowed.join(', ')}${didYouMean(key, allowed)}`;
  return { id: 'unknown-key', message, path: [...path, key], atKey: true };
}

function wrongType(path: Path, value: unknown, type: string): Finding {
  if (value === undefined) {
    const key = String(path.at(-1));
    const home = path.length === 1 ? 'the file' : label(path.slice(0, -1));
    return { id: 'missing-key', message: `${home} has no "${key}", which must be given; add ${key}: (${type})`, path };
  }
  return { id: 'wrong-type', message: `${label(path)} is ${show(value)}, must be ${type}`, path };
}
