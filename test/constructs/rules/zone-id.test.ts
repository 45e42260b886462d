import { checkZoneId, isLocalZone, parseZoneId } from 'cdk-ultraserver/rules';

describe('parseZoneId', () => {
  test.each([
    ['use1-az4', 'regional', 'use1', 4],
    ['apne1-az12', 'regional', 'apne1', 12],
    ['usgw1-az1', 'regional', 'usgw1', 1],
    ['use1-dfw2-az1', 'local', 'use1', 1],
    ['usw2-phx2-az1', 'local', 'usw2', 1],
  ])('%s is a %s zone', (id, kind, region, number) => {
    expect(parseZoneId(id)).toEqual({ kind, region, number });
    expect(isLocalZone(id)).toBe(kind === 'local');
    expect(checkZoneId(id)).toEqual([]);
  });

  test.each([
    'us-east-1a',
    'us-east-1-dfw-2a',
    'use1-az0',
    'use1-az',
    'use1-wl1-bos-wlz1',
    'USE1-AZ4',
    ' use1-az4',
    '',
  ])('%j is no id of such a zone', (id) => {
    expect(parseZoneId(id)).toBeUndefined();
    expect(isLocalZone(id)).toBe(false);
    const [rule, message] = id.startsWith('us-')
      ? ['zone-name', `'${id}' is a zone's name`]
      : ['zone-form', `${JSON.stringify(id)} is no zone id`];
    expect(checkZoneId(id)).toEqual([{ id: rule, message: expect.stringContaining(message) as string }]);
  });
});
