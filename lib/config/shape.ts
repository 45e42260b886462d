import type { z } from 'zod';

import type { Finding, Path } from './finding';
import { label } from './finding';
import { refusedKey } from './refused-keys';
import { clusterSchema } from './schema/cluster';
import type { ClusterFile } from './schema/cluster';
import { homesOf, keysAt } from './schema/keys';
import { didYouMean, show } from './suggest';
import type { YamlSource } from './yaml-source';

/** Part of a cluster file: whatever has the wrong shape is not there, so that rules still see the rest. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly (Draft<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> }
    : T;

export type ClusterDraft = Draft<ClusterFile>;

/** What the schema says of a file. */
export interface Shape {
  readonly draft: ClusterDraft;
  readonly findings: readonly Finding[];
}

/** Holds a file's data against the schema. Everything wrong is found at once; the rest is given on. */
export function checkShape(source: YamlSource): Shape {
  const data = copy(source.data);
  let issues = issuesOf(data);
  if (readAsText(data, issues, source)) {
    issues = issuesOf(data);
  }
  const findings = issues.flatMap((issue) => explain(issue, data));
  for (const issue of issues) {
    removeFault(data, issue);
  }
  return { draft: data as ClusterDraft, findings };
}

type Issue = z.core.$ZodIssue;

function issuesOf(data: unknown): readonly Issue[] {
  return clusterSchema.safeParse(data).error?.issues ?? [];
}

/**
 * YAML reads an account id as a number, and loses its leading zero; 1e3 is a number too. Where text is wanted, what
 * stands in the file counts.
 */
function readAsText(data: unknown, issues: readonly Issue[], source: YamlSource): boolean {
  let changed = false;
  for (const issue of issues) {
    const path = issue.path as Path;
    const text = issue.code === 'invalid_type' && issue.expected === 'string' ? source.literal(path) : undefined;
    if (text !== undefined) {
      set(data, path, text);
      changed = true;
    }
  }
  return changed;
}

function explain(issue: Issue, data: unknown): Finding[] {
  const path = issue.path as Path;
  const value = get(data, path);
  const found = `${label(path)} is ${show(value)}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => explainKey(path, key));
    case 'invalid_type':
      return [explainType(path, value, issue.expected)];
    case 'invalid_value': {
      const values = issue.values.map(String);
      if (value === undefined || value === null) {
        return [explainType(path, value, values.length === 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`)];
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

function explainForm(id: string, path: Path, value: unknown, allowed: string): Finding {
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

function explainKey(path: Path, key: string): Finding {
  const home = path.length === 0 ? 'at the top level' : `in ${label(path)}`;
  const refused = refusedKey(key);
  if (refused) {
    return { id: refused.id, message: `${show(key)} ${home} ${refused.reason}`, path: [...path, key], atKey: true };
  }
  const allowed = keysAt(path);
  const elsewhere = homesOf(key);
  const hint = didYouMean(key, allowed) || (elsewhere.length > 0 ? `; it is a key of ${elsewhere.join(', ')}` : '');
  const message = `unknown key ${show(key)} ${home}, allowed: ${allowed.join(', ')}${hint}`;
  return { id: 'unknown-key', message, path: [...path, key], atKey: true };
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

function explainType(path: Path, value: unknown, expected: string): Finding {
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
    const message = `${label(path)} has no value, must be ${type}; ${EMPTY_AS[expected] ?? 'write one, or delete the key'}`;
    return { id: 'empty-value', message, path };
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

/** What to write for nothing, where nothing is possible. */
const EMPTY_AS: Readonly<Record<string, string>> = {
  object: 'write {} for one without keys, or delete the key',
  array: 'write its items, or delete the key',
};

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

function removeFault(data: unknown, issue: Issue): void {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      set(data, [...path, key], undefined);
    }
  } else if (!(Array.isArray(get(data, path)) && issue.code === 'too_small')) {
    set(data, path, undefined);
  }
}

function get(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, segment) =>
      typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[segment] : undefined,
    data,
  );
}

function set(data: unknown, path: Path, value: unknown): void {
  const parent = get(data, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof parent !== 'object' || parent === null || last === undefined) {
    return;
  }
  if (value === undefined && !Array.isArray(parent)) {
    Reflect.deleteProperty(parent, last);
  } else {
    (parent as Record<string | number, unknown>)[last] = value;
  }
}

/** A deep copy in which an alias is a copy too: one place can then be changed without the other. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(copy);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]))
    : value;
}
