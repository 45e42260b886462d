import type { InterfacePlacement } from 'cdk-ultraserver/hardware';
import { AcceleratedInstanceType, checkLayout, HardwareError, InterfaceLayout } from 'cdk-ultraserver/hardware';

const GB200 = AcceleratedInstanceType.P6E_GB200_36XLARGE;

/** Card/device and kind of every interface, the bandwidths, in the order of the layout. */
function rows(layout: InterfaceLayout): string[] {
  return layout.interfaces.map(
    (one) => `${one.networkCardIndex}/${one.deviceIndex} ${one.interfaceType} efa=${one.efaGbps} ena=${one.enaGbps}`,
  );
}

function idsOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof HardwareError) {
      return error.problems.map((problem) => problem.id);
    }
    throw error;
  }
  return [];
}

describe('the layouts of p6e-gb200.36xlarge are those of the EC2 user guide', () => {
  test('four-efa is the default: ENA on card 0, EFA-only of 400 Gbps on cards 1, 5, 9 and 13', () => {
    const layout = InterfaceLayout.of(GB200);

    expect(layout.name).toBe('four-efa');
    expect(rows(layout)).toEqual([
      '0/0 interface efa=0 ena=100',
      '1/0 efa-only efa=400 ena=0',
      '5/0 efa-only efa=400 ena=0',
      '9/0 efa-only efa=400 ena=0',
      '13/0 efa-only efa=400 ena=0',
    ]);
    expect(layout).toMatchObject({ efaGbps: 1600, enaGbps: 100, efaInterfaces: 4, privateIpv4Addresses: 1 });
  });

  test('eight-efa has the same bandwidth in eight parts of 200 Gbps', () => {
    const layout = InterfaceLayout.of(GB200, { layout: 'eight-efa' });

    expect(rows(layout)).toEqual([
      '0/0 interface efa=0 ena=100',
      ...[1, 3, 5, 7, 9, 11, 13, 15].map((card) => `${card}/0 efa-only efa=200 ena=0`),
    ]);
    expect(layout).toMatchObject({ efaGbps: 1600, enaGbps: 100, efaInterfaces: 8, privateIpv4Addresses: 1 });
  });

  test('all-cards has sixteen EFA devices and no more bandwidth', () => {
    const layout = InterfaceLayout.of(GB200, { layout: 'all-cards' });

    expect(rows(layout)).toEqual([
      '0/0 interface efa=0 ena=100',
      ...Array.from({ length: 16 }, (_, index) => `${index + 1}/0 efa-only efa=100 ena=0`),
    ]);
    expect(layout).toMatchObject({ efaGbps: 1600, peakEfaGbps: 1600, efaInterfaces: 16, privateIpv4Addresses: 1 });
  });

  test('four-efa-ena adds ENA on idle NICs and costs no EFA bandwidth', () => {
    const layout = InterfaceLayout.of(GB200, { layout: 'four-efa-ena' });

    expect(layout).toMatchObject({ efaGbps: 1600, enaGbps: 900, efaInterfaces: 4, privateIpv4Addresses: 5 });
  });

  test('eight-efa-ip has no efa-only interface: EFA with an address on the even cards', () => {
    const layout = InterfaceLayout.of(GB200, { layout: 'eight-efa-ip' });

    expect(rows(layout)).toEqual([
      '0/0 interface efa=0 ena=100',
      ...[2, 4, 6, 8, 10, 12, 14, 16].map((card) => `${card}/1 efa efa=100 ena=100`),
    ]);
    expect(layout).toMatchObject({ peakEfaGbps: 1600, efaInterfaces: 8, privateIpv4Addresses: 9 });
  });

  test('ENA on card 2 leaves card 1 half of their NIC, as the guide says of NCI 1 and 2', () => {
    const layout = InterfaceLayout.of(GB200, { enaCards: [2, 6] });

    expect(layout.name).toBe('four-efa+ena-2-6');
    expect(rows(layout)).toEqual([
      '0/0 interface efa=0 ena=100',
      '1/0 efa-only efa=200 ena=0',
      '5/0 efa-only efa=200 ena=0',
      '9/0 efa-only efa=400 ena=0',
      '13/0 efa-only efa=400 ena=0',
      '2/1 interface efa=0 ena=200',
      '6/1 interface efa=0 ena=200',
    ]);
    expect(layout).toMatchObject({ efaGbps: 1200, peakEfaGbps: 1600, enaGbps: 500, privateIpv4Addresses: 3 });
  });
});

