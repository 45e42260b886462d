import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseMimeMultipart } from '../constructs/nodes/user-data/mime-parser';

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>>;
}

/** A value of CloudFormation's as text, each reference in it as a word. */
function textOf(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const joined = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return joined ? joined[1].map(textOf).join(joined[0]) : 'reference';
}

/** The user data of every launch template, as cloud-init gets it. */
export function userDataOf(template: Template): string[] {
  return Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::EC2::LaunchTemplate')
    .flatMap(({ Properties }) => {
      const { UserData } = (Properties as { LaunchTemplateData: { UserData?: { 'Fn::Base64': unknown } } })
        .LaunchTemplateData;
      return UserData === undefined ? [] : [textOf(UserData['Fn::Base64'])];
    });
}

/** Writes each different piece of cloud-config in the templates into a folder, and gives their paths. */
export function writeCloudConfigs(templates: readonly string[], folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const texts = templates
    .flatMap((path) => userDataOf(JSON.parse(readFileSync(path, 'utf8')) as Template))
    .flatMap((document) => parseMimeMultipart(document))
    .filter(({ body }) => body.startsWith('#cloud-config'))
    .map(({ headers, body }) => ({ filename: nameIn(headers['content-disposition'] ?? ''), body }));
  return [...new Map(texts.map(({ filename, body }) => [digest(body), { filename, body }]))].map(
    ([hash, { filename, body }]) => {
      const path = join(folder, `${filename}-${hash}.yaml`);
      writeFileSync(path, body);
      return path;
    },
  );
}

function nameIn(disposition: string): string {
  return /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'part';
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
