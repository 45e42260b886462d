import type { AcceleratedInstanceTypeFacts } from 'cdk-ultraserver/hardware';
import { AcceleratedInstanceType, checkFacts, HardwareError } from 'cdk-ultraserver/hardware';
import { DOCUMENTED } from './documentation';

const GB200 = AcceleratedInstanceType.P6E_GB200_36XLARGE;

const notes = (type: AcceleratedInstanceType) => type.sources.map(({ note }) => note ?? '').join('\n');

describe('the catalogue against the pages', () => {
  test.each(DOCUMENTED)('$name', (page) => {
    const type = AcceleratedInstanceType.fromName(page.name);

    expect(type.architecture).toBe(page.architecture);
    expect(type.vcpus).toBe(page.vcpus);
    expect(type.memoryGiB).toBe(page.memoryGiB);
    expect([type.accelerators.count, type.accelerators.memoryGiB]).toEqual(page.accelerators);
    expect([type.instanceStore.count, type.instanceStore.sizeGB]).toEqual(page.instanceStore);
    expect([type.ebs.gbps, type.ebs.iops, type.ebs.volumes]).toEqual(page.ebs);
    expect(type.efaGbps).toBe(page.efaGbps);
    expect(type.networkCards).toHaveLength(page.cards);
    expect(type.maxNetworkInterfaces).toBe(page.interfaces);
    type.networkCards.forEach((card, index) => {
      expect(card).toEqual({
        index,
        maxInterfaces: page.interfacesOnCard(index),
        efaGbps: page.efaOnCard(index),
        enaGbps: page.enaOnCard(index),
      });
    });
    const shared = type.sharedBandwidth.map(({ cards, gbps, counts }) => ({ cards, gbps, traffic: counts }));
    expect(shared).toHaveLength(page.shared.length);
    expect(shared).toEqual(expect.arrayContaining([...page.shared]));
  });

  test.each([
    ['p6e-gb200.36xlarge', '570', '1.41.0', '12.8'],
    ['p6-b300.48xlarge', '580', '1.44.0', '13.0'],
    ['p6-b200.48xlarge', '570', '1.41.0', '12.8'],
    ['p5en.48xlarge', '550', '1.24.1', '12.1'],
    ['p5e.48xlarge', '550', '1.24.1', '12.1'],
    ['p5.48xlarge', '530', '1.24.1', '12.1'],
    ['p4d.24xlarge', undefined, undefined, undefined],
    ['p4de.24xlarge', undefined, undefined, undefined],
    ['trn2u.48xlarge', undefined, undefined, undefined],
  ])('%s: oldest driver %s, EFA installer %s, CUDA %s', (name, nvidiaDriver, efaInstaller, cuda) => {
    const { software } = AcceleratedInstanceType.fromName(name);

    expect([software?.nvidiaDriver, software?.efaInstaller, software?.cuda]).toEqual([
      nvidiaDriver,
      efaInstaller,
      cuda,
    ]);
  });

  test('only p6e-gb200 is sold as UltraServers alone and has an NVLink domain beyond the instance', () => {
    const beyond = AcceleratedInstanceType.known().filter((type) => type.nvlinkDomain === 'ultraserver');

    expect(beyond).toEqual([GB200]);
    expect(AcceleratedInstanceType.known().filter((type) => type.ultraServerOnly)).toEqual([GB200]);
    expect(AcceleratedInstanceType.TRN2U_48XLARGE.nvlinkDomain).toBe('none');
  });

  test('where AWS pages disagree, a note says which one is taken', () => {
    expect(notes(GB200)).toMatch(/3200 Gbps .* 1600 Gbps/);
    expect(notes(GB200)).toMatch(/EFAv3.*EFAv4/);
    expect(notes(AcceleratedInstanceType.TRN2U_48XLARGE)).toMatch(/512 GiB a chip; the 96 GiB/);
  });

  test('every fact set has sources that can be opened, and none is marked unverified', () => {
    for (const type of AcceleratedInstanceType.known()) {
      expect(type.verified).toBe(true);
      expect(type.sources.length).toBeGreaterThan(1);
      for (const { url, read } of type.sources) {
        expect(url).toMatch(/^https:\/\//);
        expect(read).toMatch(/^20\d\d-\d\d-\d\d$/);
      }
    }
  });
});

describe('names', () => {
  test('the static members are the known types', () => {
    const members = [
      AcceleratedInstanceType.P6E_GB200_36XLARGE,
      AcceleratedInstanceType.P6_B300_48XLARGE,
      AcceleratedInstanceType.P6_B200_48XLARGE,
      AcceleratedInstanceType.P5EN_48XLARGE,
      AcceleratedInstanceType.P5E_48XLARGE,
      AcceleratedInstanceType.P5_48XLARGE,
      AcceleratedInstanceType.P4D_24XLARGE,
      AcceleratedInstanceType.P4DE_24XLARGE,
      AcceleratedInstanceType.TRN2U_48XLARGE,
    ];

    expect(AcceleratedInstanceType.known()).toEqual(members);
    members.forEach((type) => expect(AcceleratedInstanceType.fromName(type.name)).toBe(type));
    expect(String(GB200)).toBe('p6e-gb200.36xlarge');
  });

  test('an unknown name is refused with the nearest and all known ones', () => {
    expect(() => AcceleratedInstanceType.fromName('p6-gb200.36xlarge')).toThrow(
      /'p6-gb200.36xlarge' is no known .*\(did you mean 'p6e-gb200.36xlarge'\?\); known are p6e-gb200.36xlarge, p6-b300/,
    );
    expect(() => AcceleratedInstanceType.fromName('m7g.large')).toThrow(/^'m7g.large' is no known [a-z ]+; known are/);
  });
});

describe('of', () => {
  const facts: AcceleratedInstanceTypeFacts = {
    name: 'p9-future.48xlarge',
    accelerators: { model: 'NVIDIA F100', manufacturer: 'nvidia', count: 8, memoryGiB: 500 },
    architecture: 'arm64',
    vcpus: 192,
    memoryGiB: 2048,
    instanceStore: { count: 0, sizeGB: 0 },
    ebs: { gbps: 100, iops: 400_000, volumes: 64 },
    networkCards: [
      { index: 0, maxInterfaces: 4, efaGbps: 0, enaGbps: 100 },
      { index: 1, maxInterfaces: 2, efaGbps: 800, enaGbps: 0 },
    ],
    efaGbps: 800,
    layouts: [
      {
        name: 'one-efa',
        description: 'The only one.',
        interfaces: [
          { card: 0, device: 0, type: 'interface' },
          { card: 1, device: 0, type: 'efa-only' },
        ],
      },
    ],
    sources: [{ url: 'https://example.com/p9', read: '2027-01-31' }],
  };

  test('takes a type that is not known, and fills in the defaults', () => {
    expect(AcceleratedInstanceType.of(facts)).toMatchObject({
      name: 'p9-future.48xlarge',
      sharedBandwidth: [],
      maxEfaInterfaces: 1,
      nvlinkDomain: 'instance',
      ultraServerOnly: false,
      software: undefined,
      verified: true,
    });
  });

  test('keeps a frozen copy of the facts', () => {
    const mutable = structuredClone(facts);
    const type = AcceleratedInstanceType.of(mutable);
    (mutable.networkCards as { efaGbps: number }[])[1]!.efaGbps = 1;

    expect(type.networkCards[1]?.efaGbps).toBe(800);
    expect(Object.isFrozen(type)).toBe(true);
    expect(Object.isFrozen(type.networkCards[1])).toBe(true);
    expect(Object.isFrozen(facts)).toBe(false);
  });

  const card = (index: number, rest: object) =>
    facts.networkCards.map((one) => (one.index === index ? { ...one, ...rest } : one));
  const layout = (rest: object) => facts.layouts.map((one) => ({ ...one, ...rest }));

  test.each<[string, Partial<AcceleratedInstanceTypeFacts>, (string | number)[], RegExp]>([
    ['facts-name', { name: 'P9' }, ['name'], /'P9' is not spelled like an EC2 instance type/],
    [
      'facts-number',
      { accelerators: { ...facts.accelerators, count: 0 } },
      ['accelerators', 'count'],
      /accelerators.count is 0; state a whole number of at least 1/,
    ],
    ['facts-number', { vcpus: 1.5 }, ['vcpus'], /vcpus is 1.5; state a whole number/],
    ['facts-number', { memoryGiB: Number.NaN }, ['memoryGiB'], /memoryGiB is NaN; state more than 0/],
    ['facts-number', { instanceStore: { count: 2, sizeGB: 0 } }, ['instanceStore', 'sizeGB'], /state more than 0/],
    ['facts-cards', { networkCards: [] }, ['networkCards'], /no network cards are given/],
    ['facts-cards', { networkCards: card(1, { index: 5 }) }, ['networkCards', 1, 'index'], /card 5 stands at place 1/],
    ['facts-cards', { networkCards: card(1, { gbps: 400 }) }, ['networkCards', 1], /carries 400 Gbps in all/],
    ['facts-cards', { networkCards: card(0, { enaGbps: 0, efaGbps: 9 }) }, ['networkCards', 0, 'enaGbps'], /no ENA/],
    [
      'facts-shared',
      { sharedBandwidth: [{ of: 'GPU', cards: [1, 2], gbps: 400, counts: 'efa' }] },
      ['sharedBandwidth', 0, 'cards'],
      /GPU limit names cards 1, 2; name at least two different cards out of 0 to 1/,
    ],
    ['facts-efa', { efaGbps: 1600 }, ['efaGbps'], /efaGbps of the instance is 1600, but its cards have 800 together/],
    [
      'facts-version',
      { software: { nvidiaDriver: 'R580', source: facts.sources[0]! } },
      ['software', 'nvidiaDriver'],
      /'R580', which is no version/,
    ],
    ['facts-source', { sources: [] }, ['sources'], /no source is given/],
    ['facts-source', { sources: [{ url: 'p9', read: 'today' }] }, ['sources', 0], /needs an https address and a day/],
    ['facts-layouts', { layouts: [] }, ['layouts'], /no interface layout is given/],
    ['facts-layouts', { layouts: layout({ name: 'One EFA' }) }, ['layouts', 0, 'name'], /'One EFA' needs a name/],
    [
      'interface-primary-missing',
      { layouts: layout({ interfaces: [{ card: 1, device: 0, type: 'efa-only' }] }) },
      ['layouts', 0, 'interfaces'],
      /layout 'one-efa': no interface is placed on card 0/,
    ],
  ])('%s %#', (id, change, path, message) => {
    const problems = checkFacts({ ...facts, ...change });

    expect(problems.map((problem) => [problem.id, problem.path])).toContainEqual([id, path]);
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
    expect(() => AcceleratedInstanceType.of({ ...facts, ...change })).toThrow(HardwareError);
  });

  test('the facts of every known type pass', () => {
    AcceleratedInstanceType.known().forEach((type) => expect(checkFacts(type)).toEqual([]));
  });
});
