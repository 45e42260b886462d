export { Engine } from './engine';
export type { EksEngineOptions } from './engine';
export type { EngineHolder, EngineHolderProps, EngineNodeConfig, EngineNodes, IEngine } from './engine-seam';
export type { SlurmEngineOptions } from './slurm-engine';
