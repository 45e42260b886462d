import { buildCommandLine } from '../../../lib/package/command-line';

const { files, metafile } = buildCommandLine();

/** Sources that the start of the command line loads, before any command runs. */
function loadedAtStart(): string[] {
  const inputs: string[] = [];
  const seen = new Set<string>();
  const visit = (file: string): void => {
    const output = metafile.outputs[file];
    if (seen.has(file) || !output) {
      return;
    }
    seen.add(file);
    inputs.push(...Object.keys(output.inputs));
    output.imports.filter(({ kind }) => kind === 'import-statement').forEach(({ path }) => visit(path));
  };
  visit('dist/ultraserver.mjs');
  return inputs;
}

test('the entry can be run by itself', () => {
  expect(files.get('ultraserver.mjs')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test('the same sources give the same bytes', () => {
  expect(buildCommandLine().files).toEqual(files);
});

test('what only some commands need is not loaded at the start', () => {
  const early = loadedAtStart();
  expect(early).toContain('lib/cli/program.ts');
  expect(early.filter((path) => /@aws-sdk|@smithy|zod|yaml|aws-cdk-lib|@bomb\.sh|\bora\b/.test(path))).toEqual([]);
});

test('nothing loads the CDK', () => {
  expect(Object.keys(metafile.inputs).filter((path) => path.includes('aws-cdk-lib'))).toEqual([]);
});
