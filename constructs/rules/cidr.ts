import type { Problem } from '../hardware/problem';

/**
 * Addresses that AWS keeps of every subnet: the first four and the last.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export const RESERVED_ADDRESSES_PER_SUBNET = 5;

const DOTTED = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/**
 * An IPv4 range in CIDR form: `10.0.0.0/16`. Always canonical: no bit is set beyond the prefix.
 */
export class Ipv4Range {
  /**
   * What is wrong with a text that should be a range; nothing where it is one.
   */
  public static check(text: string): Problem[] {
    const parts = DOTTED.exec(text)?.slice(1) ?? [];
    const octets = parts.slice(0, 4).map(Number);
    const prefix = Number(parts[4]);
    if (parts.length !== 5 || octets.some((octet) => octet > 255) || prefix > 32) {
      return [{ id: 'cidr-form', message: `'${text}' is no IPv4 range; write one as '10.0.0.0/16'` }];
    }
    const canonical = new Ipv4Range(toNumber(octets), prefix).toString();
    return canonical === text
      ? []
      : [
          {
            id: 'cidr-canonical',
            message: `'${text}' is not how the range is written: its first address is another; did you mean '${canonical}'?`,
          },
        ];
  }

  /**
   * Reads a range.
   *
   * @throws RangeError if the text is no canonical range; ask `check` first where it comes from a user
   */
  public static parse(text: string): Ipv4Range {
    const [problem] = Ipv4Range.check(text);
    if (problem) {
      throw new RangeError(problem.message);
    }
    const [a, b, c, d, prefix] = text.split(/[./]/).map(Number) as [number, number, number, number, number];
    return new Ipv4Range(toNumber([a, b, c, d]), prefix);
  }

  /** The first address, as a number from 0 to 2^32 - 1. */
  public readonly first: number;

  /** Length of the prefix in bits: 16 for a /16. */
  public readonly prefix: number;

  private constructor(address: number, prefix: number) {
    this.prefix = prefix;
    this.first = address - (address % 2 ** (32 - prefix));
  }

  /** Number of addresses in the range. */
  public get size(): number {
    return 2 ** (32 - this.prefix);
  }

  /** The last address, as a number. */
  public get last(): number {
    return this.first + this.size - 1;
  }

  /** Addresses that network interfaces and prefixes can have when the range is a subnet's. Never negative. */
  public get usableAddresses(): number {
    return Math.max(0, this.size - RESERVED_ADDRESSES_PER_SUBNET);
  }

  /** Whether the other range lies wholly in this one. A range contains itself. */
  public contains(other: Ipv4Range): boolean {
    return other.first >= this.first && other.last <= this.last;
  }

  /** Whether the two have an address in common. */
  public overlaps(other: Ipv4Range): boolean {
    return other.first <= this.last && this.first <= other.last;
  }

  /**
   * One of the equal parts of this range.
   *
   * @param prefix of the part; not shorter than this range's
   * @param index which one, from 0
   * @throws RangeError if there is no such part
   */
  public part(prefix: number, index: number): Ipv4Range {
    const parts = 2 ** (prefix - this.prefix);
    if (prefix < this.prefix || prefix > 32 || index < 0 || index >= parts) {
      throw new RangeError(`${this.toString()} has no /${prefix} number ${index}`);
    }
    return new Ipv4Range(this.first + index * 2 ** (32 - prefix), prefix);
  }

  /** The canonical form: `10.0.0.0/16`. */
  public toString(): string {
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(this.first / 2 ** shift) % 256);
    return `${octets.join('.')}/${this.prefix}`;
  }
}

function toNumber(octets: readonly number[]): number {
  return octets.reduce((address, octet) => address * 256 + octet, 0);
}
