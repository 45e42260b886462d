/**
 * Whether EventBridge would hand an event to a rule with this pattern: the part of its language that is used here. A
 * field of the pattern lists what the event's field may be, exactly, by its beginning or by its end; a nested field is
 * matched inside. Anything else in a pattern is an error.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(pattern: object, event: object): boolean {
  return Object.entries(pattern).every(([key, wanted]: [string, unknown]) => {
    const found: unknown = Reflect.get(event, key);
    if (Array.isArray(wanted)) {
      return wanted.some((matcher: unknown) => matchesValue(matcher, found));
    }
    if (!isObject(wanted)) {
      throw new Error(`EventBridge takes a list or a nested pattern for '${key}', not ${JSON.stringify(wanted)}`);
    }
    return isObject(found) && matchesPattern(wanted, found);
  });
}

function matchesValue(matcher: unknown, found: unknown): boolean {
  if (typeof matcher === 'string') {
    return found === matcher;
  }
  if (!isObject(matcher) || Object.keys(matcher).length !== 1) {
    throw new Error(`this matcher is not understood: ${JSON.stringify(matcher)}`);
  }
  const [operator, text] = Object.entries(matcher)[0] as [string, unknown];
  if (typeof text !== 'string' || !['prefix', 'suffix'].includes(operator)) {
    throw new Error(`this matcher is not understood: ${JSON.stringify(matcher)}`);
  }
  return typeof found === 'string' && (operator === 'prefix' ? found.startsWith(text) : found.endsWith(text));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
