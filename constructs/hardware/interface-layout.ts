import { fairShares, flowsOf } from './bandwidth';
import { deepFreeze } from './freeze';
import { refuseHardware } from './hardware-error';
import type { AcceleratedInstanceTypeFacts } from './instance-type-facts';
import type { InterfaceLayoutDefinition, InterfacePlacement, InterfaceType } from './interface-placement';
import { carriesEfa, carriesEna } from './interface-placement';
import { checkInterfaces } from './interface-rules';
import { nearest } from './nearest';
import type { Problem } from './problem';

/** A placed interface with the bandwidth that it can have while all others of its layout are busy. */
export interface LaidOutInterface {
  readonly networkCardIndex: number;
  readonly deviceIndex: number;
  readonly interfaceType: InterfaceType;

  /** EFA bandwidth in Gbps; 0 where it carries none. */
  readonly efaGbps: number;

  /** ENA bandwidth in Gbps; 0 where it carries none. */
  readonly enaGbps: number;

  /** Private IPv4 addresses it takes: 1, or 0 for `efa-only`. */
  readonly privateIpv4Addresses: number;
}

/** Which interfaces an instance gets. */
export interface InterfaceLayoutOptions {
  /**
   * Name of one of the type's layouts.
   *
   * @default - the type's first layout
   */
  readonly layout?: string;

  /**
   * Network cards that get an ENA interface beside what the layout gives them, for more IP bandwidth. Each takes a
   * private IPv4 address. It goes on device 1, or on the lowest free device where 1 is taken or missing. In which order
   * they are named makes no difference.
   *
   * @default - none
   */
  readonly enaCards?: number[];

  /**
   * Every interface, in place of a named layout.
   *
   * @default - the interfaces of `layout`
   */
  readonly interfaces?: InterfacePlacement[];
}

/**
 * The network interfaces of one instance: which card and device gets which kind, what each can carry, and how many
 * addresses they take. The order is the one of the layout; the primary interface comes first.
 */
export class InterfaceLayout {
  /**
   * The interfaces of one instance of the type.
   *
   * @throws HardwareError with every rule that is broken; see `checkLayout`
   */
  static of(type: AcceleratedInstanceTypeFacts, options: InterfaceLayoutOptions = {}): InterfaceLayout {
    const plan = planLayout(type, options);
    refuseHardware(plan.problems);
    return new InterfaceLayout(type, plan.name, plan.placements);
  }

  /** Name of the instance type that it is for. */
  readonly instanceType: string;

  /** Name of the layout with its added cards, `four-efa` or `four-efa+ena-4-8`; `custom` where all interfaces were given. */
  readonly name: string;

  readonly interfaces: LaidOutInterface[];

  /** EFA bandwidth in Gbps while everything is busy, EFA and ENA. */
  readonly efaGbps: number;

  /** ENA bandwidth in Gbps while everything is busy, EFA and ENA. */
  readonly enaGbps: number;

  /** EFA bandwidth in Gbps while there is no ENA traffic: the number that AWS calls "up to". */
  readonly peakEfaGbps: number;

  /** ENA bandwidth in Gbps while there is no EFA traffic: the number that AWS calls "up to". */
  readonly peakEnaGbps: number;

  /** Interfaces with an EFA device. */
  readonly efaInterfaces: number;

  /** Private IPv4 addresses that one instance takes. */
  readonly privateIpv4Addresses: number;

  private constructor(type: AcceleratedInstanceTypeFacts, name: string, placements: InterfacePlacement[]) {
    const flows = flowsOf(placements);
    const shares = fairShares(type, flows);
    const share = (placement: number, kind: 'efa' | 'ena'): number =>
      flows.reduce(
        (sum, flow, index) => (flow.placement === placement && flow.kind === kind ? sum + (shares[index] ?? 0) : sum),
        0,
      );
    const alone = (kind: 'efa' | 'ena'): number =>
      total(
        fairShares(
          type,
          flows.filter((flow) => flow.kind === kind),
        ),
      );

    this.instanceType = type.name;
    this.name = name;
    this.interfaces = placements.map((placement, index) => ({
      networkCardIndex: placement.card,
      deviceIndex: placement.device,
      interfaceType: placement.type,
      efaGbps: share(index, 'efa'),
      enaGbps: share(index, 'ena'),
      privateIpv4Addresses: carriesEna(placement.type) ? 1 : 0,
    }));
    this.efaGbps = total(this.interfaces.map((one) => one.efaGbps));
    this.enaGbps = total(this.interfaces.map((one) => one.enaGbps));
    this.peakEfaGbps = alone('efa');
    this.peakEnaGbps = alone('ena');
    this.efaInterfaces = placements.filter((placement) => carriesEfa(placement.type)).length;
    this.privateIpv4Addresses = total(this.interfaces.map((one) => one.privateIpv4Addresses));
    deepFreeze(this);
  }
}

/**
 * What is wrong with the options as the interfaces of one instance of the type. Paths begin with `layout`, `enaCards` or
 * `interfaces`.
 */
