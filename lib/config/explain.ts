import { nearest } from 'cdk-ultraserver/hardware';
import type { z } from 'zod';

import { label, valueAt } from './finding';
import type { Finding, Path } from './finding';
import { refusedKey } from './refused-keys';
import type { SchemaKeys } from './schema/keys';
import { didYouMean, show, suggestion } from './suggest';

/** A finding of the shape. */
export interface ShapeFinding extends Finding {
  /** The key that a misspelled one was most likely meant to be. */
  readonly meant?: Path;
}

/** What the schema finds wrong, in the words of a cluster file. */
export function explain(issue: z.core.$ZodIssue, data: unknown, keys: SchemaKeys): ShapeFinding[] {
  const path = issue.path as Path;
  const value = valueAt(data, path);
  const found = `${label(path)} is ${show(value)}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => explainKey(path, key, value, keys));
    case 'invalid_type':
      return [explainType(path, value, issue.expected, keys)];
    case 'invalid_value': {
      const values = issue.values.map(String);
      if (value === undefined || value === null) {
        return [
          explainType(path, value, values.length === 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`, keys),
        ];
      }
      if (issue.values.some((allowed) => typeof allowed !== 'string' && String(allowed) === value)) {
        return [{ id: 'unknown-value', message: `${found}, which is text; ${UNQUOTE}`, path }];
      }
      const hint = typeof value === 'string' ? didYouMean(value, values) : '';
      return [{ id: 'unknown-value', message: `${found}, allowed: ${values.join(', ')}${hint}`, path }];
    }
    case 'too_small':
    case 'too_big':
      return [explainSize(path, value, issue)];
    case 'custom':
      return [explainForm(String(issue.params?.id), path, value, issue.message)];
    default:
      return [{ id: 'wrong-type', message: `${found}, which is not allowed: ${issue.message}`, path }];
  }
}

/** A key that no map can have, since JavaScript gives it a meaning of its own. */
export function explainReserved(path: Path, keys: SchemaKeys): Finding {
  const home = path.slice(0, -1);
  if (keys.at(home).length > 0) {
    return explainKey(home, String(path.at(-1)), {}, keys);
  }
  const message = `${show(path.at(-1))} in ${label(home)} is no name: JavaScript keeps it for itself; choose another`;
  return { id: 'key-reserved', message, path, atKey: true };
}

function explainForm(id: string, path: Path, value: unknown, allowed: string): Finding {
  if (id === 'name-form' && value === 'constructor') {
    const message = `${label(path)} is "constructor", which every object has already, so that no construct can be called so; choose another`;
    return { id, message, path };
  }
  const better =
    id === 'name-form'
      ? String(value)
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')
          .replace(/^[0-9-]+|-+$/g, '')
      : '';
  const hint = better === '' ? '' : `; did you mean "${better}"?`;
  return { id, message: `${label(path)} is ${show(value)}, must be ${allowed}${hint}`, path };
}

function explainKey(path: Path, key: string, map: unknown, keys: SchemaKeys): ShapeFinding {
  const home = path.length === 0 ? 'at the top level' : `in ${label(path)}`;
  const at = [...path, key];
  const elsewhere = keys.homesOf(key);
  const refused = refusedKey(key);
  // `instanceTypes` in a pool asks for a mix, at the top level for a place to state types.
  if (refused && (elsewhere.length === 0 || path[0] === 'pools')) {
    return { id: refused.id, message: `${show(key)} ${home} ${refused.reason}`, path: at, atKey: true };
  }
  const allowed = keys.at(path);
  const free = allowed.filter((one) => valueAt(map, [one]) === undefined);
  const meant = nearest(key, free);
  const hint = suggestion(meant) || (elsewhere.length > 0 ? `; it is a key of ${elsewhere.join(', ')}` : '');
  const message = `unknown key ${show(key)} ${home}, allowed: ${allowed.join(', ')}${hint}`;
  return { id: 'unknown-key', message, path: at, atKey: true, ...(meant !== undefined && { meant: [...path, meant] }) };
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map of keys',
  record: 'a map of keys',
  array: 'a list',
};

function explainType(path: Path, value: unknown, expected: string, keys: SchemaKeys): Finding {
  const type = TYPES[expected] ?? expected;
  if (value === undefined) {
    const key = String(path.at(-1));
    const home = path.length === 1 ? 'the file' : label(path.slice(0, -1));
    return {
      id: 'missing-key',
      message: `${home} has no ${show(key)}, which must be given; add ${key}: (${type})`,
      path,
    };
  }
  if (value === null) {
    return {
      id: 'empty-value',
      message: `${label(path)} has no value, must be ${type}; ${insteadOfNothing(path, expected, keys)}`,
      path,
    };
  }
  return {
    id: 'wrong-type',
    message: `${label(path)} is ${show(value)}, must be ${type}${remedy(path, value, expected)}`,
    path,
  };
}

const UNQUOTE = 'take the quotes away';

/** What to do about a value that is nearly right. */
function remedy(path: Path, value: unknown, expected: string): string {
  if (['number', 'int'].includes(expected) && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) {
    return `; ${UNQUOTE}`;
  }
  return path.at(-1) === 'reserve' && value === true ? '; write reserve: {}' : '';
}

/** What to write where there is nothing. `{}` is advised only where it is allowed. */
function insteadOfNothing(path: Path, expected: string, keys: SchemaKeys): string {
  const last = path.at(-1);
  const needed = typeof last === 'string' && keys.requiredAt(path.slice(0, -1)).includes(last);
  const orDelete = needed ? '' : `, or delete the ${typeof last === 'number' ? 'item' : 'key'}`;
  if (expected === 'array') {
    return `write its items${orDelete}`;
  }
  if (expected !== 'object' && expected !== 'record') {
    return `write one${orDelete}`;
  }
  return needed || keys.requiredAt(path).length > 0
    ? `write its keys, out of ${keys.at(path).join(', ')}${orDelete}`
    : `write {} for one without keys${orDelete}`;
}

function explainSize(path: Path, value: unknown, issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): Finding {
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  if (Array.isArray(value)) {
    return {
      id: 'empty-list',
      message: `${label(path)} is an empty list, must have an item; add one, or delete what holds it`,
      path,
    };
  }
  if (typeof value === 'string') {
    const message = `${label(path)} is ${show(value)} with ${value.length} characters, must have ${bound}: stack names join two such names; shorten it`;
    return { id: 'name-length', message, path };
  }
  return { id: 'out-of-range', message: `${label(path)} is ${show(value)}, must be ${bound}`, path };
}
