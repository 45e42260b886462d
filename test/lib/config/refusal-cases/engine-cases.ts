import type { RefusalCase } from './refusal-case';
import { ULTRASERVERS, edit, withLine } from './refusal-case';

/** Keys that belong to another engine than the file's. */
export const ENGINES: readonly RefusalCase[] = [
  withLine(
    ULTRASERVERS,
    'engine-key',
    'engine: { type: ec2, ^access: {} }',
    "engine.access is for engine eks, and this cluster's is ec2; delete it, or take engine: { type: eks }",
    'engine: { type: eks, access: {} }',
  ),
  withLine(
    ULTRASERVERS,
    'engine-key',
    'engine: { type: ec2, ^version: 1.36 }',
    'engine.version is for engine eks or slurm',
    'engine: { type: eks, version: 1.36 }',
  ),
  withLine(
    ULTRASERVERS,
    'engine-key',
    'engine: { type: eks, ^queueSettings: {} }',
    'engine.queueSettings is for engine slurm',
    'engine: { type: eks, charts: {} }',
  ),
  {
    id: 'engine-key',
    wrong: edit(ULTRASERVERS, '    members:', '    ^namespaces: [default]\n    members:'),
    says: "namespaces of a pool is for engine eks, and this cluster's is ec2",
    right: `${edit(ULTRASERVERS, '    members:', '    namespaces: [default]\n    members:')}engine: { type: eks }\n`,
  },
  withLine(
    ULTRASERVERS,
    'unknown-value',
    'engine: { type: ^slrum }',
    'allowed: ec2, eks, slurm; did you mean "slurm"?',
    'engine: { type: ec2 }',
  ),
];
