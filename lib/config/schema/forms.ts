import { INSTANT } from 'cdk-ultraserver/rules';
import { z } from 'zod';

/**
 * Text of a certain form. The id names the refusal; `allowed` completes "must be ...". The pattern is for editors too.
 */
export function form(id: string, pattern: RegExp, allowed: string) {
  return z
    .string()
    .refine((value) => pattern.test(value), { params: { id }, error: allowed })
    .meta({ pattern: pattern.source });
}

/** Longest name of a cluster, cell, pool or member: stack names join two and may have 128 characters. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-using-console-create-stack-parameters.html */
export const LONGEST_NAME = 40;

/** `constructor` is what every object has: as the id of a construct it seems to be taken. */
const NAME = /^(?!constructor$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The name of a cluster, cell, pool or member: it becomes part of stack names, construct ids and tags. */
export function name() {
  return form(
    'name-form',
    NAME,
    'lower-case letters, digits and single hyphens, beginning with a letter, since it becomes part of stack names and ids',
  )
    .max(LONGEST_NAME)
    .meta({ type: ['string', 'boolean'] });
}

// Where text is wanted, what stands in the file counts: to YAML `true` and `580.10` are no text, and editors must take them.

/** Text of any form. */
export function text() {
  return z.string().meta({ type: ['string', 'number', 'boolean'] });
}

/** A version: numbers with dots. Whether it is one is a rule of its own. */
export function version() {
  return z.string().meta({ type: ['string', 'number'] });
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
    pattern: INSTANT.source,
    examples: ['2026-12-20T11:30:00Z'],
  });
}
