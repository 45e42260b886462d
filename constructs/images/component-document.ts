import { InvalidPropsError } from '../private/errors';

/** A step that runs bash. */
export interface ComponentStep {
  readonly name: string;

  /** Bash; it ends the build with any status but 0. */
  readonly script: string;

  /** After which it counts as failed. */
  readonly timeoutMinutes: number;
}

/** When steps run: while the image is made, on the same instance once all are through, and on one that runs the image. */
export type ComponentPhase = 'build' | 'validate' | 'test';

export interface ComponentDocument {
  readonly name: string;
  readonly description: string;
  readonly phases: readonly { readonly name: ComponentPhase; readonly steps: readonly ComponentStep[] }[];
}

/** Characters of a document that is part of a template. @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateComponent.html */
const LONGEST = 16_000;

/**
 * A document of AWSTOE, which Image Builder runs, as YAML.
 *
 * @throws InvalidPropsError where it is too long, or holds `{{`, which stands for a value of AWSTOE's own
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html
 */
export function renderComponent({ name, description, phases }: ComponentDocument): string {
  const lines = [
    `name: ${name}`,
    `description: ${JSON.stringify(description)}`,
    'schemaVersion: 1.0',
    'phases:',
    ...phases.flatMap((phase) => [`  - name: ${phase.name}`, '    steps:', ...phase.steps.flatMap(renderStep)]),
  ];
  const document = [...lines, ''].join('\n');
  if (document.includes('{{') || document.length > LONGEST) {
    const fault = document.includes('{{')
      ? "holds '{{', which AWSTOE replaces by a value of its own; write it with a blank between"
      : `has ${document.length} characters, a template takes ${LONGEST}; move a part of it to another component`;
    throw new InvalidPropsError([{ id: 'image-build-document', message: `the component ${name} ${fault}` }]);
  }
  return document;
}

function renderStep({ name, script, timeoutMinutes }: ComponentStep): string[] {
  return [
    `      - name: ${name}`,
    '        action: ExecuteBash',
    '        onFailure: Abort',
    `        timeoutSeconds: ${timeoutMinutes * 60}`,
    '        inputs:',
    '          commands:',
    '            - |',
    ...script
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => (line === '' ? '' : `              ${line}`)),
  ];
}
