import { type CodeBlock, MarkdownPage, markdownPages } from './support/markdown';
import { SnippetProgram } from './support/markdown-typescript';

/** Whether a block is a module of its own: what exports nothing is a part of one. */
const isModule = ({ text }: CodeBlock): boolean => /^export /m.test(text);

/** Text of every module in the pages, by the name of its file: one program, since it takes seconds to start a compiler. */
const MODULES = Object.fromEntries(
  markdownPages().flatMap((page) =>
    page
      .blocksIn('ts')
      .filter(isModule)
      .map(({ text, line }) => [`${page.path.replaceAll(/\W/g, '-')}-${line}`, text]),
  ),
);

/** What the compiler says of each file. */
let said: string[];

beforeAll(() => {
  const program = new SnippetProgram({
    ...MODULES,
    wrong: "import { UltraServers } from 'cdk-ultraserver';\nnew UltraServers();\n",
  });
  said = program.typeCheck().trimEnd().split('\n');
  program.dispose();
});

test.each(Object.keys(MODULES))('%s compiles', (name) => {
  expect(said.filter((line) => line.includes(`/${name}.ts`))).toEqual([]);
});

test('a wrong one would not, and nothing else is said', () => {
  expect(said).toEqual([expect.stringMatching(/\/wrong\.ts\(1,10\): error TS/)]);
});

test.each([
  ['README.md', 1],
  ['constructs/README.md', 2],
  ['docs/eks.md', 4],
  ['docs/engines.md', 1],
  ['docs/hardware.md', 1],
  ['docs/storage.md', 1],
])('the snippets of %s are among them', (path, count) => {
  expect(MarkdownPage.read(path).blocksIn('ts').filter(isModule)).toHaveLength(count);
});
