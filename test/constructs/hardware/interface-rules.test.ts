import type { AcceleratedInstanceTypeFacts, InterfacePlacement, InterfaceType } from 'cdk-ultraserver/hardware';
import { AcceleratedInstanceType, checkInterfaces } from 'cdk-ultraserver/hardware';
import { P6E_GB200_36XLARGE } from '../../../constructs/hardware/catalogue/p6e-gb200';

const GB200 = AcceleratedInstanceType.P6E_GB200_36XLARGE;
const B300 = AcceleratedInstanceType.P6_B300_48XLARGE;
const B200 = AcceleratedInstanceType.P6_B200_48XLARGE;

function defaultOf(type: AcceleratedInstanceType): InterfacePlacement[] {
  return [...(type.layouts[0]?.interfaces ?? [])];
}

/** The default layout with one entry changed. */
function changed(
  type: AcceleratedInstanceType,
  index: number,
  change: Partial<InterfacePlacement>,
): InterfacePlacement[] {
  return defaultOf(type).map((placement, place) => (place === index ? { ...placement, ...change } : placement));
}

/** The default layout with entries added. */
function added(type: AcceleratedInstanceType, ...placements: InterfacePlacement[]): InterfacePlacement[] {
  return [...defaultOf(type), ...placements];
}

interface Fault {
  readonly rule: string;
  readonly path: (string | number)[];
  readonly message: RegExp;
  readonly type: AcceleratedInstanceTypeFacts;
  readonly placements: InterfacePlacement[];
  /** The same with the fault mended: must pass. */
  readonly mended: InterfacePlacement[];
}

