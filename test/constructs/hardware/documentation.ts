/**
 * What AWS's pages say, typed in from their text and never from the catalogue: the other side of the comparison.
 *
 * - specifications: https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html
 * - network cards: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html
 * - interfaces a card: https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/aws/vpc/limits.go and, for
 *   p6e-gb200, https://github.com/aws/aws-parallelcluster/pull/6930
 */
export interface DocumentedType {
  readonly name: string;
  readonly architecture: 'arm64' | 'x86_64';
  readonly vcpus: number;
  readonly memoryGiB: number;
  /** How many accelerators of how many GiB. */
  readonly accelerators: readonly [number, number];
  /** How many instance store volumes of how many GB. */
  readonly instanceStore: readonly [number, number];
  /** Gbps, IOPS, volumes. */
  readonly ebs: readonly [number, number, number];
  readonly cards: number;
  readonly interfaces: number;
  readonly interfacesOnCard: (card: number) => number;
  readonly efaOnCard: (card: number) => number;
  readonly enaOnCard: (card: number) => number;
  readonly efaGbps: number;
  /** Cards that share so many Gbps of such traffic. */
  readonly shared: readonly {
    readonly cards: readonly number[];
    readonly gbps: number;
    readonly traffic: 'all' | 'efa' | 'ena';
  }[];
}

const isOdd = (card: number) => card % 2 === 1;
const all = (cards: number) => Array.from({ length: cards }, (_, card) => card);

const P5 = {
  architecture: 'x86_64',
  vcpus: 192,
  memoryGiB: 2048,
  instanceStore: [8, 3800],
  ebs: [80, 260000, 64],
  cards: 32,
  interfaces: 64,
  interfacesOnCard: () => 2,
  efaOnCard: () => 100,
  enaOnCard: () => 100,
  efaGbps: 3200,
  shared: [{ cards: all(32), gbps: 800, traffic: 'ena' }],
} as const satisfies Partial<DocumentedType>;

const P4 = {
  architecture: 'x86_64',
  vcpus: 96,
  memoryGiB: 1152,
  instanceStore: [8, 1000],
  ebs: [19, 80000, 28],
  cards: 4,
  interfaces: 60,
  interfacesOnCard: () => 15,
  efaOnCard: () => 100,
  enaOnCard: () => 100,
  efaGbps: 400,
  shared: [],
} as const satisfies Partial<DocumentedType>;

