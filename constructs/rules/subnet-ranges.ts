import type { Problem } from '../hardware/problem';
import { Ipv4Range } from './cidr';

/** A range with what it is, for messages: `the node subnet in zone use1-az4`. */
export interface NamedRange {
  readonly name: string;
  readonly range: Ipv4Range;
}

/** A subnet's range outside the VPC's. */
export function checkInside(subnet: NamedRange, vpc: Ipv4Range): Problem[] {
  const message = `${subnet.name}, ${subnet.range.toString()}, is not inside the VPC's range ${vpc.toString()}; correct one of the two`;
  return vpc.contains(subnet.range) ? [] : [{ id: 'node-cidr-outside', message }];
}

/**
 * A subnet's range that has addresses in common with others.
 *
 * @param remedy what to do about it
 */
export function checkApart(subnet: NamedRange, others: readonly NamedRange[], remedy: string): Problem[] {
  return others
    .filter(({ range }) => range.overlaps(subnet.range))
    .map(({ name, range }) => ({
      id: 'subnets-overlap',
      message: `${subnet.name}, ${subnet.range.toString()}, overlaps ${name}, ${range.toString()}; ${remedy}`,
    }));
}

/** The range, where the text is one. */
export function readRange(cidr: string | undefined): Ipv4Range | undefined {
  return cidr === undefined || Ipv4Range.check(cidr).length > 0 ? undefined : Ipv4Range.parse(cidr);
}
