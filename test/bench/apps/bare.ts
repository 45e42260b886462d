import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { App, CfnCondition, CfnParameter, CfnResource, Lazy, Stack } from 'aws-cdk-lib';

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default: string }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<
    Record<
      string,
      { readonly Type: string; readonly Properties?: Record<string, unknown>; readonly DependsOn?: string[] }
    >
  >;
}

const SUFFIX = '.template.json';

/**
 * The resources of templates that stand already, in bare stacks, as many as there are templates: what CDK itself takes to
 * write and to validate that much, without any construct library. `BENCH_TEMPLATES` names their folder.
 */
const folder = process.env['BENCH_TEMPLATES'];
if (folder === undefined) {
  throw new Error('BENCH_TEMPLATES must name a folder with synthesized templates');
}

const app = new App();

for (const name of readdirSync(folder).filter((file) => file.endsWith(SUFFIX))) {
  const {
    Parameters = {},
    Conditions = {},
    Resources,
  } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Template;
  const stack = new Stack(app, name.slice(0, -SUFFIX.length), { env: { region: 'us-east-1' } });
  for (const [id, { Type, Default }] of Object.entries(Parameters).filter(([key]) => key !== 'BootstrapVersion')) {
    new CfnParameter(stack, id, { type: Type, default: Default }).overrideLogicalId(id);
  }
  for (const [id, expression] of Object.entries(Conditions)) {
    new CfnCondition(stack, id, { expression: Lazy.any({ produce: () => expression }) }).overrideLogicalId(id);
  }
  for (const [id, { Type, Properties, DependsOn }] of Object.entries(Resources)) {
    const resource = new CfnResource(stack, id, { type: Type, properties: Properties });
    resource.overrideLogicalId(id);
    resource.addOverride('DependsOn', DependsOn);
  }
}
