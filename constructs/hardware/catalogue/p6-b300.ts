import type { AcceleratedInstanceTypeFacts } from '../instance-type-facts';
import { addedEna, efaOnly, networkCards, primaryEna, range } from '../layout-parts';
import { efaGuide, interfacesPerCard, MINIMUM_SOFTWARE, networkCardGuide, specifications } from './sources';

/** `p6-b300.48xlarge`: facts, and the one place of its interface layouts. Card 0 has no EFA. */
export const P6_B300_48XLARGE: AcceleratedInstanceTypeFacts = {
  name: 'p6-b300.48xlarge',
  accelerators: { model: 'NVIDIA B300', manufacturer: 'nvidia', count: 8, memoryGiB: 268 },
  architecture: 'x86_64',
  vcpus: 192,
  memoryGiB: 4096,
  instanceStore: { count: 8, sizeGB: 3800 },
  ebs: { gbps: 100, iops: 400_000, volumes: 64 },
  networkCards: [
    ...networkCards([0], { maxInterfaces: 4, efaGbps: 0, enaGbps: 350 }),
    ...networkCards(range(1, 16), { maxInterfaces: 4, efaGbps: 400, enaGbps: 220 }),
  ],
  efaGbps: 6400,
  layouts: [
    {
      name: 'sixteen-efa',
      description: '6400 Gbps of EFA and up to 350 Gbps of ENA with one private address.',
      interfaces: [primaryEna(), ...efaOnly(range(1, 16))],
    },
    {
      name: 'sixteen-efa-ena',
      description: 'EFA and ENA on every card above 0: up to 3870 Gbps of ENA, for 17 private addresses.',
      interfaces: [primaryEna(), ...efaOnly(range(1, 16)), ...addedEna(range(1, 16))],
    },
  ],
  software: {
    nvidiaDriver: '580',
    efaInstaller: '1.44.0',
    nccl: '2.28.3',
    cuda: '13.0',
    source: MINIMUM_SOFTWARE,
  },
  sources: [
    specifications('Accelerator memory is stated as 2148 GiB in all and 268 GiB each: 268.5 rounded down.'),
    networkCardGuide(
      'EFA and ENA share a card, so its 400 Gbps are split where both are busy. An earlier revision put the interfaces on devices 1 and 2; its own command line and the present text say 0 and 1.',
    ),
    efaGuide(),
    interfacesPerCard('4 on each of the 17 cards.'),
  ],
};