export const DOCUMENTED: readonly DocumentedType[] = [
  {
    name: 'p6e-gb200.36xlarge',
    architecture: 'arm64',
    vcpus: 144,
    memoryGiB: 960,
    accelerators: [4, 185],
    instanceStore: [3, 7500],
    ebs: [60, 240000, 64],
    cards: 17,
    interfaces: 39,
    interfacesOnCard: (card) => (card === 0 ? 15 : isOdd(card) ? 1 : 2),
    efaOnCard: (card) => (card === 0 ? 0 : isOdd(card) ? 400 : 200),
    enaOnCard: (card) => (card === 0 ? 100 : isOdd(card) ? 0 : 200),
    efaGbps: 1600,
    shared: [
      { cards: [1, 2], gbps: 400, traffic: 'all' },
      { cards: [3, 4], gbps: 400, traffic: 'all' },
      { cards: [5, 6], gbps: 400, traffic: 'all' },
      { cards: [7, 8], gbps: 400, traffic: 'all' },
      { cards: [9, 10], gbps: 400, traffic: 'all' },
      { cards: [11, 12], gbps: 400, traffic: 'all' },
      { cards: [13, 14], gbps: 400, traffic: 'all' },
      { cards: [15, 16], gbps: 400, traffic: 'all' },
      { cards: [1, 3], gbps: 400, traffic: 'efa' },
      { cards: [5, 7], gbps: 400, traffic: 'efa' },
      { cards: [9, 11], gbps: 400, traffic: 'efa' },
      { cards: [13, 15], gbps: 400, traffic: 'efa' },
    ],
  },
  {
    name: 'p6-b300.48xlarge',
    architecture: 'x86_64',
    vcpus: 192,
    memoryGiB: 4096,
    accelerators: [8, 268],
    instanceStore: [8, 3800],
    ebs: [100, 400000, 64],
    cards: 17,
    interfaces: 68,
    interfacesOnCard: () => 4,
    efaOnCard: (card) => (card === 0 ? 0 : 400),
    enaOnCard: (card) => (card === 0 ? 350 : 220),
    efaGbps: 6400,
    shared: [],
  },
  {
    name: 'p6-b200.48xlarge',
    architecture: 'x86_64',
    vcpus: 192,
    memoryGiB: 2048,
    accelerators: [8, 179],
    instanceStore: [8, 3800],
    ebs: [100, 400000, 64],
    cards: 8,
    interfaces: 32,
    interfacesOnCard: () => 4,
    efaOnCard: () => 400,
    enaOnCard: () => 200,
    efaGbps: 3200,
    shared: [],
  },
  {
    ...P5,
    name: 'p5en.48xlarge',
    accelerators: [8, 141],
    ebs: [100, 400000, 64],
    cards: 16,
    interfacesOnCard: () => 4,
    efaOnCard: () => 200,
    enaOnCard: () => 200,
    shared: [{ cards: all(16), gbps: 800, traffic: 'ena' }],
  },
  { ...P5, name: 'p5e.48xlarge', accelerators: [8, 141] },
  { ...P5, name: 'p5.48xlarge', accelerators: [8, 80] },
  { ...P4, name: 'p4d.24xlarge', accelerators: [8, 40] },
  { ...P4, name: 'p4de.24xlarge', accelerators: [8, 80] },
  {
    name: 'trn2u.48xlarge',
    architecture: 'x86_64',
    vcpus: 192,
    memoryGiB: 2048,
    accelerators: [16, 96],
    instanceStore: [4, 1900],
    ebs: [80, 260000, 64],
    cards: 16,
    interfaces: 32,
    interfacesOnCard: () => 2,
    efaOnCard: () => 200,
    enaOnCard: () => 200,
    efaGbps: 3200,
    shared: [],
  },
];

/** What must be done before types of these names can be held against their pages; nothing where all are typed in. */
export function undocumented(names: readonly string[]): string[] {
  return names
    .filter((name) => !DOCUMENTED.some((type) => type.name === name))
    .map((name) => `${name}: add it to test/constructs/hardware/documentation.ts, from AWS's page`);
}

/** The types that are typed in here. Properties range over these: that one is missing is told once, by its own test. */
export function typedIn<T extends { readonly name: string }>(types: readonly T[]): T[] {
  return types.filter(({ name }) => undocumented([name]).length === 0);
}

/** @throws Error where the type is not typed in */
export function documented(name: string): DocumentedType {
  const found = DOCUMENTED.find((type) => type.name === name);
  if (!found) {
    throw new Error(undocumented([name]).join());
  }
  return found;
}

/** One interface as the pages write it: card/device and kind. */
export interface Placed {
  readonly card: number;
  readonly device: number;
  readonly type: string;
}

/** The rules of the pages, said once more and in another way: yes or no. */
export function allowedByDocumentation(name: string, placed: readonly Placed[]): boolean {
  const type = documented(name);
  const primary = placed.filter(({ card, device }) => card === 0 && device === 0);
  if (primary.length !== 1 || primary[0]?.type === 'efa-only') {
    return false;
  }
  const places = new Set(placed.map(({ card, device }) => `${card}:${device}`));
  if (places.size !== placed.length) {
    return false;
  }
  for (const { card, device, type: kind } of placed) {
    const exists = Number.isInteger(card) && card >= 0 && card < type.cards;
    if (!exists || !Number.isInteger(device) || device < 0 || device >= type.interfacesOnCard(card)) {
      return false;
    }
    if (kind !== 'interface' && type.efaOnCard(card) === 0) {
      return false;
    }
    if (kind !== 'efa-only' && type.enaOnCard(card) === 0) {
      return false;
    }
  }
  const efaCards = placed.filter(({ type: kind }) => kind !== 'interface').map(({ card }) => card);
  return new Set(efaCards).size === efaCards.length;
}
