import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { ROOT, runApp } from '../support/app-process';
import { NOT_CLUSTERS } from '../support/cluster-files';

/** A template and the Region that it is for. */
export interface RegionTemplate {
  readonly path: string;
  readonly region: string;
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<string, { readonly environment?: string; readonly properties?: { readonly templateFile?: string } }>
  >;
}

/** Every example cluster file and fleet file, from the root of the repository. */
export function exampleFiles(): string[] {
  return ['config', 'config/fleets'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.yaml') && !NOT_CLUSTERS.includes(name))
      .map((name) => `${folder}/${name}`),
  );
}

/**
 * Synthesizes every example in processes of their own, two at a time.
 *
 * @returns folder of each cloud assembly, in `folder`
 */
export async function synthesizeExamples(folder: string): Promise<string[]> {
  const files = exampleFiles();
  const outdirs = files.map((file) => join(folder, basename(file, '.yaml')));
  const worker = async (first: number): Promise<void> => {
    for (let index = first; index < files.length; index += 2) {
      const [cluster = '', outdir = ''] = [files[index], outdirs[index]];
      await runApp({ context: { cluster }, outdir, validation: false });
    }
  };
  await Promise.all([worker(0), worker(1)]);
  return outdirs;
}

/** The templates of a cloud assembly. */
export function templatesOf(outdir: string): RegionTemplate[] {
  const { artifacts } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as Manifest;
  return Object.values(artifacts).flatMap(({ environment, properties }) =>
    properties?.templateFile === undefined || environment === undefined
      ? []
      : [{ path: join(outdir, properties.templateFile), region: basename(environment) }],
  );
}

/** Paths of the files that differ between two folders, or that only one of them has. */
export function differences(one: string, other: string): string[] {
  const [left, right] = [contents(one), contents(other)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((path) => left.get(path) !== right.get(path));
}

function contents(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length), readFileSync(path, 'latin1')]),
  );
}
