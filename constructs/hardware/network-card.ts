/**
 * One network card of an instance type, as EC2 numbers them.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html#network-cards
 */
export interface NetworkCard {
  /** The network card index (NCI), from 0. */
  readonly index: number;

  /** How many network interfaces of any kind the card holds, at least 1. Device indexes run from 0 to one less. */
  readonly maxInterfaces: number;

  /** EFA bandwidth of the card in Gbps; 0 where the card holds no EFA interface. */
  readonly efaGbps: number;

  /** ENA (IP) bandwidth of the card in Gbps; 0 where the card holds no ENA interface. */
  readonly enaGbps: number;

  /**
   * What the card carries in all, EFA and ENA together, in Gbps.
   *
   * @default - the larger of `efaGbps` and `enaGbps`: the two share the card
   */
  readonly gbps?: number;
}

/**
 * A limit that several cards share: the physical NIC that they sit on, the path to one GPU, or the whole instance.
 */
export interface SharedBandwidth {
  /** What is shared, as messages name it. */
  readonly of: 'physical NIC' | 'GPU' | 'instance';

  /** The indexes of the cards that share it. */
  readonly cards: number[];

  /** What they carry together, in Gbps. */
  readonly gbps: number;

  /** Which traffic counts: everything, EFA alone (a GPU's path), or ENA alone (a limit on IP traffic). */
  readonly counts: 'all' | 'efa' | 'ena';
}

/** What a card carries in all, in Gbps. */
export function cardGbps(card: NetworkCard): number {
  return card.gbps ?? Math.max(card.efaGbps, card.enaGbps);
}
