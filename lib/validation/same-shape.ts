import { isFree } from './free-paths';
import { isSameText, Renaming } from './same-text';

/** A template, as far as shapes go. */
export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
  readonly Description?: string;
}

interface TemplateResource {
  readonly Type: string;
}

/** Where a value stands. */
interface Place {
  readonly type: string;
  readonly path: readonly string[];
}

/**
 * Whether two templates differ in nothing that a rule could look at: they have the same resources, properties and values
 * in the same order, but for the logical ids, one of the one for each of the other, and for names, ids and times where
 * they are free (`FREE_PATHS`). What a rule finds in the one, it finds in the other.
 */
export function isSameShape(one: Template, other: Template): boolean {
  return new Comparison().templates(one, other);
}

/** Text at these keys of a template is free: nothing is checked of it but its length. */
const FREE_SECTIONS = ['Description', 'Outputs'];

class Comparison {
  private readonly words = new Renaming();
  private readonly ids = new Renaming();

  templates(one: Template, other: Template): boolean {
    const { Resources: resources = {}, Outputs: outputs = {}, ...rest } = one;
    const { Resources: otherResources = {}, Outputs: otherOutputs = {}, ...otherRest } = other;
    const entries = Object.entries(resources);
    const others = Object.entries(otherResources);
    return (
      entries.length === others.length &&
      // All ids first: what stands above may refer to what stands below.
      entries.every(([id], index) => this.ids.add(id, others[index]?.[0] ?? '')) &&
      entries.every(([, resource], index) => this.resources(resource, others[index]?.[1])) &&
      this.outputs(Object.entries(outputs), Object.entries(otherOutputs)) &&
      Object.keys(rest).join() === Object.keys(otherRest).join() &&
      this.values(rest, otherRest, { type: '', path: [] })
    );
  }

  private resources(one: TemplateResource, other: TemplateResource | undefined): boolean {
    return other !== undefined && one.Type === other.Type && this.values(one, other, { type: one.Type, path: [] });
  }

  /** By their order, as resources. */
  private outputs(entries: [string, unknown][], others: [string, unknown][]): boolean {
    return (
      entries.length === others.length &&
      entries.every(([id, output], index) => {
        const [otherId, otherOutput] = others[index] ?? [''];
        return (
          isSameText(id, otherId, this.words) && this.values(output, otherOutput, { type: '', path: ['Outputs', id] })
        );
      })
    );
  }

  private values(one: unknown, other: unknown, place: Place): boolean {
    if (typeof one === 'string' && typeof other === 'string') {
      return one === other ? !this.ids.has(one) || this.ids.add(one, other) : this.texts(one, other, place);
    }
    if (Array.isArray(one) && Array.isArray(other)) {
      const inside = below(place, '*');
      return one.length === other.length && one.every((item, index) => this.values(item, other[index], inside));
    }
    if (isMap(one) && isMap(other)) {
      const [keys, otherKeys] = [Object.keys(one), Object.keys(other)];
      return (
        keys.length === otherKeys.length &&
        keys.every((key, index) => key === otherKeys[index] && this.values(one[key], other[key], below(place, key)))
      );
    }
    return one === other;
  }

  private texts(one: string, other: string, { type, path }: Place): boolean {
    if (this.ids.has(one)) {
      return this.ids.add(one, other);
    }
    return isFreePlace(type, path) && isSameText(one, other, this.words);
  }
}

function isFreePlace(type: string, [section = '', ...rest]: readonly string[]): boolean {
  if (type === '') {
    return FREE_SECTIONS.includes(section);
  }
  return section === 'Properties' ? isFree(type, rest) : section === 'Metadata' && rest.join() === PATH_METADATA;
}

/** Where the CDK notes the path of a resource's construct. */
const PATH_METADATA = 'aws:cdk:path';

function below({ type, path }: Place, segment: string): Place {
  return { type, path: [...path, segment] };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
