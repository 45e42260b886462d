/**
 * Whether CloudWatch Logs would count a log event by this filter pattern: the part of its language that is used here.
 *
 * - `{ $.a = "x" && $.b = "y" }`: a JSON event with these values
 * - `?"x" ?"y"`: any of the phrases
 * - `"x" "y"`: all of them
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function matchesLogPattern(pattern: string, message: string): boolean {
  return pattern.startsWith('{') ? matchesJson(pattern, message) : matchesTerms(pattern, message);
}

function matchesJson(pattern: string, message: string): boolean {
  const conditions = pattern
    .slice(1, -1)
    .split('&&')
    .map((condition) => condition.trim());
  const event = parse(message);
  return conditions.every((condition) => {
    const match = /^\$\.(\w+) = "([^"]*)"$/.exec(condition);
    if (!match) {
      throw new Error(`this condition is not understood: ${condition}`);
    }
    return event !== undefined && Reflect.get(event, match[1] ?? '') === match[2];
  });
}

function parse(message: string): object | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function matchesTerms(pattern: string, message: string): boolean {
  const terms = [...pattern.matchAll(/(\??)"([^"]+)"/g)].map(([, optional, phrase]) => ({
    optional,
    phrase: phrase ?? '',
  }));
  const rest = pattern.replaceAll(/\??"[^"]+"/g, '').trim();
  if (terms.length === 0 || rest !== '') {
    throw new Error(`this pattern is not understood: ${pattern}`);
  }
  const found = ({ phrase }: { phrase: string }): boolean => message.includes(phrase);
  return terms[0]?.optional === '?' ? terms.some(found) : terms.every(found);
}
