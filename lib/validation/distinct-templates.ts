import { readFileSync } from 'node:fs';

import {
  CloudFormationValidatePlugin,
  type IPolicyValidationContext,
  type PolicyValidationPluginReport,
  type PolicyValidationStack,
} from 'aws-cdk-lib';

import { isSameShape, type Template } from './same-shape';

/**
 * CDK's validation against CloudFormation's schemas and rules, asked once about each distinct shape of template. A fleet
 * has hundreds of cells that differ in names, block ids and times alone, and the engine takes a millisecond a resource.
 *
 * Where anything at all is found, all templates are validated, as CDK itself does: the report is the same.
 *
 * CDK takes it in place of its own run once it is among the app's plugins. As that one it does nothing where
 * `CDK_VALIDATION` is `false`.
 */
export class DistinctTemplatesValidation extends CloudFormationValidatePlugin {
  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    if (process.env['CDK_VALIDATION'] === 'false') {
      return { success: true, violations: [] };
    }
    const stackTemplates = distinct(context.stackTemplates);
    if (stackTemplates.length < context.stackTemplates.length) {
      const report = super.validate({
        ...context,
        stackTemplates,
        templatePaths: stackTemplates.map(({ templatePath }) => templatePath),
      });
      if (report.violations.length === 0) {
        return report;
      }
    }
    return super.validate(context);
  }
}

/** The first stack of each shape. */
function distinct(stacks: readonly PolicyValidationStack[]): PolicyValidationStack[] {
  const shapes: { readonly stack: PolicyValidationStack; readonly template: Template }[] = [];
  for (const stack of stacks) {
    const template = JSON.parse(readFileSync(stack.templatePath, 'utf8')) as Template;
    const known = shapes.some((shape) => isSamePlace(shape.stack, stack) && isSameShape(shape.template, template));
    if (!known) {
      shapes.push({ stack, template });
    }
  }
  return shapes.map(({ stack }) => stack);
}

/** Rules know the account and the Region. */
function isSamePlace(one: PolicyValidationStack, other: PolicyValidationStack): boolean {
  return one.accountId === other.accountId && one.region === other.region;
}
