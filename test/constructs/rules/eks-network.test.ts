import {
  checkClientRanges,
  checkControlPlaneZones,
  checkEndpointRanges,
  checkServiceRange,
  defaultServiceRange,
  Ipv4Range,
} from 'cdk-ultraserver/rules';
import * as fc from 'fast-check';

const ids = (problems: { id: string }[]): string[] => problems.map(({ id }) => id);

describe('checkControlPlaneZones', () => {
  test('two Availability Zones will do', () => {
    expect(checkControlPlaneZones(['use1-az4', 'use1-az6'])).toEqual([]);
  });

  test.each([
    [['use1-az4'], ['eks-control-plane-zones']],
    [[], ['eks-control-plane-zones']],
    // Two subnets of one zone are one zone.
    [['use1-az4', 'use1-az4'], ['eks-control-plane-zones']],
    [
      ['use1-az4', 'use1-dfw2-az1'],
      ['eks-control-plane-local-zone', 'eks-control-plane-zones'],
    ],
    [['use1-az4', 'us-east-1a'], ['zone-name']],
  ])('%j', (zones, found) => {
    expect(ids(checkControlPlaneZones(zones))).toEqual(found);
  });
});

describe('checkServiceRange', () => {
  test.each(['172.20.0.0/16', '10.100.0.0/16', '192.168.0.0/24', '172.16.0.0/12'])('%s', (range) => {
    expect(checkServiceRange(range, '10.0.0.0/16')).toEqual([]);
  });

  test.each([
    ['10.0.128.0/20', ['eks-service-range-overlap']],
    ['100.64.0.0/16', ['eks-service-range-public']],
    ['172.32.0.0/16', ['eks-service-range-public']],
    ['192.168.0.0/25', ['eks-service-range-size']],
    ['10.0.0.0/8', ['eks-service-range-size', 'eks-service-range-overlap']],
    ['172.20.0.1/16', ['cidr-canonical']],
    ['services', ['cidr-form']],
  ])('%s is refused', (range, found) => {
    expect(ids(checkServiceRange(range, '10.0.0.0/16'))).toEqual(found);
  });

  test('what is not known of the VPC is not compared', () => {
    expect(checkServiceRange('10.0.128.0/20')).toEqual([]);
  });

  test('the default fits every VPC', () => {
    const vpcs = fc
      .tuple(
        fc.constantFrom('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'),
        fc.integer({ min: 16, max: 24 }),
        fc.nat(),
      )
      .map(([range, prefix, index]) => {
        const whole = Ipv4Range.parse(range);
        return whole.part(prefix, index % 2 ** (prefix - whole.prefix)).toString();
      });
    fc.assert(
      fc.property(vpcs, (vpc) => {
        expect(checkServiceRange(defaultServiceRange(vpc), vpc)).toEqual([]);
      }),
    );
    expect(defaultServiceRange()).toBe('172.20.0.0/16');
  });
});

describe('ranges that may reach an endpoint', () => {
  test.each(['203.0.113.0/24', '203.0.113.7/32'])('%s may reach a public one', (range) => {
    expect(checkEndpointRanges([range])).toEqual([]);
  });

  test.each([
    [[], 'eks-endpoint-ranges'],
    [['0.0.0.0/0'], 'eks-endpoint-internet'],
    [['10.1.0.0/16'], 'eks-endpoint-private-range'],
    [['8.0.0.0/5'], 'eks-endpoint-private-range'],
    [['203.0.113.7'], 'cidr-form'],
  ])('%j may not', (ranges, id) => {
    expect(ids(checkEndpointRanges(ranges))).toEqual([id]);
  });

  test('a client of a private one has a range, and is not the internet', () => {
    expect(checkClientRanges(['10.8.0.0/16', '203.0.113.0/24'])).toEqual([]);
    expect(ids(checkClientRanges(['0.0.0.0/0']))).toEqual(['eks-client-internet']);
    expect(ids(checkClientRanges(['vpn']))).toEqual(['cidr-form']);
  });
});
