import { parse } from 'yaml';

import { type ComponentDocument, renderComponent } from '../../../constructs/images/component-document';

const document = (script: string): ComponentDocument => ({
  name: 'ultraserver-test',
  description: 'One: "two"',
  phases: [{ name: 'build', steps: [{ name: 'Run', script, timeoutMinutes: 2 }] }],
});

test('is YAML that holds the script as it is', () => {
  const script = "set -e\n\nif true; then\n  echo 'a: b' # c\nfi";
  expect(parse(renderComponent(document(`${script}\n`)))).toEqual({
    name: 'ultraserver-test',
    description: 'One: "two"',
    schemaVersion: 1,
    phases: [
      {
        name: 'build',
        steps: [
          {
            name: 'Run',
            action: 'ExecuteBash',
            onFailure: 'Abort',
            timeoutSeconds: 120,
            inputs: { commands: [`${script}\n`] },
          },
        ],
      },
    ],
  });
});

test("refuses AWSTOE's own braces, and what a template does not take", () => {
  expect(() => renderComponent(document('echo {{x}}'))).toThrow(/holds '\{\{'.*\[image-build-document\]/);
  expect(() => renderComponent(document('echo { {x} }'))).not.toThrow();
  const room = 16_000 - renderComponent(document('x')).length;
  expect(() => renderComponent(document('x'.repeat(room + 1)))).not.toThrow();
  expect(() => renderComponent(document('x'.repeat(room + 2)))).toThrow(
    /has 16001 characters.*\[image-build-document\]/,
  );
});
