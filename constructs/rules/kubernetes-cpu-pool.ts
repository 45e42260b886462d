import type { Problem } from '../hardware/problem';

/** Families of Graviton instances without accelerators: `m8g`, `c7gn`, `r8gd`, `x2gd`, `t4g`, `im4gn`. */
const GRAVITON_FAMILY = /^(?:c|m|r|t|x|i|im|is)\d+g[a-z]*$/;
const AMI_ALIAS = /^al2023@v\d{8}$/;

/** What a pool of CPU nodes is to be made of. */
export interface CpuPoolDemand {
  /** The pool's name, for messages. */
  readonly name: string;

  /** Families of instances, `['m8g']`. @default - any that the pool may have */
  readonly families?: string[];

  /** CPUs that the pool may come to. */
  readonly maxCpus: number;

  /** Image of the nodes: `al2023@v20260728`. */
  readonly image: string;
}

/**
 * What is wrong with a pool of CPU nodes. It scales by itself, so it must be bounded, must not buy accelerators and must
 * not change its image by itself.
 *
 * @see https://karpenter.sh/docs/concepts/nodeclasses/
 */
export function checkCpuPool({ name, families = [], maxCpus, image }: CpuPoolDemand): Problem[] {
  const problems = families.flatMap((family, index): Problem[] =>
    GRAVITON_FAMILY.test(family)
      ? []
      : [
          {
            id: 'kubernetes-cpu-family',
            message:
              `CPU pool ${name} takes families of Graviton instances without accelerators, like m8g or c8gn, got '${family}'; ` +
              'nodes with accelerators come from reserved capacity, in a pool of their own',
            path: ['families', index],
          },
        ],
  );
  if (!Number.isInteger(maxCpus) || maxCpus < 1) {
    problems.push({
      id: 'kubernetes-cpu-limit',
      message: `CPU pool ${name} must have a whole number of CPUs of at least 1 as its limit, got ${maxCpus}`,
      path: ['maxCpus'],
    });
  }
  if (!AMI_ALIAS.test(image)) {
    problems.push({
      id: 'kubernetes-cpu-image',
      message:
        `the image of CPU pool ${name} must name a release of Amazon Linux 2023, like al2023@v20260728, got '${image}'; ` +
        'with al2023@latest every release of AWS would replace the nodes',
      path: ['image'],
    });
  }
  return problems;
}
