import type { AcceleratedInstanceTypeFacts } from 'cdk-ultraserver/hardware';
import { AcceleratedInstanceType, checkFacts, HardwareError } from 'cdk-ultraserver/hardware';

describe('an instance type of facts', () => {
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
    ['facts-number', { ebs: { ...facts.ebs, gbps: 0 } }, ['ebs', 'gbps'], /ebs.gbps is 0; state more than 0/],
    ['facts-number', { ebs: { ...facts.ebs, iops: 0 } }, ['ebs', 'iops'], /ebs.iops is 0; state a whole number of at/],
    ['facts-number', { ebs: { ...facts.ebs, volumes: 0 } }, ['ebs', 'volumes'], /at least 1/],
    ['facts-number', { instanceStore: { count: -1, sizeGB: 0 } }, ['instanceStore', 'count'], /at least 0/],
    ['facts-number', { maxEfaInterfaces: -1 }, ['maxEfaInterfaces'], /maxEfaInterfaces is -1; state .* at least 0/],
    ['facts-number', { maxEfaInterfaces: 0.5 }, ['maxEfaInterfaces'], /whole number/],
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
    [
      'facts-shared',
      { sharedBandwidth: [{ of: 'GPU', cards: [1, 1], gbps: 400, counts: 'efa' }] },
      ['sharedBandwidth', 0, 'cards'],
      /names cards 1, 1; name at least two different/,
    ],
    [
      'facts-shared',
      { sharedBandwidth: [{ of: 'GPU', cards: [1], gbps: 400, counts: 'efa' }] },
      ['sharedBandwidth', 0, 'cards'],
      /names cards 1; name at least two/,
    ],
    [
      'facts-number',
      { sharedBandwidth: [{ of: 'GPU', cards: [0, 1], gbps: 0, counts: 'efa' }] },
      ['sharedBandwidth', 0, 'gbps'],
      /more than 0/,
    ],
    ['facts-efa', { efaGbps: 0 }, ['efaGbps'], /efaGbps of the instance is 0, but its cards have 800 together/],
    ['facts-efa', { efaGbps: 1600 }, ['efaGbps'], /efaGbps of the instance is 1600, but its cards have 800 together/],
    [
      'facts-version',
      { software: { nvidiaDriver: 'R580', source: facts.sources[0]! } },
      ['software', 'nvidiaDriver'],
      /'R580', which is no version/,
    ],
    [
      'facts-version',
      {
        software: {
          driverFaults: [
            { branch: '595', fault: 'hangs', source: facts.sources[0]! },
            { branch: 'R595', fault: 'hangs', source: facts.sources[0]! },
          ],
          source: facts.sources[0]!,
        },
      },
      ['software', 'driverFaults', 1, 'branch'],
      /software.driverFaults.1.branch is 'R595', which is no version/,
    ],
    [
      'facts-source',
      { software: { source: { url: 'letter', read: '2027-01-31' } } },
      ['software', 'source'],
      /source 'letter'/,
    ],
    [
      'facts-source',
      {
        software: {
          driverFaults: [{ branch: '595', fault: 'hangs', source: { url: 'https://example.com', read: 'today' } }],
          source: facts.sources[0]!,
        },
      },
      ['software', 'driverFaults', 0, 'source'],
      /read 'today'/,
    ],
    ['facts-source', { sources: [] }, ['sources'], /no source is given/],
    ['facts-source', { sources: [{ url: 'p9', read: 'today' }] }, ['sources', 0], /needs an https address and a day/],
    ['facts-layouts', { layouts: [] }, ['layouts'], /no interface layout is given/],
    ['facts-layouts', { layouts: layout({ name: 'One EFA' }) }, ['layouts', 0, 'name'], /'One EFA' needs a name/],
    ['facts-layouts', { layouts: layout({ name: 'one--efa' }) }, ['layouts', 0, 'name'], /'one--efa' needs a name/],
    [
      'facts-layouts',
      { layouts: [...facts.layouts, ...facts.layouts] },
      ['layouts', 1, 'name'],
      /'one-efa' needs a name of its own/,
    ],
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

  test.each<[string, Partial<AcceleratedInstanceTypeFacts>]>([
    ['a limit that two cards share', { sharedBandwidth: [{ of: 'instance', cards: [0, 1], gbps: 1, counts: 'all' }] }],
    ['less EFA in all than the cards have', { efaGbps: 1 }],
    ['as many EFA interfaces as cards', { maxEfaInterfaces: 1 }],
    ['two layouts', { layouts: [...facts.layouts, ...layout({ name: 'one-efa-2' })] }],
    [
      'no EFA at all',
      {
        networkCards: [{ index: 0, maxInterfaces: 4, efaGbps: 0, enaGbps: 100 }],
        efaGbps: 0,
        maxEfaInterfaces: 0,
        layouts: layout({ interfaces: [{ card: 0, device: 0, type: 'interface' }] }),
      },
    ],
  ])('%s passes', (_what, change) => {
    expect(checkFacts({ ...facts, ...change })).toEqual([]);
  });

  test('the facts of every known type pass', () => {
    AcceleratedInstanceType.known().forEach((type) => expect(checkFacts(type)).toEqual([]));
  });
});
