import type { AcceleratedInstanceTypeFacts } from 'cdk-ultraserver/hardware';
import { efaOnly, networkCards, primaryEna, range } from 'cdk-ultraserver/hardware';

/** `p9-example.48xlarge`: facts, and the one place of its interface layouts. */
export const P9_EXAMPLE_48XLARGE: AcceleratedInstanceTypeFacts = {
  name: 'p9-example.48xlarge',
  accelerators: { model: 'NVIDIA X900', manufacturer: 'nvidia', count: 8, memoryGiB: 400 },
  architecture: 'arm64',
  vcpus: 192,
  memoryGiB: 4096,
  instanceStore: { count: 8, sizeGB: 7500 },
  ebs: { gbps: 100, iops: 400_000, volumes: 64 },
  networkCards: [
    ...networkCards([0], { maxInterfaces: 4, efaGbps: 0, enaGbps: 200 }),
    ...networkCards(range(1, 8), { maxInterfaces: 2, efaGbps: 800, enaGbps: 400 }),
  ],
  // Cards 1 and 2, 3 and 4, ... sit on one NIC each.
  sharedBandwidth: range(1, 7, 2).map((card) => ({
    of: 'physical NIC',
    cards: [card, card + 1],
    gbps: 800,
    counts: 'all',
  })),
  efaGbps: 3200,
  layouts: [
    {
      name: 'four-efa',
      description: 'One EFA interface for each physical NIC, one private address.',
      interfaces: [primaryEna(), ...efaOnly([1, 3, 5, 7])],
    },
    {
      name: 'eight-efa',
      description: 'EFA on every card; the NICs are shared, so there is no more bandwidth.',
      interfaces: [primaryEna(), ...efaOnly(range(1, 8))],
    },
  ],
  nvlinkDomain: 'instance',
  software: {
    nvidiaDriver: '580',
    source: {
      url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/gpu-instances-started.html',
      read: '2027-01-31',
    },
  },
  sources: [
    { url: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html', read: '2027-01-31' },
    { url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html', read: '2027-01-31' },
  ],
};
