import { parseCluster } from '../../../lib/config';
import type { ClusterModel, CreatedNetworkModel } from '../../../lib/config';
import { EXISTING, GB300, INSTANCES, TWO_ZONES, ULTRASERVERS, edit } from './refusal-cases/refusal-case';

function modelOf(text: string): ClusterModel {
  const { model, problems } = parseCluster(text, 'config/x.yaml');
  expect(problems ?? []).toEqual([]);
  return model as ClusterModel;
}

function membersOf(text: string) {
  return modelOf(text).cells.flatMap(({ members }) => members);
}

const BRAVO = ULTRASERVERS.split('\n').find((line) => line.includes('bravo')) ?? '';

describe('the model of a cluster file', () => {
  test('has every default filled in', () => {
    expect(modelOf(ULTRASERVERS)).toMatchObject({
      file: 'config/x.yaml',
      name: 'frontier',
      region: 'us-east-1',
      account: undefined,
      bootstrapQualifier: 'hnb659fds',
      permissionsBoundary: undefined,
      kmsKeyArn: undefined,
      tags: {},
      logRetentionDays: 365,
      notify: [],
      engine: { type: 'ec2' },
      network: { kind: 'created', cidr: '10.0.0.0/16', egress: 'nat' },
      warnings: [{ id: 'placeholder-ids' }],
    });
  });

  test('has every key for its readers, and no other', () => {
    const model = modelOf(ULTRASERVERS);
    expect(model.cells.map(({ name }) => name)).toEqual(['main']);
    expect(Object.keys(model.network).toSorted()).toEqual([
      'cidr',
      'controlZones',
      'egress',
      'kind',
      'nodeSubnets',
      's3',
    ]);
  });

  test('has a key for everything that may be missing', () => {
    expect(Object.keys(modelOf(ULTRASERVERS))).toEqual(
      expect.arrayContaining(['account', 'permissionsBoundary', 'kmsKeyArn']),
    );
    expect(Object.keys(membersOf(INSTANCES)[1]?.capacity ?? {})).toContain('startsAt');
  });

  test('makes an UltraServer of a member, whole, in its block and zone', () => {
    const [alpha] = membersOf(ULTRASERVERS);
    expect(alpha).toMatchObject({
      kind: 'ultraserver',
      name: 'alpha',
      pool: 'train',
      zone: 'use1-dfw2-az1',
      count: 18,
      rootVolume: { sizeGiB: 200, type: 'gp3' },
      capacity: {
        kind: 'block',
        reservationId: 'cr-0123456789abcdef0',
        startsAt: '2026-12-06T11:30:00Z',
        endsAt: '2026-12-20T11:30:00Z',
        drainAt: '2026-12-20T10:00:00Z',
      },
    });
    expect(alpha?.instanceType.name).toBe('p6e-gb200.36xlarge');
    expect(alpha?.interfaces.efaInterfaces).toBe(4);
    expect(alpha?.image).toMatchObject({ architecture: 'arm64', reference: { kind: 'ssm' } });
  });

  test.each([
    ['reservation: cr-0123456789abcdef0', { kind: 'reservation', reservationId: 'cr-0123456789abcdef0' }],
    [
      'reservationGroup: arn:aws:resource-groups:us-east-1:111122223333:group/gpu',
      { kind: 'reservation-group', arn: 'arn:aws:resource-groups:us-east-1:111122223333:group/gpu' },
    ],
    ['reserve: {}', { kind: 'reserve', endsAt: undefined }],
    ['reserve: { endsAt: 2026-12-31T01:00:00+01:00 }', { kind: 'reserve', endsAt: '2026-12-31T00:00:00Z' }],
    ['onDemand: true', { kind: 'on-demand' }],
  ])('reads %s', (stated, capacity) => {
    const [web] = membersOf(edit(INSTANCES, 'reservation: cr-0123456789abcdef0', stated));
    expect(web).toMatchObject({ kind: 'instances', count: 2 });
    expect(web?.capacity).toEqual(capacity);
  });

  test('writes times in UTC to the second, however the file has them', () => {
    const text = edit(ULTRASERVERS, 'endsAt: 2026-12-20T11:30:00Z', 'endsAt: 2026-12-20T12:30+01:00');
    expect(membersOf(text)[0]?.capacity).toMatchObject({
      endsAt: '2026-12-20T11:30:00Z',
      drainAt: '2026-12-20T10:00:00Z',
    });
  });

  test('takes drainMinutes from the pool', () => {
    const text = edit(ULTRASERVERS, '    members:', '    drainMinutes: 150\n    members:');
    expect(membersOf(text)[0]?.capacity).toMatchObject({ drainAt: '2026-12-20T09:00:00Z' });
  });

  test('takes zone, cell and image from the member, else from the pool', () => {
    const image = (id: string) =>
      `image: { id: ${id}, architecture: x86_64, rootDevice: /dev/sda1, driver: 580.159.03 }`;
    const text = edit(
      edit(INSTANCES, '    members:', `    cell: pool\n    ${image('ami-0123456789abcdef0')}\n    members:`),
      'name: web',
      `name: web, cell: own, ${image('ami-0fedcba9876543210')}`,
    );
    const { cells } = modelOf(text);
    expect(cells.map(({ name, members }) => [name, members.map((member) => member.name)])).toEqual([
      ['own', ['web']],
      ['pool', ['batch']],
    ]);
    expect(cells.map(({ members }) => members[0]?.image.reference)).toEqual([
      { kind: 'id', id: 'ami-0fedcba9876543210' },
      { kind: 'id', id: 'ami-0123456789abcdef0' },
    ]);
  });

  test('lays out a Local Zone with its way out through the parent zone', () => {
    const network = modelOf(ULTRASERVERS).network as CreatedNetworkModel;
    expect(network.nodeSubnets).toEqual([{ zone: 'use1-dfw2-az1', cidr: '10.0.128.0/17', natZone: 'use1-az4' }]);
    expect(network.controlZones).toEqual(['use1-az4', 'use1-az6']);
  });

  test('has no way out with egress none', () => {
    const network = modelOf(edit(ULTRASERVERS, 'network:', 'network:\n  egress: none')).network as CreatedNetworkModel;
    expect(network.nodeSubnets[0]?.natZone).toBeUndefined();
  });

  test('takes an existing network as it stands', () => {
    expect(modelOf(EXISTING).network).toEqual({
      kind: 'existing',
      vpcId: 'vpc-0123456789abcdef0',
      cidr: '10.20.0.0/16',
      nodeSubnets: [
        { zone: 'use1-dfw2-az1', subnetId: 'subnet-0123456789abcdef0', cidr: '10.20.32.0/24' },
        { zone: 'use1-az6', subnetId: 'subnet-0fedcba9876543210', cidr: '10.20.64.0/24' },
      ],
      controlSubnets: [],
    });
  });

  test('gives GB300 pools the network of the GB200 ones, and says that they are unverified', () => {
    const { warnings, network } = modelOf(GB300);
    const [alpha, golf] = membersOf(GB300);
    expect(alpha?.instanceType.verified).toBe(true);
    expect(golf?.instanceType.verified).toBe(false);
    expect((network as CreatedNetworkModel).nodeSubnets).toHaveLength(1);
    expect(warnings.map(({ id }) => id)).toEqual(['unverified-hardware', 'placeholder-ids']);
  });

  test('knows of stated GB300 that driver 595 fails on it', () => {
    const image = 'image: { id: ami-0123456789abcdef0, architecture: arm64, rootDevice: /dev/xvda, driver: 595.91.07 }';
    const text = edit(
      GB300,
      '    zone: use1-dfw2-az1 # placeholder',
      `    ${image}\n    zone: use1-dfw2-az1 # placeholder`,
    );
    expect(parseCluster(text, 'x').problems?.map(({ id }) => id)).toEqual(['driver-fault']);
  });

  test('is frozen to its depth', () => {
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(modelOf(TWO_ZONES))).toBe(true);
    // The check can fail.
    expect(frozen({ ...modelOf(TWO_ZONES) })).toBe(false);
  });

  test('is the same again, to the byte, whatever was read before and whenever', () => {
    const first = JSON.stringify(modelOf(GB300));
    const other = JSON.stringify(modelOf(GB300.replace('vcpus: 144', 'vcpus: 96')));
    jest.useFakeTimers({ now: new Date('2031-05-06T07:08:09Z') });
    const again = JSON.stringify(modelOf(GB300));
    jest.useRealTimers();

    expect(again).toBe(first);
    // What is compared holds the facts that the file states.
    expect(other).not.toBe(first);
  });
});

describe('members stand alone', () => {
  const alphaOf = (text: string) => membersOf(text).find(({ name }) => name === 'alpha');

  test.each([
    ['another is removed', edit(ULTRASERVERS, `${BRAVO}\n`, '')],
    [
      'another is added',
      edit(ULTRASERVERS, BRAVO, `${BRAVO}\n${BRAVO.replace('bravo', 'charlie').replace('cr-0f', 'cr-1f')}`),
    ],
    ['they change places', edit(edit(ULTRASERVERS, `${BRAVO}\n`, ''), '    members:\n', `    members:\n${BRAVO}\n`)],
    ['another drains in another cell', edit(ULTRASERVERS, 'name: bravo,', 'name: bravo, cell: other,')],
  ])('where %s, a member and its subnet stay as they were', (_change, text) => {
    expect(alphaOf(text)).toEqual(alphaOf(ULTRASERVERS));
    expect(modelOf(text).network).toEqual(modelOf(ULTRASERVERS).network);
  });
});
