/**
 * `InterfaceType` of a network interface in a launch template: `interface` is ENA alone, `efa` is EFA with ENA on one
 * interface, `efa-only` is EFA without an IP address.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.html
 */
export type InterfaceType = 'interface' | 'efa' | 'efa-only';

/** One interface in its place: card, device and kind. */
export interface InterfacePlacement {
  /** Network card index, from 0. */
  readonly card: number;

  /** Device index on that card, from 0. */
  readonly device: number;
  readonly type: InterfaceType;

  /**
   * EFA bandwidth that this interface is counted on for, in Gbps. It is checked against what card, physical NIC, GPU
   * and instance carry, and set aside before the rest is shared out.
   *
   * @default - a fair share of what is left
   */
  readonly efaGbps?: number;

  /**
   * ENA bandwidth that this interface is counted on for, in Gbps; as `efaGbps`.
   *
   * @default - a fair share of what is left
   */
  readonly enaGbps?: number;
}

/** A named arrangement of interfaces, as an instance type's catalogue entry states it. */
export interface InterfaceLayoutDefinition {
  /** kebab-case, unique within the type: `four-efa`. */
  readonly name: string;

  /** What it is good for, in one sentence. */
  readonly description: string;

  readonly interfaces: InterfacePlacement[];
}

/** Whether an interface of this type has an EFA device. */
export function carriesEfa(type: InterfaceType): boolean {
  return type === 'efa' || type === 'efa-only';
}

/** Whether an interface of this type carries IP traffic, and so takes a private address. */
export function carriesEna(type: InterfaceType): boolean {
  return type === 'efa' || type === 'interface';
}
