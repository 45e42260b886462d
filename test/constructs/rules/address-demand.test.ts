import {
  addressesNeeded,
  addressesPerInstance,
  ADDRESSES_PER_PREFIX,
  checkAddresses,
  PODS_PER_NODE,
} from 'cdk-ultraserver/rules';
import * as fc from 'fast-check';

describe('addressesPerInstance', () => {
  test.each([
    // Interfaces; pods; then 7 prefixes that hold 110 pods and one that is kept warm.
    [1, undefined, 1],
    [1, 0, 1],
    [1, 1, 1 + 2 * 16],
    [1, 16, 1 + 2 * 16],
    [1, 17, 1 + 3 * 16],
    [1, PODS_PER_NODE, 1 + 8 * 16],
    [17, PODS_PER_NODE, 17 + 8 * 16],
  ])('%i addresses of interfaces and %p pods take %i', (interfaceAddresses, pods, total) => {
    expect(addressesPerInstance({ interfaceAddresses, pods })).toBe(total);
  });

  test('has room for every pod in whole prefixes, with one to spare', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 250 }), (pods) => {
        const prefixes = addressesPerInstance({ interfaceAddresses: 0, pods }) / ADDRESSES_PER_PREFIX;
        expect(Number.isInteger(prefixes)).toBe(true);
        expect((prefixes - 1) * ADDRESSES_PER_PREFIX).toBeGreaterThanOrEqual(pods);
      }),
    );
  });
});

describe('checkAddresses', () => {
  const rack = { name: 'alpha', instances: 18, addressesPerInstance: 129 };
  const fourteen = Array.from({ length: 14 }, (_, index) => ({ ...rack, name: `rack-${index}` }));

  test('14 UltraServers with pods fit the default node subnet of a /16, and 15 do not', () => {
    expect(addressesNeeded([rack])).toBe(2_322);
    expect(checkAddresses({ zone: 'use1-dfw2-az1', cidr: '10.0.128.0/17', demands: fourteen })).toEqual([]);
    expect(checkAddresses({ zone: 'use1-dfw2-az1', cidr: '10.0.128.0/17', demands: [...fourteen, rack] })).toEqual([
      {
        id: 'subnet-addresses',
        message: expect.stringMatching(
          /^instances in zone use1-dfw2-az1 take 34830 addresses \(rack-0: 18 x 129, .*\), and its subnet 10\.0\.128\.0\/17 has 32763; /,
        ),
      },
    ]);
  });

  test('the last address counts', () => {
    const demand = { name: 'alpha', instances: 11, addressesPerInstance: 1 };
    expect(checkAddresses({ zone: 'use1-az1', cidr: '10.0.0.0/28', demands: [demand] })).toEqual([]);
    expect(
      checkAddresses({ zone: 'use1-az1', cidr: '10.0.0.0/28', demands: [{ ...demand, instances: 12 }] }),
    ).toHaveLength(1);
  });
});
