import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';

import { loadCluster } from '../../lib/config/load-cluster';
import { parseCluster } from '../../lib/config/parse-cluster';
import type { ClusterModel } from '../../lib/config/model';
import { defineCluster } from '../../lib/stacks/cluster-app';
import { cdkContext } from './app';
import { CLUSTER_FILES } from './cluster-files';

/** Every example cluster file, as `config/<name>.yaml`. */
export const EXAMPLES = CLUSTER_FILES.map((file) => `config/${file}`);

/** A template as far as tests look into it. */
export interface ClusterTemplate {
  readonly Resources: Record<string, { readonly Type: string; readonly Metadata?: Record<string, unknown> }>;
  readonly Outputs?: Record<string, unknown>;
}

/** One entry of CDK's validation report. */
export interface Violation {
  readonly plugin: string;
  readonly rule: string;
  readonly constructs: string[];
}

interface ValidationReport {
  readonly pluginReports: {
    readonly pluginName: string;
    readonly violations?: { readonly ruleName: string; readonly violatingConstructs?: { constructPath?: string }[] }[];
  }[];
}

/** What a synthesis left behind. */
export interface Synthesis {
  /** Text of each template, by stack. */
  readonly templates: ReadonlyMap<string, string>;

  /** Everything that the validation reports, warnings too. */
  readonly violations: Violation[];

  /** Context that CDK would have to ask an account for. */
  readonly missing: unknown[];
}

export interface SynthesisOptions {
  /** Whether CDK's own validation runs: two seconds. @default false */
  readonly validate?: boolean;

  /** Further validation plugins. @default - none */
  readonly plugins?: (app: App) => IPolicyValidationPlugin[];

  /** What else is to be done to the app. @default - nothing */
  readonly change?: (app: App) => void;
}

/** Synthesizes the stacks of a cluster as `bin/app.ts` does. */
export function synthesize(model: ClusterModel, options: SynthesisOptions = {}): Synthesis {
  const outdir = mkdtempSync(join(tmpdir(), 'cluster-'));
  const silenced = jest.spyOn(console, 'error').mockImplementation();
  try {
    const app = new App({
      // The CDK CLI asks for paths in the templates; so do tests that tell resources apart.
      // The layer with kubectl is 37 MB that no test reads.
      context: {
        ...cdkContext(),
        'aws:cdk:enable-path-metadata': true,
        'aws:cdk:disable-asset-staging': true,
      },
      outdir,
      analyticsReporting: false,
      builtinCloudFormationValidation: options.validate ?? false,
    });
    defineCluster(app, model);
    options.change?.(app);
    const plugins = options.plugins?.(app) ?? [];
    if (plugins.length > 0) {
      Validations.of(app).addPlugins(...plugins);
    }
    try {
      app.synth();
    } catch (error) {
      // Where validation plugins object, their report says what; anything else is for the caller.
      if (!existsSync(join(outdir, 'validation-report.json'))) {
        throw error;
      }
    }
    return readSynthesis(outdir);
  } finally {
    silenced.mockRestore();
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The model of an example. */
export function exampleModel(file: string): ClusterModel {
  return loadCluster(file);
}

/** The model of a cluster file's text. */
export function modelOf(text: string): ClusterModel {
  const parsed = parseCluster(text, 'test.yaml');
  if (!parsed.model) {
    throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  }
  return parsed.model;
}

function readSynthesis(outdir: string): Synthesis {
  const manifest = readJson(outdir, 'manifest.json') as { missing?: unknown[] };
  const report = readReport(outdir);
  const templates = readdirSync(outdir)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => [file.replace('.template.json', ''), readFileSync(join(outdir, file), 'utf8')] as const);
  return {
    templates: new Map(templates),
    missing: manifest.missing ?? [],
    violations: report.pluginReports.flatMap(({ pluginName, violations = [] }) =>
      violations.map(({ ruleName, violatingConstructs = [] }) => ({
        plugin: pluginName,
        rule: ruleName,
        constructs: violatingConstructs.map(({ constructPath = '?' }) => constructPath),
      })),
    ),
  };
}

/** CDK writes no report where it has nothing to validate with. */
function readReport(outdir: string): ValidationReport {
  return existsSync(join(outdir, 'validation-report.json'))
    ? (readJson(outdir, 'validation-report.json') as ValidationReport)
    : { pluginReports: [] };
}

function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}
