import { NormalizedSchema } from '@smithy/core/schema';

/** A value as the SDK has it. */
export type Value =
  string | number | boolean | Date | undefined | readonly Value[] | { readonly [name: string]: Value };

/** A structure as the SDK has it. */
export type Structure = Readonly<Record<string, Value>>;

/** What the AWS SDK says of a shape; its own schema. */
export type SdkSchema = Parameters<typeof NormalizedSchema.of>[0];

interface Traits {
  readonly xmlName?: string;
  readonly ec2QueryName?: string;
}

/**
 * Writes a structure as XML, in the names and forms of its schema, so that the SDK reads back what was given.
 *
 * @throws Error for a member that the schema does not have
 */
export function renderXml(schema: SdkSchema, value: Structure): string {
  return renderStructure(NormalizedSchema.of(schema), value);
}

function renderStructure(schema: NormalizedSchema, value: Structure): string {
  const members = new Map(schema.structIterator());
  return Object.entries(value)
    .map(([name, inner]) => {
      const member = members.get(name);
      if (!member) {
        throw new Error(`${schema.getName()} has no member ${name}`);
      }
      return inner === undefined ? '' : renderMember(traitsOf(member).xmlName ?? name, member, inner);
    })
    .join('');
}

function renderMember(tag: string, schema: NormalizedSchema, value: Value): string {
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const items = (value as readonly Value[]).map((one) => renderMember(traitsOf(item).xmlName ?? 'member', item, one));
    return element(tag, items.join(''));
  }
  return element(
    tag,
    schema.isStructSchema() ? renderStructure(schema, value as Structure) : renderScalar(value as Scalar),
  );
}

type Scalar = string | number | boolean | Date;

function renderScalar(value: Scalar): string {
  const text = value instanceof Date ? value.toISOString() : String(value);
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** `<tag>content</tag>`. */
export function element(tag: string, content: string): string {
  return `<${tag}>${content}</${tag}>`;
}

/** Reads the parameters of a call of the query protocols, `Filter.1.Name=...`, as the structure that the SDK was given. */
export function parseQuery(schema: SdkSchema, form: URLSearchParams): Structure {
  return parseStructure(NormalizedSchema.of(schema), form, '');
}

function parseStructure(schema: NormalizedSchema, form: URLSearchParams, prefix: string): Structure {
  const members = [...schema.structIterator()].flatMap(([name, member]): [string, Value][] => {
    const { ec2QueryName, xmlName } = traitsOf(member);
    const value = parseMember(member, form, `${prefix}${ec2QueryName ?? xmlName ?? name}`);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(members);
}

function parseMember(schema: NormalizedSchema, form: URLSearchParams, key: string): Value {
  const there = (start: string): boolean =>
    [...form.keys()].some((name) => name === start || name.startsWith(`${start}.`));
  if (schema.isListSchema()) {
    const items: Value[] = [];
    for (let index = 1; there(`${key}.${index}`); index++) {
      items.push(parseMember(schema.getValueSchema(), form, `${key}.${index}`));
    }
    return items.length === 0 ? undefined : items;
  }
  if (schema.isStructSchema()) {
    return there(key) ? parseStructure(schema, form, `${key}.`) : undefined;
  }
  const text = form.get(key);
  if (text === null) {
    return undefined;
  }
  return schema.isNumericSchema() ? Number(text) : schema.isBooleanSchema() ? text === 'true' : text;
}

function traitsOf(schema: NormalizedSchema): Traits {
  return schema.getMergedTraits();
}