const FAULTS: Fault[] = [
  {
    rule: 'interface-primary-missing',
    path: ['interfaces'],
    message: /no interface is placed on card 0, device 0/,
    type: GB200,
    placements: defaultOf(GB200).slice(1),
    mended: defaultOf(GB200),
  },
  {
    rule: 'interface-primary-type',
    path: ['interfaces', 0, 'type'],
    message: /'efa-only', which has no IP address; make it 'interface'/,
    type: B200,
    placements: changed(B200, 0, { type: 'efa-only' }).filter(({ card, device }) => card > 0 || device === 0),
    mended: changed(B200, 0, { type: 'efa' }).filter(({ card, device }) => card > 0 || device === 0),
  },
  {
    rule: 'interface-card-unknown',
    path: ['interfaces', 4, 'card'],
    message: /no network card 17; its cards are 0 to 16/,
    type: GB200,
    placements: changed(GB200, 4, { card: 17 }),
    mended: changed(GB200, 4, { card: 15 }),
  },
  {
    rule: 'interface-device-range',
    path: ['interfaces', 1, 'device'],
    message: /card 1 .* has no device index 1; it holds 1, so use 0/,
    type: GB200,
    placements: changed(GB200, 1, { device: 1 }),
    mended: changed(GB200, 1, { card: 2, device: 1 }),
  },
  {
    rule: 'interface-device-taken',
    path: ['interfaces', 17, 'device'],
    message: /card 3, device 0 is placed twice, as interface 3 and as interface 17/,
    type: B300,
    placements: added(B300, { card: 3, device: 0, type: 'interface' }),
    mended: added(B300, { card: 3, device: 1, type: 'interface' }),
  },
  {
    rule: 'interface-type',
    path: ['interfaces', 1, 'type'],
    message: /'efa_only' is no interface type; use interface, efa or efa-only/,
    type: GB200,
    placements: changed(GB200, 1, { type: 'efa_only' as InterfaceType }),
    mended: changed(GB200, 1, { type: 'efa-only' }),
  },
  {
    rule: 'efa-card-none',
    path: ['interfaces', 0, 'type'],
    message: /card 0 of p6-b300.48xlarge has no EFA, so it cannot hold 'efa'; cards with EFA: 1, 2, /,
    type: B300,
    placements: changed(B300, 0, { type: 'efa' }),
    mended: changed(B300, 1, { type: 'efa' }),
  },
  {
    rule: 'ena-card-none',
    path: ['interfaces', 1, 'type'],
    message: /card 1 .* EFA-only interfaces, so it cannot hold 'efa'; cards with ENA: 0, 2, 4, /,
    type: GB200,
    placements: changed(GB200, 1, { type: 'efa' }),
    mended: changed(GB200, 1, { card: 2, type: 'efa' }),
  },
  {
    rule: 'efa-one-per-card',
    path: ['interfaces', 9, 'card'],
    message: /card 7 of p6-b200.48xlarge is given 2 EFA interfaces; a network card holds one/,
    type: B200,
    placements: added(B200, { card: 7, device: 1, type: 'efa-only' }),
    mended: added(B200, { card: 7, device: 1, type: 'interface' }),
  },
  {
    rule: 'stated-bandwidth',
    path: ['interfaces', 1, 'efaGbps'],
    message: /efaGbps of the interface on card 1 is 0; state a number above 0/,
    type: GB200,
    placements: changed(GB200, 1, { efaGbps: 0 }),
    mended: changed(GB200, 1, { efaGbps: 400 }),
  },
  {
    rule: 'stated-bandwidth',
    path: ['interfaces', 1, 'enaGbps'],
    message: /enaGbps is stated for an interface of type 'efa-only' on card 1, which carries no such traffic/,
    type: GB200,
    placements: changed(GB200, 1, { enaGbps: 100 }),
    mended: changed(GB200, 0, { enaGbps: 100 }),
  },
  {
    rule: 'card-bandwidth',
    path: ['interfaces', 0, 'enaGbps'],
    message: /200 Gbps of ENA are stated for card 0 .* but card 0 carries 100/,
    type: GB200,
    placements: changed(GB200, 0, { enaGbps: 200 }),
    mended: changed(GB200, 0, { enaGbps: 100 }),
  },
  {
    rule: 'nic-bandwidth',
    path: ['interfaces', 5, 'enaGbps'],
    message:
      /500 Gbps of EFA and ENA are stated for cards 1, 2 .* the physical NIC that cards 1 and 2 share carries 400/,
    type: GB200,
    placements: [...changed(GB200, 1, { efaGbps: 300 }), { card: 2, device: 1, type: 'interface', enaGbps: 200 }],
    mended: [...changed(GB200, 1, { efaGbps: 200 }), { card: 2, device: 1, type: 'interface', enaGbps: 200 }],
  },
  {
    rule: 'gpu-bandwidth',
    path: ['interfaces', 5, 'efaGbps'],
    message: /600 Gbps of EFA are stated for cards 1, 3 .* the GPU that cards 1 and 3 share carries 400/,
    type: GB200,
    placements: [...changed(GB200, 1, { efaGbps: 300 }), { card: 3, device: 0, type: 'efa-only', efaGbps: 300 }],
    mended: [...changed(GB200, 1, { efaGbps: 300 }), { card: 3, device: 0, type: 'efa-only', efaGbps: 100 }],
  },
  {
    rule: 'instance-bandwidth',
    path: ['interfaces', 5, 'efaGbps'],
    message: /1800 Gbps of EFA are stated for cards 1, 5, 9, 13, 4 .* but the instance carries 1600/,
    type: GB200,
    placements: [
      ...defaultOf(GB200).map((placement, index) => (index === 0 ? placement : { ...placement, efaGbps: 400 })),
      { card: 4, device: 0, type: 'efa-only', efaGbps: 200 },
    ],
    mended: defaultOf(GB200).map((placement, index) => (index === 0 ? placement : { ...placement, efaGbps: 400 })),
  },
  {
    rule: 'bandwidth-left',
    path: ['interfaces', 5],
    message: /leaves no ENA bandwidth for the one on card 2/,
    type: GB200,
    placements: [...changed(GB200, 1, { efaGbps: 400 }), { card: 2, device: 1, type: 'interface' }],
    mended: [...changed(GB200, 1, { efaGbps: 399 }), { card: 2, device: 1, type: 'interface' }],
  },
  {
    rule: 'efa-total',
    path: ['interfaces', 3],
    message: /4 EFA interfaces are placed, but one p6e-gb200.36xlarge holds 2/,
    type: { ...P6E_GB200_36XLARGE, maxEfaInterfaces: 2 },
    placements: defaultOf(GB200),
    mended: defaultOf(GB200).slice(0, 3),
  },
];

describe('each rule fires on its fault alone, and the mended layout passes', () => {
  test.each(FAULTS)('$rule $path', ({ rule, path, message, type, placements, mended }) => {
    expect(checkInterfaces(type, placements)).toEqual([
      { id: rule, path, message: expect.stringMatching(message) as string },
    ]);
    expect(checkInterfaces(type, mended)).toEqual([]);
  });

  test('interface-card-full comes with the device that is not there', () => {
    const placements = added(
      B300,
      ...[1, 2, 3].map((device): InterfacePlacement => ({ card: 5, device, type: 'interface' })),
    );

    expect(checkInterfaces(B300, placements)).toEqual([]);
    expect(
      checkInterfaces(B300, [...placements, { card: 5, device: 4, type: 'interface' }]).map(({ id, path }) => [
        id,
        path,
      ]),
    ).toEqual([
      ['interface-device-range', ['interfaces', 20, 'device']],
      ['interface-card-full', ['interfaces', 20, 'card']],
    ]);
  });

  test('every fault of a layout is reported at once', () => {
    const ids = checkInterfaces(GB200, [
      { card: 1, device: 0, type: 'efa' },
      { card: 99, device: 0, type: 'efa-only' },
      { card: 2, device: 7, type: 'interface' },
    ]).map(({ id }) => id);

    expect(ids).toEqual([
      'interface-primary-missing',
      'interface-card-unknown',
      'interface-device-range',
      'ena-card-none',
    ]);
  });
});
