import { z } from 'zod';

/**
 * Text of a certain form. The id names the refusal; `allowed` completes "must be ...". The pattern is for editors too.
 */
export function form(id: string, pattern: RegExp, allowed: string) {
  return z
    .string()
    .refine((text) => pattern.test(text), { params: { id }, error: allowed })
    .meta({ pattern: pattern.source });
}

/** Longest name of a cluster, cell, pool or member: stack names join two and may have 128 characters. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-using-console-create-stack-parameters.html */
export const LONGEST_NAME = 40;

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The name of a cluster, cell, pool or member: it becomes part of stack names, construct ids and tags. */
export function name() {
  return form(
    'name-form',
    NAME,
    'lower-case letters, digits and single hyphens, beginning with a letter, since it becomes part of stack names and ids',
  ).max(LONGEST_NAME);
}

/** A zone's id. Whether it is one, and in the Region, is a rule of its own. */
export function zone() {
  return z.string();
}

/** An IPv4 range. Whether it is one is a rule of its own. */
export function cidr() {
  return z.string().meta({ examples: ['10.0.0.0/16'] });
}

/** A time with its zone. The form is a rule of its own. */
export function instant() {
  return z.string().meta({
    pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.source,
    examples: ['2026-12-20T11:30:00Z'],
  });
}
