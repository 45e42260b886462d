import type { z } from 'zod';

import type { ClusterSource } from './cluster-source';
import { explain, explainReserved } from './explain';
import { valueAt } from './finding';
import type { Finding, Path } from './finding';
import { clusterSchema } from './schema/cluster';
import type { ClusterFile } from './schema/cluster';
import { SchemaKeys } from './schema/keys';

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

  /** Keys that are there under a misspelled name: that they are missing follows from it. */
  readonly meant: readonly Path[];
}

/**
 * Holds a file's data against the schema. Everything wrong is found at once; the rest is given on.
 *
 * @param schema that of a cluster file, or another
 */
export function checkShape(source: ClusterSource, schema: z.ZodType = clusterSchema): Shape {
  const keys = new SchemaKeys(schema);
  const issuesOf = (data: unknown): readonly z.core.$ZodIssue[] => schema.safeParse(data).error?.issues ?? [];
  const data = copy(source.data);
  const reserved = reservedKeys(data, []);
  reserved.forEach((path) => set(data, path, undefined));
  let issues = issuesOf(data);
  if (readAsText(data, issues, source)) {
    issues = issuesOf(data);
  }
  const explained = issues.flatMap((issue) => explain(issue, data, keys));
  const meant = explained.flatMap((finding) => (finding.meant ? [finding.meant] : []));
  for (const issue of issues) {
    removeFault(data, issue);
  }
  const findings = [
    ...reserved.map((path) => explainReserved(path, keys)),
    ...explained.filter(({ id, path }) => id !== 'missing-key' || !meant.some((one) => String(one) === String(path))),
  ];
  return { draft: data as ClusterDraft, findings, meant };
}

/** Assigned to, it would change what kind of object a map is; the schema passes over it without a word. */
const RESERVED = '__proto__';

function reservedKeys(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return key === RESERVED ? [at] : reservedKeys(inner, at);
  });
}

/**
 * YAML reads an account id as a number, and loses its leading zero; 1e3 is a number too. Where text is wanted, what
 * stands in the file counts.
 */
function readAsText(data: unknown, issues: readonly z.core.$ZodIssue[], source: ClusterSource): boolean {
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

function removeFault(data: unknown, issue: z.core.$ZodIssue): void {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      set(data, [...path, key], undefined);
    }
  } else if (!(Array.isArray(valueAt(data, path)) && issue.code === 'too_small')) {
    set(data, path, undefined);
  }
}

function set(data: unknown, path: Path, value: unknown): void {
  const parent = valueAt(data, path.slice(0, -1));
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
