import type { ClusterNetworkProps } from '../../../constructs/network';
import { DALLAS, GB200, namedIn, NetworkTemplate } from './network-template';
import type { TemplateResource } from './network-template';

/** What stands in a subnet, its routes excepted: whatever names it that is no association with a route table. */
function standsIn(resources: Record<string, TemplateResource>, subnetId: string): string[] {
  return Object.entries(resources)
    .filter(([, { Type }]) => Type !== 'AWS::EC2::SubnetRouteTableAssociation')
    .filter(([, resource]) => namedIn(resource).includes(subnetId))
    .map(([id]) => id);
}

/** Types of the resources that are no longer what they were. */
function changed(before: NetworkTemplate, after: NetworkTemplate): string[] {
  return Object.entries(before.resources)
    .filter(([id, resource]) => JSON.stringify(resource) !== JSON.stringify(after.resources[id]))
    .map(([, { Type }]) => Type);
}

describe('a Local Zone', () => {
  const cases: [string, ClusterNetworkProps][] = [
    ['with NAT', GB200],
    ['without egress', { ...GB200, egress: 'none' }],
    [
      'beside a zone of the Region',
      {
        ...GB200,
        nodeSubnets: [
          { zone: 'use1-dfw2-az1', cidr: DALLAS },
          { zone: 'use1-az4', cidr: '10.0.96.0/19' },
        ],
      },
    ],
  ];

  test.each(cases)('holds nothing but nodes: no endpoint, gateway or control plane (%s)', (_, props) => {
    const network = NetworkTemplate.of(props);
    expect(standsIn(network.resources, network.subnet(DALLAS))).toEqual([]);
    const localZones = Object.values(network.ofType('AWS::EC2::Subnet')).filter(
      ({ Properties }) => Properties?.['AvailabilityZoneId'] === 'use1-dfw2-az1',
    );
    expect(localZones).toHaveLength(1);
  });

  test('the test would see an endpoint there', () => {
    const network = NetworkTemplate.of(GB200);
    const planted: TemplateResource = {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: { SubnetIds: [{ Ref: network.subnet(DALLAS) }] },
    };
    expect(standsIn({ ...network.resources, Planted: planted }, network.subnet(DALLAS))).toEqual(['Planted']);
  });
});

describe('what a change of zones changes', () => {
  /** Lists the subnets of control zones that it serves. */
  const SHARED = 'AWS::EC2::VPCEndpoint';

  const regional: ClusterNetworkProps = {
    ...GB200,
    nodeSubnets: [{ zone: 'use1-az4', cidr: '10.0.96.0/19' }],
  };
  const both: ClusterNetworkProps = {
    ...GB200,
    nodeSubnets: [...regional.nodeSubnets, { zone: 'use1-dfw2-az1', cidr: DALLAS }],
  };

  test('the order of zones changes no byte', () => {
    const reordered = {
      ...both,
      controlZones: both.controlZones.toReversed(),
      nodeSubnets: both.nodeSubnets.toReversed(),
    };
    expect(NetworkTemplate.of(reordered).resources).toEqual(NetworkTemplate.of(both).resources);
    expect(changed(NetworkTemplate.of(both), NetworkTemplate.of(reordered))).toEqual([]);
  });

  test('a further control zone changes only which subnets endpoints serve', () => {
    const more = NetworkTemplate.of({ ...GB200, controlZones: ['use1-az1', ...GB200.controlZones] });
    expect(new Set(changed(NetworkTemplate.of(GB200), more))).toEqual(new Set([SHARED]));
  });

  const ways: Pick<ClusterNetworkProps, 'egress' | 's3'>[] = (['nat', 'none'] as const).flatMap((egress) =>
    ([undefined, 'gateway', 'gateway-in-local-zones', 'interface'] as const).map((s3) => ({ egress, s3 })),
  );

  test.each(ways)('a node zone that comes or goes changes no byte of anything else: %j', (way) => {
    const together = NetworkTemplate.of({ ...both, ...way });
    const alone: [string, ClusterNetworkProps][] = [
      ['10.0.96.0/19', { ...both, nodeSubnets: both.nodeSubnets.slice(1) }],
      [DALLAS, regional],
    ];
    for (const [cidr, rest] of alone) {
      const without = NetworkTemplate.of({ ...rest, ...way });
      expect(changed(without, together)).toEqual([]);

      // What only the larger network has belongs to the subnet that came: each resource leads to it.
      const added = Object.keys(together.resources).filter((id) => !(id in without.resources));
      const own = [together.subnet(cidr), together.routeTableOf(together.subnet(cidr))];
      expect(added).toEqual(expect.arrayContaining(own));
      const strangers = added.filter(
        (id) => !own.includes(id) && !namedIn(together.resources[id]).some((named) => own.includes(named)),
      );
      expect(strangers).toEqual([]);
    }
  });

  test('the comparison would see a range that moved', () => {
    const moved = NetworkTemplate.of({ ...GB200, nodeSubnets: [{ zone: 'use1-dfw2-az1', cidr: '10.0.96.0/19' }] });
    expect(changed(NetworkTemplate.of(GB200), moved)).toEqual(['AWS::EC2::Subnet']);
  });
});