describe('what the other types get', () => {
  test.each([
    // type, layout, interfaces, EFA devices, EFA up to, ENA up to, addresses
    ['p6-b300.48xlarge', undefined, 17, 16, 6400, 350, 1],
    ['p6-b300.48xlarge', 'sixteen-efa-ena', 33, 16, 6400, 3870, 17],
    ['p6-b200.48xlarge', undefined, 9, 8, 3200, 200, 1],
    ['p6-b200.48xlarge', 'eight-efa-ena', 16, 8, 3200, 1600, 8],
    ['p5en.48xlarge', undefined, 17, 16, 3200, 200, 1],
    ['p5e.48xlarge', undefined, 33, 32, 3200, 100, 1],
    ['p5.48xlarge', undefined, 33, 32, 3200, 100, 1],
    ['p5.48xlarge', 'thirty-two-efa-ena', 40, 32, 3200, 800, 8],
    ['p4d.24xlarge', undefined, 5, 4, 400, 100, 1],
    ['p4de.24xlarge', undefined, 5, 4, 400, 100, 1],
    ['trn2u.48xlarge', undefined, 17, 16, 3200, 200, 1],
  ])('%s %s: the numbers of the user guide', (name, layout, interfaces, devices, efa, ena, addresses) => {
    const laidOut = InterfaceLayout.of(AcceleratedInstanceType.fromName(name), { layout });

    expect(laidOut.interfaces).toHaveLength(interfaces);
    expect(laidOut).toMatchObject({
      efaInterfaces: devices,
      peakEfaGbps: efa,
      peakEnaGbps: ena,
      privateIpv4Addresses: addresses,
    });
  });

  test('p6-b300 has ENA on card 0 and EFA-only on device 0 of every other card', () => {
    const layout = InterfaceLayout.of(AcceleratedInstanceType.P6_B300_48XLARGE);

    expect(rows(layout)).toEqual([
      '0/0 interface efa=0 ena=350',
      ...Array.from({ length: 16 }, (_, index) => `${index + 1}/0 efa-only efa=400 ena=0`),
    ]);
  });

  test('a card 0 with EFA carries it on device 1, beside the primary', () => {
    const [primary, second] = InterfaceLayout.of(AcceleratedInstanceType.P6_B200_48XLARGE).interfaces;

    expect(primary).toMatchObject({ networkCardIndex: 0, deviceIndex: 0, interfaceType: 'interface' });
    expect(second).toMatchObject({ networkCardIndex: 0, deviceIndex: 1, interfaceType: 'efa-only' });
  });

  test('p5 with all its ENA interfaces: 400 Gbps of IP traffic leave 2800 Gbps of EFA, the example of the guide', () => {
    const layout = InterfaceLayout.of(AcceleratedInstanceType.P5_48XLARGE, { layout: 'thirty-two-efa-ena' });

    expect(layout).toMatchObject({ enaGbps: 400, efaGbps: 2800 });
    expect(layout.interfaces.filter((one) => one.enaGbps > 0).map((one) => one.networkCardIndex)).toEqual([
      0, 4, 8, 12, 16, 20, 24, 28,
    ]);
  });
});

describe('stated bandwidth', () => {
  const interfaces: InterfacePlacement[] = [
    { card: 0, device: 0, type: 'interface' },
    { card: 1, device: 0, type: 'efa-only', efaGbps: 300 },
    { card: 2, device: 1, type: 'interface' },
  ];

  test('is set aside before the rest is shared', () => {
    const layout = InterfaceLayout.of(GB200, { interfaces });

    expect(layout.name).toBe('custom');
    expect(rows(layout)).toEqual([
      '0/0 interface efa=0 ena=100',
      '1/0 efa-only efa=300 ena=0',
      '2/1 interface efa=0 ena=100',
    ]);
  });

  test('moves the primary interface to the front', () => {
    const layout = InterfaceLayout.of(GB200, { interfaces: interfaces.toReversed() });

    expect(layout.interfaces[0]).toMatchObject({ networkCardIndex: 0, deviceIndex: 0 });
  });
});

describe('refusals', () => {
  test.each([
    [{ layout: 'four-eva' }, 'layout-unknown', ['layout'], /did you mean 'four-efa'.*four-efa, eight-efa, all-cards/],
    [{ enaCards: [0] }, 'ena-card-primary', ['enaCards', 0], /card 0 carries the primary/],
    [{ enaCards: [2, 3] }, 'ena-card-none', ['enaCards', 1], /card 3 .* can take one: 2, 4, 6, 8, 10, 12, 14, 16/],
    [{ enaCards: [17] }, 'interface-card-unknown', ['enaCards', 0], /no network card 17/],
    [{ enaCards: [4, 4] }, 'ena-card-repeated', ['enaCards', 1], /card 4 is named twice/],
    [{ enaCards: [8, 4, 8] }, 'ena-card-repeated', ['enaCards', 2], /card 8 is named twice/],
    [{ enaCards: [8, 3, 2] }, 'ena-card-none', ['enaCards', 1], /card 3 /],
    [
      { layout: 'four-efa', interfaces: [{ card: 0, device: 0, type: 'interface' as const }] },
      'layout-or-interfaces',
      ['layout'],
      /give one or the other/,
    ],
  ])('%j', (given, id, path, message) => {
    const problems = checkLayout(GB200, given);
    expect(problems).toEqual([{ id, path, message: expect.stringMatching(message) as string }]);
    expect(idsOf(() => InterfaceLayout.of(GB200, given))).toEqual([id]);
  });

  test('a card with room takes a second ENA interface, on the free device', () => {
    const layout = InterfaceLayout.of(GB200, { layout: 'four-efa-ena', enaCards: [4] });

    expect(layout.interfaces.filter((one) => one.networkCardIndex === 4).map((one) => one.deviceIndex)).toEqual([1, 0]);
  });

  test('a full card takes no further ENA interface', () => {
    const type = AcceleratedInstanceType.P5_48XLARGE;

    expect(checkLayout(type, { layout: 'thirty-two-efa-ena', enaCards: [4, 5] })).toEqual([
      {
        id: 'interface-card-full',
        path: ['enaCards', 0],
        message: expect.stringMatching(/no room on card 4 of p5.48xlarge, which holds 2; .*: 1, 2, 3, 5, /) as string,
      },
    ]);
  });

  test('all problems come in one error, each with its rule', () => {
    expect(() => InterfaceLayout.of(GB200, { enaCards: [1, 17] })).toThrow(
      /card 1 .*\[ena-card-none\]\n.*card 17.*\[interface-card-unknown\]/,
    );
  });
});

test('a layout cannot be changed', () => {
  const layout = InterfaceLayout.of(GB200);

  expect(Object.isFrozen(layout)).toBe(true);
  expect(Object.isFrozen(layout.interfaces)).toBe(true);
  expect(Object.isFrozen(layout.interfaces[0])).toBe(true);
});
