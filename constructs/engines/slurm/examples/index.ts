export { slurmExamples } from './slurm-examples';
export type { SlurmExample, SlurmExampleQueue } from './slurm-examples';
