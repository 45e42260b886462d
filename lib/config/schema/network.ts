import { DEFAULT_EGRESS } from 'cdk-ultraserver/rules';
import { z } from 'zod';

import { cidr, zone } from './forms';

const nodeSubnet = z.strictObject({
  zone: zone().meta({ description: 'Id of the zone, use1-dfw2-az1: a Local Zone or an Availability Zone.' }),
  cidr: cidr().optional().meta({
    description:
      "The subnet's fixed range. Default, with one node zone: the upper half of the network. With several, each must have its own.",
  }),
  natZone: zone().optional().meta({
    description:
      'The control zone whose NAT gateway nodes leave by. Default: the zone itself, else the parent zone of a known Local Zone.',
  }),
});

const existingSubnet = z.strictObject({
  zone: zone().meta({ description: 'Id of the zone that the subnet is in.' }),
  subnetId: z.string().meta({ description: 'Id of a private subnet, subnet-...' }),
  cidr: cidr().meta({ description: "The subnet's range, to check that all nodes have addresses." }),
});

const existingControlSubnet = z.strictObject({
  zone: zone().meta({ description: 'Id of the Availability Zone that the subnet is in.' }),
  subnetId: z.string().meta({ description: 'Id of a private subnet, subnet-...; it may be that of the nodes.' }),
  cidr: cidr().meta({ description: "The subnet's range." }),
});

const existing = z
  .strictObject({
    vpcId: z.string().meta({ description: 'Id of the VPC, vpc-...' }),
    cidr: cidr().meta({ description: "The VPC's range." }),
    nodeSubnets: z.array(existingSubnet).min(1).meta({ description: 'One private subnet for each zone with nodes.' }),
    controlSubnets: z.array(existingControlSubnet).min(1).optional().meta({
      description:
        'Needed for storage, images that are built, eks (two) and slurm (one): one private subnet for each Availability Zone that has any.',
    }),
  })
  .meta({ description: 'A VPC that stands already: nothing is created in it but security groups.' });

/** `network`: either what a new VPC is made from, or `existing`. */
export const network = z
  .strictObject({
    cidr: cidr().optional().meta({ description: "The new VPC's range, /16 to /20.", default: '10.0.0.0/16' }),
    controlZones: z.array(zone()).optional().meta({
      description:
        'Needed for a new VPC: ids of two or more Availability Zones of the Region, for endpoints, NAT gateways and control planes; never a Local Zone.',
    }),
    egress: z.enum(['nat', 'none']).optional().meta({
      description: 'nat: out through NAT gateways. none: VPC endpoints are the only way out.',
      default: DEFAULT_EGRESS,
    }),
    s3: z
      .enum(['gateway', 'gateway-in-local-zones', 'interface'])
      .optional()
      .meta({
        description:
          'How nodes reach S3. gateway: by gateway endpoint, in Local Zones through NAT. gateway-in-local-zones: there too. ' +
          'interface: by interface endpoint. Default: gateway, or interface with egress none.',
      }),
    nodeSubnets: z
      .array(nodeSubnet)
      .optional()
      .meta({ description: 'Zones with nodes whose range or way out is not the default, or that are to come.' }),
    existing: existing.optional(),
  })
  .meta({ description: 'A new VPC (controlZones and what goes with them), or existing.' });
