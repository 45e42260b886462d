import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join, relative } from 'node:path';

import { slurmExamples } from '../../constructs/engines/slurm/examples/slurm-examples';
import { slurmNodeInstaller } from '../../constructs/engines/slurm/node-installer';
import { imageComponents } from '../../constructs/images/image-components';
import { imageSoftware } from '../../constructs/rules';
import { ROOT } from '../support/app-process';
import { ACKNOWLEDGEMENTS } from './acknowledgements';
import { cfnLint } from './cfn-lint';
import { differences, synthesizeExamples, templatesOf } from './examples';
import { runMutants } from './mutants';
import { CLOUD_INIT } from './cloud-init';
import { SHELLCHECK } from './shellcheck';
import { writeCloudConfigs } from './user-data';
import { SLURM } from './slurm';
import { writeSlurmFiles } from './slurm-files';
import { writeSlurmTopologies } from './slurm-topology';
import { type Case, verify } from './verification';

/**
 * What others say of what this project makes: `npm run verify`. Every example is synthesized twice, which must give the
 * same bytes, and shown to the judges. Without a judge it goes on and says so; under CI that is a failure. The tests of the
 * nodes' scripts are shown scripts with faults, each of which must be noticed.
 */
const FOLDER = join(ROOT, '.cache', 'verify');

async function main(): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  const [first, second] = [join(FOLDER, 'first'), join(FOLDER, 'second')];
  const outdirs = await synthesizeExamples(first);
  await synthesizeExamples(second);
  const differing = differences(first, second);
  for (const path of differing) {
    console.log(`  ${path} differs from one synthesis to the next`);
  }
  const same = differing.length === 0 && outdirs.length > 0;
  console.log(
    `${same ? 'passed' : 'FAILED'}: ${outdirs.length} examples synthesized twice: ${differing.length} files differ`,
  );

  const mutants = runMutants(join(FOLDER, 'mutants.json'));
  for (const failure of mutants.failures) {
    console.log(`  ${failure}`);
  }
  const noticed = mutants.failures.length === 0;
  console.log(
    `${noticed ? 'passed' : 'FAILED'}: ${mutants.noticed} faults planted in scripts are noticed by their tests`,
  );

  const tally = verify({
    cases: [
      ...templateCases(outdirs),
      { judge: SHELLCHECK, files: scripts() },
      { judge: CLOUD_INIT, files: cloudConfigs(outdirs) },
      { judge: SLURM, files: [...slurmConfigurations(outdirs), ...writeSlurmTopologies(join(FOLDER, 'topology'))] },
    ],
    acknowledgements: ACKNOWLEDGEMENTS,
    searchPath: [join(ROOT, '.cache', 'judges', 'bin'), process.env['PATH']].join(delimiter),
    judgesRequired: !['', 'false', undefined].includes(process.env['CI']),
    display: (path) => relative(ROOT, path),
    print: (line) => console.log(line),
  });
  const own = [same, noticed];
  const passed = tally.passed + own.filter(Boolean).length;
  const failed = tally.failed + own.filter((one) => !one).length;
  console.log(`verify: ${passed} passed, ${failed} failed, ${tally.notAsked} not asked`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** One case a Region: what exists differs between them. */
function templateCases(outdirs: readonly string[]): Case[] {
  const templates = outdirs.flatMap(templatesOf);
  return [...new Set(templates.map(({ region }) => region))].map((region) => ({
    judge: cfnLint(region),
    files: templates.filter((one) => one.region === region).map(({ path }) => path),
  }));
}

/** What Slurm's controller is told by each template with a cluster of AWS PCS. */
function slurmConfigurations(outdirs: readonly string[]): string[] {
  return outdirs.flatMap((outdir) =>
    templatesOf(outdir)
      .filter(({ path }) => readFileSync(path, 'utf8').includes('"AWS::PCS::Cluster"'))
      .map(({ path }) =>
        writeSlurmFiles(
          path,
          `config/${basename(outdir)}.yaml`,
          join(FOLDER, 'slurm', basename(path, '.template.json')),
        ),
      ),
  );
}

/** Each different piece of user data in the examples. */
function cloudConfigs(outdirs: readonly string[]): string[] {
  const templates = outdirs.flatMap(templatesOf).map(({ path }) => path);
  return writeCloudConfigs(templates, join(FOLDER, 'user-data'));
}

/** The scripts of the nodes, those that are rendered, and those of CI. */
function scripts(): string[] {
  const folders = ['nodes', 'engines/slurm', 'images', 'storage'].map((folder) =>
    join(ROOT, 'constructs', folder, 'scripts'),
  );
  const ci = join(ROOT, '.ci');
  return [
    ...folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.sh'))
        .map((name) => join(folder, name)),
    ),
    ...slurmScripts(join(FOLDER, 'slurm')),
    ...imageScripts(join(FOLDER, 'images')),
    ...['run', 'judges', 'debian-judges', 'wrappers/cloud-init', 'wrappers/slurm-check'].map((name) => join(ci, name)),
  ];
}

/** Writes what components of images run into a folder, but for what is packed in them. */
function imageScripts(folder: string): string[] {
  const components = imageComponents({ engine: 'slurm', software: imageSoftware({}) });
  const steps = components.flatMap(({ id, document }) =>
    document.phases.flatMap((phase) => phase.steps.map((step) => ({ id, phase, step }))),
  );
  return writeScripts(
    folder,
    steps.map(({ id, phase, step }) => ({
      fileName: `${id}-${phase.name}.sh`,
      script: `#!/usr/bin/env bash\n# shellcheck disable=SC1091,SC2034,SC2250\n${step.script}\n`,
    })),
  );
}

/** Writes what is rendered for Slurm into a folder: the installer of its nodes, and example jobs. */
function slurmScripts(folder: string): string[] {
  const domains = ['alpha', 'bravo'].map((name) => ({ name, nodes: 18 }));
  const rendered = [
    { fileName: 'install-node.sh', script: slurmNodeInstaller().script },
    ...slurmExamples({ name: 'train', gpusPerNode: 4, domains }),
  ];
  return writeScripts(folder, rendered);
}

function writeScripts(folder: string, texts: readonly { fileName: string; script: string }[]): string[] {
  mkdirSync(folder, { recursive: true });
  return texts.map(({ fileName, script }) => {
    const path = join(folder, fileName);
    writeFileSync(path, script);
    return path;
  });
}

void main();
