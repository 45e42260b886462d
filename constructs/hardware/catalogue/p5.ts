import type { AcceleratedInstanceTypeFacts } from '../instance-type-facts';
import { addedEna, efaOnly, networkCards, primaryEna, range } from '../layout-parts';
import type { SharedBandwidth } from '../network-card';
import type { SoftwareRequirements } from '../software-requirements';
import { efaGuide, interfacesPerCard, MINIMUM_SOFTWARE, networkCardGuide, specifications } from './sources';

/** IP traffic of the whole instance. */
function enaOfInstance(cards: number): SharedBandwidth {
  return { of: 'instance', cards: range(0, cards - 1), gbps: 800, counts: 'ena' };
}

/** The host is the same in all three; only p5en has more of EBS. */
const HOST = {
  architecture: 'x86_64',
  vcpus: 192,
  memoryGiB: 2048,
  instanceStore: { count: 8, sizeGB: 3800 },
} as const;

/** Only the oldest driver differs: it is that of the GPU. */
function software(nvidiaDriver: string): SoftwareRequirements {
  return { nvidiaDriver, efaInstaller: '1.24.1', nccl: '2.18.3', cuda: '12.1', source: MINIMUM_SOFTWARE };
}

/** `p5.48xlarge`: facts, and the one place of its interface layouts. `p5e.48xlarge` differs in GPU and software alone. */
export const P5_48XLARGE: AcceleratedInstanceTypeFacts = {
  name: 'p5.48xlarge',
  accelerators: { model: 'NVIDIA H100', manufacturer: 'nvidia', count: 8, memoryGiB: 80 },
  ...HOST,
  ebs: { gbps: 80, iops: 260_000, volumes: 64 },
  networkCards: networkCards(range(0, 31), { maxInterfaces: 2, efaGbps: 100, enaGbps: 100 }),
  sharedBandwidth: [enaOfInstance(32)],
  efaGbps: 3200,
  layouts: [
    {
      name: 'thirty-two-efa',
      description: '3200 Gbps of EFA and up to 100 Gbps of ENA with one private address.',
      interfaces: [primaryEna(), ...efaOnly(range(0, 31))],
    },
    {
      name: 'thirty-two-efa-ena',
      description: 'ENA on every fourth card too: up to 800 Gbps of ENA, for 8 private addresses.',
      interfaces: [primaryEna(), ...efaOnly(range(0, 31)), ...addedEna(range(4, 28, 4))],
    },
  ],
  software: software('530'),
  sources: [
    specifications(),
    networkCardGuide(
      '3200 Gbps in all, of which up to 800 Gbps IP; one ENA interface for each group of four cards. The 100 Gbps a card are worked out: 3200 over 32 cards, and 100 Gbps IP with the primary alone.',
    ),
    efaGuide(),
    interfacesPerCard('2 on each of the 32 cards.'),
  ],
};

/** `p5e.48xlarge`: the cards and layouts of `p5.48xlarge` with another GPU. */
export const P5E_48XLARGE: AcceleratedInstanceTypeFacts = {
  ...P5_48XLARGE,
  name: 'p5e.48xlarge',
  accelerators: { model: 'NVIDIA H200', manufacturer: 'nvidia', count: 8, memoryGiB: 141 },
  software: software('550'),
};

/** `p5en.48xlarge`: facts, and the one place of its interface layouts. Half as many cards as p5, each twice as fast. */
export const P5EN_48XLARGE: AcceleratedInstanceTypeFacts = {
  name: 'p5en.48xlarge',
  accelerators: { model: 'NVIDIA H200', manufacturer: 'nvidia', count: 8, memoryGiB: 141 },
  ...HOST,
  ebs: { gbps: 100, iops: 400_000, volumes: 64 },
  networkCards: networkCards(range(0, 15), { maxInterfaces: 4, efaGbps: 200, enaGbps: 200 }),
  sharedBandwidth: [enaOfInstance(16)],
  efaGbps: 3200,
  layouts: [
    {
      name: 'sixteen-efa',
      description: '3200 Gbps of EFA with one private address, by the rule for all types with several cards.',
      interfaces: [primaryEna(), ...efaOnly(range(0, 15))],
    },
  ],
  software: software('550'),
  sources: [
    specifications(),
    networkCardGuide(
      'The English text has no section for p5en; the general rule is taken. That IP traffic has up to 800 Gbps of the 3200 stands in the edition for the China Regions, https://docs.amazonaws.cn/AWSEC2/latest/UserGuide/efa-acc-inst-types.html. The 200 Gbps a card are worked out: 3200 over 16 cards.',
    ),
    efaGuide(),
    interfacesPerCard('4 on each of the 16 cards.'),
  ],
};
