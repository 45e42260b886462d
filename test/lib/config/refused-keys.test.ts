import { refusedKey } from '../../../lib/config/refused-keys';
import { CLUSTER_KEYS } from '../../../lib/config/schema/keys';

describe('a key that has a reason of its own to be refused', () => {
  test.each([
    ['key-placement-group', ['placementGroup', 'placement_group_name', 'placementGroups', 'clusterPlacementGroup']],
    ['key-placement-group', ['placementGroupArn', 'placementGroupStrategy']],
    ['key-spot', ['spot', 'spotPrice', 'spot-instances', 'spotMaxPrice', 'spotOptions', 'useSpot', 'marketType']],
    ['key-spot', ['purchaseOption']],
    ['key-warm-pool', ['warmPool', 'warm_pools']],
    ['key-mixed-instances', ['mixedInstances', 'MixedInstancesPolicy', 'instanceTypes', 'instanceRequirements']],
    ['key-mixed-instances', ['overrides']],
    ['key-ssh', ['ssh', 'sshKey', 'sshKeys', 'keyPair', 'keyName', 'keyPairName', 'sshKeyName']],
    ['key-public-address', ['publicIp', 'publicIps', 'associatePublicIpAddress', 'publicAddresses', 'publicAddress']],
    ['key-public-address', ['publicIpAddresses']],
    ['key-merge', ['<<']],
  ])('%s: %j', (id, keys) => {
    expect(keys.map((key) => refusedKey(key)?.id)).toEqual(keys.map(() => id));
  });

  test.each(['placement', 'spotless', 'market', 'pool', 'instances', 'mixed', 'key', 'public', '<', '', 'constructor'])(
    'is not %j',
    (key) => {
      expect(refusedKey(key)).toBeUndefined();
    },
  );

  test('is none that a pool or a member has', () => {
    const keys = [[], ['network'], ['pools', 0], ['pools', 0, 'members', 0]].flatMap((path) => CLUSTER_KEYS.at(path));
    expect(keys.length).toBeGreaterThan(30);
    expect(keys.filter((key) => refusedKey(key) !== undefined)).toEqual([]);
  });
});
