import { checkStorageZone, storageZone } from 'cdk-ultraserver/rules';

describe('the zone', () => {
  test.each([
    ['use1-dfw2-az1', 'use1-az4'],
    ['use1-atl2-az1', 'use1-az5'],
    ['use1-az6', 'use1-az6'],
    ['usw2-phx2-az1', undefined],
    ['usw2-lax1-az1', undefined],
  ])('nodes in %s have their storage in %s', (nodes, home) => {
    expect(storageZone(nodes)).toBe(home);
  });

  test('a Local Zone only when told', () => {
    const ask = (zone: string, offeredInLocalZone = false) =>
      checkStorageZone({ service: 'FSx for Lustre', zone, offeredInLocalZone });
    expect(ask('use1-dfw2-az1')).toMatchObject([
      { id: 'storage-local-zone', message: expect.stringMatching(/use its parent zone use1-az4, or set/) },
    ]);
    expect(ask('usw2-lax1-az1')[0]!.message).toMatch(/use an Availability Zone, or set/);
    expect([...ask('use1-dfw2-az1', true), ...ask('use1-az4')]).toEqual([]);
  });
});
