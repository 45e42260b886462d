import { parseNodes, parseRecords } from '../../../lib/topology';

const CLIQUE = '2f1d8a3e-0c5b-4b62-9d53-6f8f1c9e7a10.32766';

describe('records', () => {
  const instance = { InstanceId: 'i-0123456789abcdef0', NetworkNodes: ['nn-1'], CapacityBlockId: null };
  const read = (value: unknown): ReturnType<typeof parseRecords> => parseRecords(JSON.stringify(value), 'aws.json');

  test('of each command of the AWS CLI, told by its key', () => {
    const records = read([
      { Instances: [instance] },
      { CapacityReservations: [{ CapacityReservationId: 'cr-1', NetworkNodes: [] }] },
      { CapacityBlocks: [{ CapacityBlockId: 'cb-1', CapacityReservationIds: ['cr-1'] }] },
      {
        Reservations: [
          {
            Instances: [
              {
                InstanceId: 'i-1',
                State: { Code: 16, Name: 'running' },
                Tags: [
                  { Key: 'a', Value: 'b' },
                  { Key: 'ultraserver:member', Value: 'alpha' },
                ],
                PrivateIpAddress: '10.0.0.1',
              },
            ],
          },
        ],
      },
    ]);
    expect(records.instanceTopology).toEqual([{ ...instance, CapacityBlockId: undefined }]);
    expect(records.reservationTopology[0]?.CapacityReservationId).toBe('cr-1');
    expect(records.blocks[0]?.CapacityReservationIds).toEqual(['cr-1']);
    expect(records.instances[0]).toMatchObject({
      InstanceId: 'i-1',
      State: { Name: 'running' },
      Tags: [{ Key: 'ultraserver:member', Value: 'alpha' }],
    });
  });

  test.each([
    ['text', 'no JSON', 'is no JSON'],
    ['a document of something else', '{"Vpcs": []}', 'has none of the keys'],
    ['one page of several', '{"Instances": [], "NextToken": "x"}', 'one page of several'],
    ['no list', '{"Instances": {}}', 'must be a list'],
    ['no record', '{"Instances": [7]}', 'is no record'],
    ['a number for an id', '{"Instances": [{"InstanceId": 7}]}', '[0].InstanceId must be'],
    ['text for a list', '{"Instances": [{"NetworkNodes": "nn-1"}]}', '[0].NetworkNodes must be'],
    ['a number', '7', 'is no document'],
  ])('%s is refused', (_, text, message) => {
    expect(() => parseRecords(text, 'aws.json')).toThrow(message);
    expect(() => parseRecords(text, 'aws.json')).toThrow('aws.json');
  });
});

describe('nodes', () => {
  test('of a collected list', () => {
    const text = `# node clique Slurm\ni-0123456789abcdef0 ${CLIQUE} alpha-1\n\nip-10-0-1-6 -   # unknown\n`;
    expect(parseNodes(text, 'nodes')).toEqual([
      { instanceId: 'i-0123456789abcdef0', name: undefined, slurmName: 'alpha-1', clique: CLIQUE, labels: undefined },
      { instanceId: undefined, name: 'ip-10-0-1-6', slurmName: undefined, clique: undefined, labels: undefined },
    ]);
  });

  test('of Kubernetes', () => {
    const node = (metadata: object, spec?: object): object => ({ kind: 'Node', metadata, spec });
    const items = [
      node({ name: 'a', labels: { 'nvidia.com/gpu.clique': CLIQUE } }, { providerID: 'aws:///z/i-0123456789abcdef0' }),
      node({ name: 'b', labels: { 'nvidia.com/gpu.clique': '' } }, { providerID: 'kind://b' }),
      node({ name: 'c' }),
    ];
    expect(
      parseNodes(JSON.stringify({ items }), 'nodes').map(({ instanceId, name, clique }) => [instanceId, name, clique]),
    ).toEqual([
      ['i-0123456789abcdef0', 'a', CLIQUE],
      [undefined, 'b', undefined],
      [undefined, 'c', undefined],
    ]);
  });

  test.each([
    ['a line without a clique', 'ip-10-0-1-6', 'nodes:1'],
    ['a line with a clique that is none', 'ip-10-0-1-6 7', 'nodes:1'],
    ['a line with too much', `a ${CLIQUE} alpha-1 more`, 'nodes:1'],
    ['a later line', `a ${CLIQUE}\nb`, 'nodes:2'],
    ['JSON that is none', '{', 'is no JSON'],
    ['JSON of something else', '{"kind": "Node"}', 'no list of items'],
    ['pods', '{"items": [{"kind": "Pod", "metadata": {"name": "a"}}]}', 'which is no node'],
  ])('%s is refused', (_, text, message) => {
    expect(() => parseNodes(text, 'nodes')).toThrow(message);
  });
});
