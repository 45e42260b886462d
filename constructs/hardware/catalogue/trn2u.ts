import type { AcceleratedInstanceTypeFacts } from '../instance-type-facts';
import { efaOnly, networkCards, primaryEna, range } from '../layout-parts';
import type { Source } from '../source';
import type { CatalogueUltraServer } from './entry';
import { efaGuide, interfacesPerCard, networkCardGuide, specifications } from './sources';

function neuronGuide(note?: string): Source {
  return {
    url: 'https://awsdocs-neuron.readthedocs-hosted.com/en/latest/about-neuron/arch/neuron-hardware/trn2-arch.html',
    read: '2026-11-23',
    note,
  };
}

/** `trn2u.48xlarge`: facts, and the one place of its interface layouts. No NVLink: the chips speak NeuronLink. */
export const TRN2U_48XLARGE: AcceleratedInstanceTypeFacts = {
  name: 'trn2u.48xlarge',
  accelerators: { model: 'AWS Trainium2', manufacturer: 'aws-neuron', count: 16, memoryGiB: 96 },
  architecture: 'x86_64',
  vcpus: 192,
  memoryGiB: 2048,
  instanceStore: { count: 4, sizeGB: 1900 },
  ebs: { gbps: 80, iops: 260_000, volumes: 64 },
  networkCards: networkCards(range(0, 15), { maxInterfaces: 2, efaGbps: 200, enaGbps: 200 }),
  efaGbps: 3200,
  layouts: [
    {
      name: 'sixteen-efa',
      description: '3200 Gbps of EFA with one private address, by the rule for all types with several cards.',
      interfaces: [primaryEna(), ...efaOnly(range(0, 15))],
    },
  ],
  nvlinkDomain: 'none',
  sources: [
    neuronGuide(
      '16 chips with 1536 GiB in all: 96 GiB each. EFA 3200 Gbps an instance; the guide repeats 3200 in its column for the UltraServer, where 4 x 3200 is taken.',
    ),
    specifications(
      '16 x 200 Gigabit. Gives trn2u no accelerators and trn2 512 GiB a chip; the 96 GiB of the Neuron guide are taken.',
    ),
    networkCardGuide(
      'No section of its own; the general rule is taken. No limit on ENA is stated beside that of a card.',
    ),
    efaGuide(),
    interfacesPerCard('2 on each of the 16 cards.'),
  ],
};

/** Four instances in one NeuronLink domain. */
export const TRN2_ULTRASERVERS: CatalogueUltraServer[] = [
  {
    name: 'u-trn2x64',
    instanceTypeName: TRN2U_48XLARGE.name,
    instanceCount: 4,
    acceleratorCount: 64,
    sources: [neuronGuide('Four trn2u.48xlarge. Whether EC2 sells the instance type by itself is stated nowhere.')],
  },
];
