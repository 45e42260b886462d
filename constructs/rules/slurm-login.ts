import type { CpuArchitecture } from '../hardware/instance-type-facts';
import type { Problem } from '../hardware/problem';

/** Login nodes of a Slurm cluster. */
export interface SlurmLogin {
  /** Their instance type: `m7g.large`. */
  readonly instanceType: string;
  readonly count: number;

  /** The architecture of their image. */
  readonly architecture: CpuArchitecture;
}

/** Names of Graviton families end in a generation, `g`, and what else they have: m7g, c8gn, r6gd. */
const GRAVITON = /^(?:a1|[a-z]+\d+g[a-z]*)\./;

/** What is wrong with login nodes. */
export function checkSlurmLogin({ instanceType, count, architecture }: SlurmLogin): Problem[] {
  const problems: Problem[] = [];
  const type = GRAVITON.test(instanceType) ? 'arm64' : 'x86_64';
  if (!/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(instanceType)) {
    const message = `'${instanceType}' is no instance type; give one such as m7g.large`;
    problems.push({ id: 'slurm-login-type', message, path: ['instanceType'] });
  } else if (type !== architecture) {
    problems.push({
      id: 'slurm-login-image',
      message: `the image is built for ${architecture}, but ${instanceType} runs ${type}; choose an image or a type to match`,
      path: ['image'],
    });
  }
  if (!Number.isInteger(count) || count < 1) {
    const message = `there is one login node at least, got ${count}; give a whole number`;
    problems.push({ id: 'slurm-login-count', message, path: ['count'] });
  }
  return problems;
}
