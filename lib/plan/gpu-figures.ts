import type { AcceleratedInstanceType, Source } from 'cdk-ultraserver/hardware';

import type { ComputePlan } from './hardware-data';

/** What makers publish of a GPU beside what EC2 states of the instance. */
export interface GpuFigures {
  /** NVLink bandwidth of one GPU, both directions together, in GB a second; undefined where it has none. */
  readonly nvlinkGBps: number | undefined;

  /** Peak compute of one GPU. */
  readonly compute: readonly ComputePlan[];

  readonly sources: readonly Source[];
}

const READ = '2026-11-23';

const HOPPER: GpuFigures = {
  nvlinkGBps: 900,
  compute: dense({ BF16: 989, FP8: 1979 }),
  sources: [
    {
      url: 'https://www.nvidia.com/en-us/data-center/h100/',
      read: READ,
      note: 'SXM; NVIDIA gives figures with sparsity, twice the dense ones taken here. H200 computes the same. Held against https://glennklockwood.com/garden/processors/h100.',
    },
  ],
};

/**
 * By instance type, not by chip: the B200 of GB200 draws more power, and computes more, than that of HGX. A type is absent
 * where no figure is published, and so is a format.
 */
const FIGURES: Readonly<Record<string, GpuFigures>> = {
  'p6e-gb200.36xlarge': {
    nvlinkGBps: 1800,
    compute: dense({ BF16: 2500, FP8: 5000, FP4: 10_000 }),
    sources: [
      {
        url: 'https://www.nvidia.com/en-us/data-center/gb200-nvl72/',
        read: READ,
        note: 'Half of the figures with sparsity, over 72 GPUs; AWS states the same 360 petaflops of dense FP8 and 130 TB/s of NVLink for an UltraServer. Held against https://glennklockwood.com/garden/processors/B200.',
      },
    ],
  },
  'p6-b300.48xlarge': {
    nvlinkGBps: 1800,
    compute: dense({ BF16: 2250, FP8: 4500, FP4: 14_000 }),
    sources: [
      {
        url: 'https://verda.com/blog/gb300-nvl72-architecture',
        read: READ,
        note: 'Quotes NVIDIA for HGX B300, without sparsity.',
      },
    ],
  },
  'p6-b200.48xlarge': {
    nvlinkGBps: 1800,
    compute: dense({ BF16: 2250, FP8: 4500, FP4: 9000 }),
    sources: [
      {
        url: 'https://glennklockwood.com/garden/processors/B200',
        read: READ,
        note: "Quotes NVIDIA's Blackwell Architecture Technical Overview for HGX B200 at 1,000 W, without sparsity.",
      },
    ],
  },
  'p5en.48xlarge': HOPPER,
  'p5e.48xlarge': HOPPER,
  'p5.48xlarge': HOPPER,
  'trn2u.48xlarge': {
    nvlinkGBps: undefined,
    compute: dense({ BF16: 667, FP8: 1299 }),
    sources: [
      {
        url: 'https://awsdocs-neuron.readthedocs-hosted.com/en/latest/about-neuron/arch/neuron-hardware/trainium2.html',
        read: READ,
      },
    ],
  },
};

/** What is published of the GPUs of an instance type; undefined where nothing is. */
export function gpuFigures({ name, verified }: AcceleratedInstanceType): GpuFigures | undefined {
  return verified && Object.hasOwn(FIGURES, name) ? FIGURES[name] : undefined;
}

function dense(figures: Readonly<Record<string, number>>): ComputePlan[] {
  return Object.entries(figures).map(([format, tflops]) => ({ format, sparsity: 'dense', tflops }));
}
