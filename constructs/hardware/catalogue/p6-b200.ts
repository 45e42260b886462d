import type { AcceleratedInstanceTypeFacts } from '../instance-type-facts';
import { addedEna, efaOnly, networkCards, primaryEna, range } from '../layout-parts';
import { efaGuide, interfacesPerCard, MINIMUM_SOFTWARE, networkCardGuide, specifications } from './sources';

/** `p6-b200.48xlarge`: facts, and the one place of its interface layouts. */
export const P6_B200_48XLARGE: AcceleratedInstanceTypeFacts = {
  name: 'p6-b200.48xlarge',
  accelerators: { model: 'NVIDIA B200', manufacturer: 'nvidia', count: 8, memoryGiB: 179 },
  architecture: 'x86_64',
  vcpus: 192,
  memoryGiB: 2048,
  instanceStore: { count: 8, sizeGB: 3800 },
  ebs: { gbps: 100, iops: 400_000, volumes: 64 },
  networkCards: networkCards(range(0, 7), { maxInterfaces: 4, efaGbps: 400, enaGbps: 200 }),
  efaGbps: 3200,
  layouts: [
    {
      name: 'eight-efa',
      description: '3200 Gbps of EFA and up to 200 Gbps of ENA with one private address.',
      interfaces: [primaryEna(), ...efaOnly(range(0, 7))],
    },
    {
      name: 'eight-efa-ena',
      description: 'EFA and ENA on every card: up to 1600 Gbps of ENA, for 8 private addresses.',
      interfaces: [primaryEna(), ...efaOnly(range(0, 7)), ...addedEna(range(1, 7))],
    },
  ],
  software: {
    nvidiaDriver: '570',
    efaInstaller: '1.41.0',
    nccl: '2.26.2-1',
    cuda: '12.8',
    source: MINIMUM_SOFTWARE,
  },
  sources: [
    specifications(),
    networkCardGuide(
      'EFA and ENA share a card, so its 400 Gbps are split where both are busy. An earlier revision gave card 0 an efa interface and put the others on device 1.',
    ),
    efaGuide(),
    interfacesPerCard('4 on each of the 8 cards.'),
  ],
};
