import { statSync } from 'node:fs';
import { join } from 'node:path';

import { DefaultStackSynthesizer, type FileAssetSource, type ISynthesisSession } from 'aws-cdk-lib';

/**
 * Bytes that a template may have. CloudFormation takes a template of 1 MB from S3, which the CDK reads as 1,000,000
 * bytes; the rest is for what later versions add to stacks that stand.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MOST_TEMPLATE_BYTES = 900_000;

/**
 * Synthesizes a stack as the CDK does by default, and refuses a template that has grown too large.
 *
 * It looks at the file that the CDK has just written, because those bytes, with the CDK's indentation, are what goes to
 * S3 and what CloudFormation counts. A validation comes before the template and would have to render it once more.
 */
export class SizedTemplateSynthesizer extends DefaultStackSynthesizer {
  /** @throws Error where the template has more bytes than are allowed */
  protected override synthesizeTemplate(
    session: ISynthesisSession,
    ...lookupRole: LookupRoleParameters
  ): FileAssetSource {
    const source = super.synthesizeTemplate(session, ...lookupRole);
    const { stackName, templateFile } = this.boundStack;
    const bytes = statSync(join(session.assembly.outdir, templateFile)).size;
    if (bytes > MOST_TEMPLATE_BYTES) {
      throw new Error(
        `the template of ${stackName} has ${bytes} bytes, ${MOST_TEMPLATE_BYTES} are allowed; ` +
          "put some of its members into another cell ('cell' of a pool or a member) [stack-bytes]",
      );
    }
    return source;
  }
}

/** How the CDK hands a lookup role on. */
type LookupRoleParameters = [roleArn?: string, roleExternalId?: string, additionalOptions?: Record<string, unknown>];
