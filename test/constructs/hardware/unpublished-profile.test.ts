import type { StatedHardwareFacts, StatedInstanceTypeFacts, StatedUltraServerFacts } from 'cdk-ultraserver/hardware';
import {
  AcceleratedInstanceType,
  checkDriver,
  defaultImage,
  HardwareError,
  InterfaceLayout,
  UltraServerType,
  UnpublishedProfile,
} from 'cdk-ultraserver/hardware';

const { GB300 } = UnpublishedProfile;

/** Made-up numbers, for the shape alone. */
const instanceType: StatedInstanceTypeFacts = {
  accelerators: { count: 4, memoryGiB: 277 },
  vcpus: 144,
  memoryGiB: 960,
  instanceStore: { count: 3, sizeGB: 7500 },
  ebs: { gbps: 60, iops: 240_000, volumes: 64 },
  networkCards: [
    { index: 0, maxInterfaces: 4, efaGbps: 0, enaGbps: 100 },
    { index: 1, maxInterfaces: 1, efaGbps: 800, enaGbps: 0 },
  ],
  efaGbps: 800,
  layouts: [
    {
      name: 'one-efa',
      description: 'A placeholder.',
      interfaces: [
        { card: 0, device: 0, type: 'interface' },
        { card: 1, device: 0, type: 'efa-only' },
      ],
    },
  ],
};
const complete: StatedHardwareFacts = { instanceType, ultraServer: { name: 'u-p6e-gb300x72', instanceCount: 18 } };

const EVERY_FACT = [
  'instanceType.accelerators.count',
  'instanceType.accelerators.memoryGiB',
  'instanceType.vcpus',
  'instanceType.memoryGiB',
  'instanceType.instanceStore',
  'instanceType.ebs',
  'instanceType.networkCards',
  'instanceType.efaGbps',
  'instanceType.layouts',
  'ultraServer.name',
  'ultraServer.instanceCount',
];