export function checkLayout(type: AcceleratedInstanceTypeFacts, options: InterfaceLayoutOptions): Problem[] {
  return planLayout(type, options).problems;
}

interface LayoutPlan {
  readonly name: string;
  readonly placements: InterfacePlacement[];
  readonly problems: Problem[];
}

function planLayout(type: AcceleratedInstanceTypeFacts, options: InterfaceLayoutOptions): LayoutPlan {
  const { layout, interfaces } = options;
  if (interfaces) {
    const placements = primaryFirst(interfaces);
    return { name: 'custom', placements, problems: [...checkAlone(options), ...checkInterfaces(type, interfaces)] };
  }
  const base = layout === undefined ? type.layouts[0] : type.layouts.find(({ name }) => name === layout);
  if (!base) {
    return { name: '', placements: [], problems: [unknownLayout(type, layout ?? '')] };
  }
  return addEnaCards(type, base, options.enaCards ?? []);
}

function checkAlone(options: InterfaceLayoutOptions): Problem[] {
  return (['layout', 'enaCards'] as const)
    .filter((key) => options[key] !== undefined)
    .map((key) => ({
      id: 'layout-or-interfaces',
      message: `'${key}' is given beside 'interfaces', which already lists every interface; give one or the other`,
      path: [key],
    }));
}

function unknownLayout(type: AcceleratedInstanceTypeFacts, layout: string): Problem {
  const names = type.layouts.map(({ name }) => name);
  const meant = nearest(layout, names);
  return {
    id: 'layout-unknown',
    message: `${type.name} has no interface layout '${layout}'${meant ? ` (did you mean '${meant}'?)` : ''}; its layouts are ${names.join(', ')}`,
    path: ['layout'],
  };
}

function addEnaCards(type: AcceleratedInstanceTypeFacts, base: InterfaceLayoutDefinition, cards: number[]): LayoutPlan {
  const problems = cards.flatMap((card, index): Problem[] => {
    const fault = enaCardFault(type, base, cards.slice(0, index), card);
    return fault ? [{ ...fault, path: ['enaCards', index] }] : [];
  });
  // A set, whatever its order in the file: another order must not give other interfaces, and so other nodes.
  const ordered = cards.toSorted((left, right) => left - right);
  const added = ordered.flatMap((card): InterfacePlacement[] => {
    const device = freeDevice(type, base.interfaces, card);
    return device === undefined ? [] : [{ card, device, type: 'interface' }];
  });
  const placements = [...base.interfaces, ...added];
  const name = cards.length > 0 ? `${base.name}+ena-${ordered.join('-')}` : base.name;
  return { name, placements, problems: problems.length > 0 ? problems : checkInterfaces(type, placements) };
}

/** Device 1, as AWS lays ENA interfaces out on cards above 0; else the lowest that is free. */
function freeDevice(
  type: AcceleratedInstanceTypeFacts,
  placements: InterfacePlacement[],
  card: number,
): number | undefined {
  const holds = type.networkCards.find(({ index }) => index === card)?.maxInterfaces ?? 0;
  const taken = new Set(placements.filter((placement) => placement.card === card).map(({ device }) => device));
  return [1, ...Array.from({ length: holds }, (_, device) => device)].find(
    (device) => device < holds && !taken.has(device),
  );
}

function enaCardFault(
  type: AcceleratedInstanceTypeFacts,
  base: InterfaceLayoutDefinition,
  before: number[],
  card: number,
): { readonly id: string; readonly message: string } | undefined {
  const found = type.networkCards.find(({ index }) => index === card);
  const free = type.networkCards
    .filter(({ index, enaGbps }) => index > 0 && enaGbps > 0 && freeDevice(type, base.interfaces, index) !== undefined)
    .map(({ index }) => index)
    .join(', ');
  const allowed = free === '' ? 'none of its cards can take one' : `cards that can take one: ${free}`;
  if (card === 0) {
    return { id: 'ena-card-primary', message: `card 0 carries the primary ENA interface already; ${allowed}` };
  }
  if (!found) {
    return { id: 'interface-card-unknown', message: `${type.name} has no network card ${card}; ${allowed}` };
  }
  if (found.enaGbps === 0) {
    return {
      id: 'ena-card-none',
      message: `card ${card} of ${type.name} holds EFA-only interfaces, so no ENA interface can be added; ${allowed}`,
    };
  }
  if (before.includes(card)) {
    return { id: 'ena-card-repeated', message: `card ${card} is named twice in enaCards; name each card once` };
  }
  if (freeDevice(type, base.interfaces, card) === undefined) {
    return {
      id: 'interface-card-full',
      message: `layout '${base.name}' leaves no room on card ${card} of ${type.name}, which holds ${found.maxInterfaces}; ${allowed}`,
    };
  }
  return undefined;
}

function primaryFirst(interfaces: InterfacePlacement[]): InterfacePlacement[] {
  const primary = interfaces.filter(({ card, device }) => card === 0 && device === 0);
  return [...primary, ...interfaces.filter((one) => !primary.includes(one))];
}

/** A sum in whole Mbps, so that thousandths add up exactly. */
function total(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + Math.round(number * 1000), 0) / 1000;
}
