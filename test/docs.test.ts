import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';

import { IMEX_API_ACTIONS } from '../constructs/nodes/user-data/imex';
import { HOOK_API_ACTIONS, NODE_API_ACTIONS, type NodeApiScope } from '../constructs/nodes/user-data/node-api-actions';
import { ACKNOWLEDGEMENTS } from '../lib/security/acknowledgements';
import { testApp } from './support/app';
import { exampleModel, synthesize } from './support/cluster';
import { MarkdownPage, markdownPages, ROOT } from './support/markdown';
import { checkAwsCommand } from './support/markdown-aws';
import { brokenLinks } from './support/markdown-links';
import { checkCommand, shellCommands } from './support/markdown-shell';
import { SnippetProgram } from './support/markdown-typescript';

describe('links', () => {
  test.each(markdownPages())('of $path lead somewhere', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  test('broken ones would be seen', () => {
    const page = new MarkdownPage(
      'docs/planted.md',
      '[a](nowhere.md) [b](hardware.md#nothing) [c](http://example.com)\n',
    );

    expect(brokenLinks(page)).toEqual([
      'docs/planted.md:1: there is no docs/nowhere.md',
      'docs/planted.md:1: docs/hardware.md has no heading #nothing',
      'docs/planted.md:1: http://example.com is not https',
    ]);
  });
});

describe('docs/decisions', () => {
  const files = readdirSync(join(ROOT, 'docs', 'decisions')).filter((file) => file !== 'README.md');

  test.each(files)('%s has context, decision and consequences, on less than a page', (file) => {
    const page = MarkdownPage.read(`docs/decisions/${file}`);
    const [title, ...sections] = page.text.split('\n').filter((line) => line.startsWith('#'));

    expect(title).toMatch(new RegExp(`^# ${Number(file.slice(0, 4))}\\. [A-Zo]`));
    expect(sections).toEqual(['## Context', '## Decision', '## Consequences']);
    expect(page.text.split('\n').length).toBeLessThanOrEqual(41);
  });

  test('the list has every one of them, in order', () => {
    const targets = MarkdownPage.read('docs/decisions/README.md').links();

    expect(targets.map(({ target }) => target)).toEqual(files.toSorted());
  });
});

describe('docs/security.md', () => {
  const page = MarkdownPage.read('docs/security.md');

  test('lists every finding that is acknowledged, where and why', () => {
    expect(page.table('findings')).toEqual(
      ACKNOWLEDGEMENTS.map(({ findings, paths, reason }) => [findings.join('<br>'), paths.join('<br>'), reason]),
    );
  });

  test('names those that are acknowledged elsewhere', () => {
    const elsewhere = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('acknowledgements.ts'))
      .flatMap((file) => [...readFileSync(join(ROOT, 'lib', file), 'utf8').matchAll(/id: '[\w.]+::([\w.-]+)'/g)])
      .map(([, finding]) => finding ?? '');

    expect(elsewhere.filter((finding) => !page.text.includes(finding))).toEqual([]);
  });

  test('lists every AWS call of a node', () => {
    const scopes: Record<NodeApiScope, string> = {
      any: '*: the API takes no resource',
      'own-groups': "the member's own group, by its tags",
      'log-groups': "the cluster's log groups",
      'agent-namespace': "the member's own namespace",
    };

    expect(page.table('node-actions')).toEqual(
      [...HOOK_API_ACTIONS, ...NODE_API_ACTIONS, ...IMEX_API_ACTIONS].map(({ action, scope }) => [
        action,
        scopes[scope],
      ]),
    );
  });
});

describe('docs/engines.md', () => {
  const page = MarkdownPage.read('docs/engines.md');
  let program: SnippetProgram;
  beforeAll(() => {
    program = new SnippetProgram({ engine: page.blocksIn('ts')[0]?.text ?? '' });
  });
  afterAll(() => program.dispose());

  test('has one engine', () => {
    expect(page.blocks).toHaveLength(1);
  });

  test('it keeps what plain EC2 does, and adds its own', async () => {
    const { ScheduledStack } = (await program.load('engine')) as Readonly<
      Record<string, new (scope: Construct, id: string) => Stack>
    >;
    const template = Template.fromStack(new ScheduledStack!(testApp(), 'Snippet'));
    const text = JSON.stringify(template.toJSON());

    template.resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 1);
    expect(text).toContain("ULTRASERVER_IMEX_INSTANCES='18'");
    expect(text).toContain('systemctl enable --now scheduler-agent');
    // On the primary interface, which carries IP, and on no other.
    expect(text.match(/sg-0123456789abcdef0/g)).toHaveLength(1);
    expect(text).toContain('ec2:DescribeInstanceTopology');
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).toContain('ssm:GetParameter');
  });

  test('lists every scope', () => {
    const scopes: Record<NodeApiScope, true> = {
      any: true,
      'own-groups': true,
      'log-groups': true,
      'agent-namespace': true,
    };

    expect(page.table('scopes').map(([scope]) => scope)).toEqual(Object.keys(scopes));
  });
});

describe('docs/unproven.md', () => {
  const page = MarkdownPage.read('docs/unproven.md');
  const commands = page.spans().flatMap((span) => shellCommands(span));

  test('has commands of the AWS CLI that exist', () => {
    const aws = commands.filter(([program]) => program === 'aws');

    expect(aws.length).toBeGreaterThan(10);
    expect(aws.flatMap(checkAwsCommand)).toEqual([]);
  });

  test('has commands of the CDK that exist', () => {
    const stacks = [...synthesize(exampleModel('config/gb200.yaml')).templates.keys()];
    const cdk = commands.filter(([program]) => program === 'npx');

    expect(cdk.flatMap((words) => checkCommand(words, stacks))).toEqual([]);
    expect(cdk.length).toBeGreaterThan(0);
  });

  test('names files that are there', () => {
    const names = page.spans().filter((span) => /^[\w/-]+\.(ts|sh|cfg)$/.test(span));
    const files = readdirSync(join(ROOT, 'constructs'), { recursive: true, encoding: 'utf8' });

    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !files.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
  });

  test('every row says what settles it and what to do otherwise', () => {
    const rows = page.text.split('\n').filter((line) => /^\| (?!Open |-)/.test(line));

    expect(rows.length).toBeGreaterThan(30);
    expect(
      rows.filter((row) =>
        row
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .some((cell) => cell.trim() === ''),
      ),
    ).toEqual([]);
  });
});

test('the license is there', () => {
  expect(existsSync(join(ROOT, 'LICENSE'))).toBe(true);
});