function problemsOf(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof HardwareError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

describe('without facts', () => {
  test.each([
    ['AcceleratedInstanceType.fromName', () => AcceleratedInstanceType.fromName('p6e-gb300.36xlarge')],
    ['UltraServerType.fromName', () => UltraServerType.fromName('u-p6e-gb300x72')],
    ['UltraServerType.fromName of another size', () => UltraServerType.fromName('u-p6e-gb300x36')],
    ['UnpublishedProfile.complete', () => GB300.complete({})],
  ])('%s gives one error that names every missing fact', (_, act) => {
    const problems = problemsOf(act);

    expect(problems.map(({ id }) => id)).toEqual(['facts-unpublished']);
    expect(problems[0]?.message).toMatch(/^AWS has not published the facts of p6e-gb300.36xlarge/);
    expect(problems[0]?.message).toContain(`state the 11 missing ones: ${EVERY_FACT.join(', ')}`);
    expect(problems[0]?.message).toMatch(/p6e-gb300.36xlarge, from the AWS PCS user guide/);
    expect(problems[0]?.message).toMatch(/u-p6e-gb300x72 is nowhere confirmed/);
  });

  test('no GB300 type is among the known ones', () => {
    expect(AcceleratedInstanceType.known().map(({ name }) => name)).not.toContain('p6e-gb300.36xlarge');
    expect(UltraServerType.known().map(({ name }) => name)).not.toContain('u-p6e-gb300x72');
  });

  test('the profile is found by either name', () => {
    expect(UnpublishedProfile.forName('p6e-gb300.36xlarge')).toEqual(GB300);
    expect(UnpublishedProfile.forName('u-p6e-gb300x72')).toEqual(GB300);
    expect(UnpublishedProfile.forName('u-p6e-gb300x36')).toEqual(GB300);
    expect(UnpublishedProfile.forName('u-p6e-gb200x72')).toBeUndefined();
    expect(UnpublishedProfile.forName('p6e-gb300r.36xlarge')).toBeUndefined();
  });
});

describe('with some facts', () => {
  test.each(Object.keys(instanceType) as (keyof StatedInstanceTypeFacts)[])('%s alone is missed', (key) => {
    const stated = { ...complete, instanceType: { ...instanceType, [key]: undefined } };
    const missing = GB300.missing(stated);

    expect(missing.length).toBeGreaterThan(0);
    missing.forEach((name) => expect(name).toMatch(new RegExp(`^instanceType\\.${key}`)));
    expect(GB300.check(stated).map(({ id }) => id)).toEqual(['facts-unpublished']);
  });

  test('the name of the UltraServer is never assumed', () => {
    const stated = { ...complete, ultraServer: { instanceCount: 18 } };

    expect(() => GB300.complete(stated)).toThrow(/state the missing one: ultraServer.name \(/);
  });
});

describe('with all facts', () => {
  const { instanceType: type, ultraServerType } = GB300.complete(complete);

  test('both types are there and unverified', () => {
    expect(GB300.check(complete)).toEqual([]);
    expect(type).toMatchObject({
      name: 'p6e-gb300.36xlarge',
      architecture: 'arm64',
      nvlinkDomain: 'ultraserver',
      ultraServerOnly: true,
      verified: false,
    });
    expect(ultraServerType).toMatchObject({
      name: 'u-p6e-gb300x72',
      instanceCount: 18,
      acceleratorCount: 72,
      verified: false,
    });
    expect(InterfaceLayout.of(type)).toMatchObject({ name: 'one-efa', efaGbps: 800, privateIpv4Addresses: 1 });
  });

  test('driver 595 is refused, a stated minimum is kept, and the arm64 image is the default', () => {
    const source = { url: 'https://example.com/letter', read: '2026-11-23' };
    const stated = { ...complete, instanceType: { ...instanceType, software: { nvidiaDriver: '580', source } } };
    const strict = GB300.complete(stated).instanceType;

    expect(checkDriver(type, '595.91.07').map(({ id }) => id)).toEqual(['driver-fault']);
    expect(checkDriver(type, '570.1')).toEqual([]);
    expect(checkDriver(strict, '570.1').map(({ id }) => id)).toEqual(['driver-minimum']);
    expect(checkDriver(strict, '595.1').map(({ id }) => id)).toEqual(['driver-fault']);
    expect(defaultImage(type).architecture).toBe('arm64');
  });

  const letter = { url: 'https://example.com/letter', read: '2026-11-23', note: 'From the account team.' };

  /** Every fact, each other than what would be there without it; a new key is missed by the compiler. */
  const everyFact = {
    name: 'p6e-gb300s.36xlarge',
    accelerators: { model: 'NVIDIA GB300 Ultra', manufacturer: 'nvidia', count: 2, memoryGiB: 288 },
    architecture: 'arm64',
    vcpus: 100,
    memoryGiB: 900,
    instanceStore: { count: 1, sizeGB: 100 },
    ebs: { gbps: 50, iops: 1000, volumes: 10 },
    networkCards: [
      { index: 0, maxInterfaces: 2, efaGbps: 0, enaGbps: 50 },
      { index: 1, maxInterfaces: 1, efaGbps: 400, enaGbps: 0 },
      { index: 2, maxInterfaces: 1, efaGbps: 400, enaGbps: 0 },
    ],
    sharedBandwidth: [{ of: 'physical NIC', cards: [1, 2], gbps: 500, counts: 'all' }],
    efaGbps: 500,
    maxEfaInterfaces: 1,
    layouts: [{ ...instanceType.layouts![0]!, name: 'other' }],
    nvlinkDomain: 'ultraserver',
    ultraServerOnly: false,
    software: { nvidiaDriver: '581', efaInstaller: '1.50', nccl: '2.30', cuda: '13.1', source: letter },
    sources: [letter],
  } as const satisfies Required<StatedInstanceTypeFacts>;

  test('nothing that is stated is lost', () => {
    const stated = structuredClone(everyFact) as StatedInstanceTypeFacts;
    const ultraServer: Required<StatedUltraServerFacts> = {
      name: 'u-p6e-gb300x8',
      instanceCount: 4,
      acceleratorCount: 8,
      sources: [letter],
    };
    const made = GB300.complete({ instanceType: stated, ultraServer });

    expect(made.instanceType).toMatchObject({ ...everyFact, sources: expect.arrayContaining([letter]) as unknown });
    expect(made.instanceType.sources.length).toBeGreaterThan(1);
    expect(made.ultraServerType).toMatchObject({ name: 'u-p6e-gb300x8', instanceCount: 4, acceleratorCount: 8 });
    expect(made.ultraServerType.sources[0]).toEqual(letter);
    expect(made.ultraServerType.sources.length).toBeGreaterThan(1);
  });

  test('a stated number of accelerators that the instances do not have is refused', () => {
    const stated = { ...complete, ultraServer: { ...complete.ultraServer, acceleratorCount: 71 } };

    expect(GB300.check(stated)).toMatchObject([
      { id: 'ultraserver-accelerators', path: ['ultraServer', 'acceleratorCount'] },
    ]);
  });

  test.each<[StatedInstanceTypeFacts, string[], RegExp]>([
    [{ architecture: 'x86_64' }, ['architecture'], /^architecture is x86_64, .* it is arm64; state arm64/],
    [{ nvlinkDomain: 'instance' }, ['nvlinkDomain'], /^nvlinkDomain is instance, .* it is ultraserver/],
    [{ nvlinkDomain: 'none' }, ['nvlinkDomain'], /^nvlinkDomain is none/],
    [
      { accelerators: { ...instanceType.accelerators, manufacturer: 'aws-neuron' } },
      ['accelerators', 'manufacturer'],
      /^accelerators.manufacturer is aws-neuron, .* it is nvidia/,
    ],
  ])('what contradicts the little that is known is refused: %j', (change, path, message) => {
    expect(GB300.check({ ...complete, instanceType: { ...instanceType, ...change } })).toEqual([
      {
        id: 'facts-contradiction',
        path: ['instanceType', ...path],
        message: expect.stringMatching(message) as string,
      },
    ]);
  });

  test('facts that contradict each other are refused like those of any type, with the path in what was stated', () => {
    const stated = { ...complete, instanceType: { ...instanceType, efaGbps: 9999 } };

    expect(GB300.check(stated)).toEqual([
      {
        id: 'facts-efa',
        message: expect.stringContaining('9999') as string,
        path: ['instanceType', 'efaGbps'],
      },
    ]);
    expect(GB300.check({ ...complete, ultraServer: { name: 'gb300', instanceCount: 0 } })).toMatchObject([
      { id: 'ultraserver-name', path: ['ultraServer', 'name'] },
      { id: 'facts-number', path: ['ultraServer', 'instanceCount'] },
    ]);
  });
});
