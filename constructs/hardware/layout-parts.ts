import type { InterfacePlacement } from './interface-placement';
import type { NetworkCard } from './network-card';

/** What the cards of one kind have in common. */
export interface NetworkCardLimits {
  /** Network interfaces that each card holds. */
  readonly maxInterfaces: number;

  /** EFA bandwidth of each card in Gbps; 0 where it holds none. */
  readonly efaGbps: number;

  /** ENA bandwidth of each card in Gbps; 0 where it holds none. */
  readonly enaGbps: number;
}

/** The whole numbers from `first` to `last`, both included, in steps of `step`. */
export function range(first: number, last: number, step = 1): number[] {
  const numbers: number[] = [];
  for (let number = first; number <= last; number += step) {
    numbers.push(number);
  }
  return numbers;
}

/** Network cards of one kind, one for each index. */
export function networkCards(indexes: number[], limits: NetworkCardLimits): NetworkCard[] {
  return indexes.map((index) => ({ index, ...limits }));
}

/** The primary interface: card 0, device 0, ENA. */
export function primaryEna(): InterfacePlacement {
  return { card: 0, device: 0, type: 'interface' };
}

/**
 * An `efa-only` interface on each of the cards: on device 0, and on card 0, whose device 0 is the primary, on device 1.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html
 */
export function efaOnly(cards: number[]): InterfacePlacement[] {
  return cards.map((card) => ({ card, device: card === 0 ? 1 : 0, type: 'efa-only' }));
}

/**
 * A further ENA interface on each of the cards, on device 1.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html
 */
export function addedEna(cards: number[]): InterfacePlacement[] {
  return cards.map((card) => ({ card, device: 1, type: 'interface' }));
}

/**
 * An interface with EFA and an IP address on each of the cards, on device 1.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html
 */
export function efaWithIp(cards: number[]): InterfacePlacement[] {
  return cards.map((card) => ({ card, device: 1, type: 'efa' }));
}
