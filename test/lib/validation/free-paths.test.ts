import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App, CloudFormationValidatePlugin } from 'aws-cdk-lib';
import fc from 'fast-check';

import { FREE_PATHS, isFree } from '../../../lib/validation/free-paths';
import { isSameShape, type Template } from '../../../lib/validation/same-shape';
import { exampleModel, synthesize } from '../../support/cluster';

type Resource = { Type: string; Properties?: unknown };

/** Templates with everything in them that is free. */
const PLAIN = templateOf('config/gb200-ec2.yaml', 'frontier-ec2-cell-main');
const TEMPLATES: readonly [string, Template][] = [
  ['a cell of plain instances', PLAIN],
  ['a cell of Kubernetes', templateOf('config/gb200.yaml', 'frontier-cell-main')],
  ['a network', templateOf('config/gb200.yaml', 'frontier-network')],
  ['what operators need', templateOf('config/gb200.yaml', 'frontier-operations')],
];
const folder = mkdtempSync(join(tmpdir(), 'free-paths-'));
const engine = new CloudFormationValidatePlugin();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function templateOf(file: string, stack: string): Template {
  return JSON.parse(synthesize(exampleModel(file)).templates.get(stack) ?? '') as Template;
}

/** A template with other text wherever `free` says so. */
function rewritten(template: Template, free: typeof isFree, rewrite: (text: string) => string): Template {
  const walk = (type: string, path: string[], value: unknown): unknown => {
    if (typeof value === 'string') {
      return free(type, path) ? rewrite(value) : value;
    }
    if (Array.isArray(value)) {
      return value.map((item) => walk(type, [...path, '*'], item));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    // What is within an intrinsic function that names something is no text.
    return 'Ref' in value || 'Fn::GetAtt' in value || 'Fn::ImportValue' in value
      ? value
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(type, [...path, key], inner)]));
  };
  const resources = Object.entries(template.Resources ?? {}).map(([id, resource]) => {
    const { Type, Properties } = resource as Resource;
    return [id, Properties === undefined ? resource : { ...resource, Properties: walk(Type, [], Properties) }];
  });
  return { ...template, Resources: Object.fromEntries(resources) as Template['Resources'] };
}

/** What CDK's engine finds in a template. */
function findings(template: Template): string[] {
  const templatePath = join(folder, 'template.json');
  writeFileSync(templatePath, JSON.stringify(template));
  const stack = { stackConstructPath: 'Cell', templatePath, accountId: undefined, region: 'us-east-1' };
  const { violations } = engine.validate({
    stackTemplates: [stack],
    templatePaths: [templatePath],
    appConstruct: new App(),
  });
  return violations.map(({ ruleName, description }) => `${ruleName} ${description}`);
}

/** Words that mean something to somebody. */
const SPECIAL = ['aws', 'all', 'any', 'null', 'none', 'true', 'false', 'root', 'admin', 'amazon', 'default', 'arn'];

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const digits = '0123456789'.split('');

/** Another text that counts as the same: each word replaced, always by the same one, times by others. */
const rewriting = fc.infiniteStream(fc.nat()).map((numbers) => {
  const words = new Map<string, string>();
  const next = (): number => numbers.next().value as number;
  const pick = (from: readonly string[]): string => from[next() % from.length] ?? '';
  const other = (word: string): string => {
    const special = SPECIAL.filter(({ length }) => length === word.length);
    if (/^[a-z]+$/.test(word) && special.length > 0 && next() % 2 === 0) {
      return pick(special);
    }
    return /^[0-9a-f]{16,}$/.test(word)
      ? word.replace(/./g, () => pick([...digits, ...letters.slice(0, 6)]))
      : word
          .replace(/[a-z]/g, () => pick(letters))
          .replace(/[A-Z]/g, () => pick(letters).toUpperCase())
          .replace(/\d/g, () => pick(digits));
  };
  return (text: string): string =>
    text.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z|[A-Za-z0-9]+/g, (match) => {
      if (match.includes('-')) {
        const instant = new Date(Date.UTC(2026, 0, 1) + (next() % 300_000_000) * 1000).toISOString();
        return match.includes('.') ? instant : instant.replace(/\.\d{3}/, '');
      }
      const known = words.get(match) ?? other(match);
      words.set(match, known);
      return known;
    });
});

describe.each(TEMPLATES)('%s', (_, template) => {
  test('the engine finds nothing in it as it is', () => {
    expect(findings(template)).toEqual([]);
  });

  test('whatever stands where text is free, the engine finds nothing in it', () => {
    fc.assert(
      fc.property(rewriting, (rewrite) => {
        expect(findings(rewritten(template, isFree, rewrite))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  test('with another name in it, it is of the same shape', () => {
    const other = rewritten(template, isFree, (text) =>
      text.replaceAll(/frontier|alpha/g, (name) => name.split('').toReversed().join('')),
    );
    expect(other).not.toEqual(template);
    expect(isSameShape(template, other)).toBe(true);
  });
});

test('it would find it: a comparison, were it free', () => {
  const free = (type: string, path: readonly string[]): boolean =>
    type === 'AWS::CloudWatch::Alarm' && path.join('.') === 'ComparisonOperator';
  expect(findings(rewritten(PLAIN, free, () => 'GreaterThanEverything')).join('\n')).toContain('ComparisonOperator');
});

test('each path is somewhere in them', () => {
  const used = new Set<string>();
  const note: typeof isFree = (type, path) => {
    for (const free of FREE_PATHS[type] ?? []) {
      const segments = free.split('.');
      if (segments.every((segment, index) => segment === '*' || segment === path[index])) {
        used.add(`${type} ${free}`);
      }
    }
    return false;
  };
  TEMPLATES.forEach(([, template]) => rewritten(template, note, (text) => text));
  const all = Object.entries(FREE_PATHS).flatMap(([type, paths]) => paths.map((path) => `${type} ${path}`));
  expect([...used].toSorted()).toEqual(all.toSorted());
});
