import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { DEFAULT_IMAGE_SOFTWARE, imageSoftware } from 'cdk-ultraserver/rules';

import { testApp } from '../../support/app';
import { MarkdownPage } from '../../support/markdown';
import { SnippetProgram } from '../../support/markdown-typescript';

const page = MarkdownPage.read('docs/images.md');

test('the default versions are those of the code', () => {
  const defaults: Record<string, string> = { ...DEFAULT_IMAGE_SOFTWARE, ofiNccl: imageSoftware({}).ofiNccl };
  expect(page.table('software').map(([piece = '', version]) => [piece, version])).toEqual(
    Object.keys(imageSoftware({})).map((piece) => [piece, defaults[piece] ?? "the driver's"]),
  );
});

describe('the stack', () => {
  let program: SnippetProgram;
  beforeAll(() => {
    program = new SnippetProgram({ images: page.blocksIn('ts')[0]?.text ?? '' });
  });
  afterAll(() => program.dispose());

  test('compiles, and defines a pipeline', async () => {
    expect(program.typeCheck()).toBe('');
    const { ImagesStack } = (await program.load('images')) as Readonly<
      Record<string, new (scope: Construct, id: string) => Stack>
    >;
    const template = Template.fromStack(new ImagesStack!(testApp(), 'Snippet'));
    template.resourceCountIs('AWS::ImageBuilder::ImagePipeline', 1);
  });
});
