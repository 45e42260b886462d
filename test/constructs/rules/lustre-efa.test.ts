import fc from 'fast-check';
import {
  checkLustreEfa,
  lustreEfaConnections,
  MAX_LUSTRE_EFA_CONNECTIONS,
  type LustreEfaClients,
  type LustreEfaDemand,
} from 'cdk-ultraserver/rules';

const RACK: LustreEfaClients = { name: 'alpha', instanceType: 'p6e-gb200.36xlarge', instances: 18, efaInterfaces: 4 };
const ids = (demand: LustreEfaDemand): string[] => checkLustreEfa(demand).map(({ id }) => id);
const racks = (count: number, efaInterfaces = 4): LustreEfaClients[] =>
  Array.from({ length: count }, (_, index) => ({ ...RACK, name: `rack${index}`, efaInterfaces }));

test('fourteen racks with four interfaces fit, seven with eight, and not one more', () => {
  expect([ids({ clients: racks(14) }), ids({ clients: racks(7, 8) })]).toEqual([[], []]);
  expect([ids({ clients: racks(15) }), ids({ clients: racks(8, 8) })]).toEqual([
    ['lustre-efa-connections'],
    ['lustre-efa-connections'],
  ]);
});

test('connections are counted by interface, and the limit is exact', () => {
  const client = fc.record({
    instances: fc.integer({ min: 1, max: 200 }),
    efaInterfaces: fc.integer({ min: 1, max: 32 }),
  });
  fc.assert(
    fc.property(fc.array(client, { minLength: 1, maxLength: 6 }), (parts) => {
      const clients = parts.map((part, index) => ({ ...RACK, ...part, name: `pool${index}` }));
      const connections = lustreEfaConnections(clients);
      expect(connections).toBe(parts.reduce((sum, part) => sum + part.instances * part.efaInterfaces, 0));
      expect(ids({ clients })).toEqual(connections > MAX_LUSTRE_EFA_CONNECTIONS ? ['lustre-efa-connections'] : []);
    }),
  );
  expect(ids({ clients: [{ ...RACK, instances: 1024, efaInterfaces: 1 }] })).toEqual([]);
  expect(ids({ clients: [{ ...RACK, instances: 1025, efaInterfaces: 1 }] })).toEqual(['lustre-efa-connections']);
});

test.each([
  [racks(15), /1080 EFA connections .*'rack0' 18 x 4 = 72.*holds 1024; give Lustre 3 EFA interfaces of each instance/],
  [racks(40), /give Lustre 1 EFA interface of each/],
  [[{ ...RACK, instances: 1025 }], /use several file systems, or let some instances mount over TCP$/],
])('the remedy fits the count', (clients, advice) => {
  const [problem] = checkLustreEfa({ clients });
  expect(problem!.message).toMatch(advice);
});

test('EFA does not leave the zone', () => {
  const clients = [
    { ...RACK, zone: 'use1-dfw2-az1' },
    { ...RACK, name: 'bravo', zone: 'use1-az4' },
  ];
  const [problem, ...others] = checkLustreEfa({ zone: 'use1-dfw2-az1', clients });
  expect(problem).toMatchObject({ id: 'lustre-efa-zone', path: ['clients', 1] });
  expect(problem!.message).toMatch(/is in use1-dfw2-az1 and 'bravo' runs in use1-az4; .*over TCP/);
  expect(others).toEqual([]);
  expect(ids({ clients })).toEqual([]);
});

test('file system and clients share a /16', () => {
  const clients = [{ ...RACK, range: '10.0.128.0/17' }];
  expect(ids({ range: '10.0.24.0/21', clients })).toEqual([]);
  expect(ids({ range: '10.1.24.0/21', clients })).toEqual(['lustre-efa-range']);
  expect(ids({ clients })).toEqual([]);
});

test.each([
  [
    { ...RACK, instanceType: 'trn2u.48xlarge', efaInterfaces: 16 },
    /FSx does not serve trn2u.48xlarge over EFA; let it mount over TCP/,
  ],
  [{ ...RACK, efaInterfaces: 0 }, /has 0 EFA interfaces for it/],
  [
    { ...RACK, efaInterfaces: 8, efaInterfacesOfInstance: 4 },
    /to use 8 EFA interfaces of each .* which has 4: give it 4/,
  ],
])('a client without EFA to FSx is refused', (client, reason) => {
  expect(ids({ clients: [client] })).toEqual(['lustre-efa-instance']);
  expect(checkLustreEfa({ clients: [client] })[0]!.message).toMatch(reason);
});

test('a type whose name only begins alike is served', () => {
  expect(ids({ clients: [{ ...RACK, instanceType: 'p5en.48xlarge', efaInterfaces: 16 }] })).toEqual([]);
});

test('Lustre may use all the EFA interfaces of an instance', () => {
  expect(ids({ clients: [{ ...RACK, efaInterfaces: 4, efaInterfacesOfInstance: 4 }] })).toEqual([]);
});
