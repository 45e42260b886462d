import type { UnpublishedHardware } from '../unpublished-facts';
import { GRACE_BLACKWELL_DRIVER_FAULTS } from './p6e-gb200';

/**
 * `p6e-gb300.36xlarge`: announced and sold, but its cards, sizes and UltraServer name are in no AWS page. The facts are
 * the user's to state; see `UnpublishedProfile.GB300`.
 */
export const GB300: UnpublishedHardware = {
  instanceTypeName: 'p6e-gb300.36xlarge',
  ultraServerPrefix: 'u-p6e-gb300x',
  acceleratorModel: 'NVIDIA GB300',
  manufacturer: 'nvidia',
  architecture: 'arm64',
  // NVL72: 72 GPUs in one domain, which one instance cannot hold.
  nvlinkDomain: 'ultraserver',
  software: {
    driverFaults: GRACE_BLACKWELL_DRIVER_FAULTS,
    source: {
      url: 'https://github.com/NVIDIA/aicr/pull/2439',
      read: '2026-11-23',
      note: 'The failure of branch 595 was measured on p6e-gb300r.36xlarge, an allow-listed relative. No oldest driver is published.',
    },
  },
  known:
    'known is the spelling p6e-gb300.36xlarge, from the AWS PCS user guide, and that its images are arm64; ' +
    'the UltraServer name u-p6e-gb300x72 is nowhere confirmed: take names and numbers from your AWS account team, ' +
    'DescribeInstanceTypes and DescribeCapacityBlockOfferings',
  sources: [
    {
      url: 'https://docs.aws.amazon.com/pcs/latest/userguide/capacity-blocks-nvidia-imex.html',
      read: '2026-11-23',
      note: 'Names p6e-gb300.36xlarge among the UltraServer instances, and nothing more of it.',
    },
    {
      url: 'https://aws.amazon.com/about-aws/whats-new/2025/12/amazon-ec2-p6e-gb300-ultraservers-nvidia-gb300-nvl72-generally-available/',
      read: '2026-11-23',
      note: 'GB300 NVL72 UltraServers, 1.5 times the GPU memory of P6e-GB200. Read as quoted elsewhere.',
    },
    {
      url: 'https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-optimized-ami.html',
      read: '2026-11-23',
      note: 'p6e-gb300 among the families of the ARM NVIDIA images.',
    },
    {
      url: 'https://github.com/NVIDIA/aicr/issues/1410',
      read: '2026-11-23',
      note: 'NVIDIA found no public page with its EFA cards either. p6e-gb300r.36xlarge in that thread is another type, for allow-listed accounts.',
    },
  ],
};
