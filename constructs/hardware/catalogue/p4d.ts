import type { AcceleratedInstanceTypeFacts } from '../instance-type-facts';
import { efaOnly, networkCards, primaryEna, range } from '../layout-parts';
import { efaGuide, interfacesPerCard, networkCardGuide, specifications } from './sources';

/** `p4d.24xlarge`: facts, and the one place of its interface layouts. `p4de.24xlarge` differs in GPU memory alone. */
export const P4D_24XLARGE: AcceleratedInstanceTypeFacts = {
  name: 'p4d.24xlarge',
  accelerators: { model: 'NVIDIA A100', manufacturer: 'nvidia', count: 8, memoryGiB: 40 },
  architecture: 'x86_64',
  vcpus: 96,
  memoryGiB: 1152,
  instanceStore: { count: 8, sizeGB: 1000 },
  ebs: { gbps: 19, iops: 80_000, volumes: 28 },
  networkCards: networkCards(range(0, 3), { maxInterfaces: 15, efaGbps: 100, enaGbps: 100 }),
  efaGbps: 400,
  layouts: [
    {
      name: 'four-efa',
      description: '400 Gbps of EFA with one private address, by the rule for all types with several cards.',
      interfaces: [primaryEna(), ...efaOnly(range(0, 3))],
    },
  ],
  sources: [
    specifications('4 x 100 Gigabit.'),
    networkCardGuide(
      'No section of its own; the general rule is taken. No limit on ENA is stated beside that of a card.',
    ),
    efaGuide('RDMA read, but no RDMA write (EFAv1). EFA traffic between P4d or P4de and other types is not supported.'),
    interfacesPerCard('15 on each of the 4 cards.'),
    {
      url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/gpu-instances-started.html',
      read: '2026-11-23',
      note: 'Names no oldest driver for P4d and P4de, so none is checked.',
    },
  ],
};

/** `p4de.24xlarge`: `p4d.24xlarge` with 80 GiB a GPU. */
export const P4DE_24XLARGE: AcceleratedInstanceTypeFacts = {
  ...P4D_24XLARGE,
  name: 'p4de.24xlarge',
  accelerators: { model: 'NVIDIA A100', manufacturer: 'nvidia', count: 8, memoryGiB: 80 },
};
