import { z } from 'zod';

import { instant, name, zone } from './forms';
import { image } from './image';

/** One of a pool's `members`. */
export const member = z
  .strictObject({
    name: name().meta({ description: 'Unique in the cluster; names its resources. Renaming replaces the nodes.' }),
    count: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Instances; not for an UltraServer, whose size is its type.' }),
    block: z.string().optional().meta({ description: 'Reservation id of a Capacity Block, cr-...; needs endsAt.' }),
    startsAt: instant().optional().meta({
      description:
        'When the block starts. No clock is read, so a past time is not refused. Default: it is active already.',
    }),
    endsAt: instant().optional().meta({
      description: 'When the block ends: 11:30 UTC on its last day. No clock is read, so a past time is not refused.',
    }),
    reservation: z
      .string()
      .optional()
      .meta({ description: 'Id of an On-Demand Capacity Reservation that exists, cr-...' }),
    reservationGroup: z.string().optional().meta({ description: 'ARN of a resource group of Capacity Reservations.' }),
    reserve: z
      .strictObject({
        endsAt: instant().optional().meta({
          description:
            'When it is given back. No clock is read, so a past time is not refused. Default: when it is deleted.',
        }),
      })
      .optional()
      .meta({
        description: 'Creates an On-Demand Capacity Reservation, which costs from then on; {} for one without end.',
      }),
    onDemand: z.literal(true).optional().meta({ description: 'On-Demand instances, without any reservation.' }),
    zone: zone().optional().meta({ description: "Id of the zone of its capacity. Default: the pool's." }),
    cell: name().optional().meta({ description: "The cell, and so the stack, that holds it. Default: the pool's." }),
    image: image
      .meta({ description: "An AMI for this member alone, with what must be known of it. Default: the pool's image." })
      .optional(),
  })
  .meta({ description: 'One UltraServer, or a group of instances with one source of capacity.' });

/** One of `pools`. */
export const pool = z
  .strictObject({
    name: name().meta({ description: 'Unique in the cluster: train, serve.' }),
    ultraServer: z
      .string()
      .optional()
      .meta({ description: 'UltraServer type of its members, u-p6e-gb200x72; this or instanceType.' }),
    instanceType: z
      .string()
      .optional()
      .meta({ description: 'Instance type of its members, p6-b300.48xlarge; this or ultraServer.' }),
    zone: zone().meta({ description: "Id of the zone of its members' capacity; a member may name another." }),
    cell: name()
      .optional()
      .meta({ description: 'The cell, and so the stack, that holds its members.', default: 'main' }),
    image: image.optional(),
    rootVolume: z
      .strictObject({
        sizeGiB: z.int().min(20).max(16384).optional().meta({ description: 'Size in GiB.', default: 200 }),
        type: z
          .enum(['gp3', 'gp2'])
          .optional()
          .meta({ description: 'EBS volume type; gp2 where a Local Zone has no gp3.', default: 'gp3' }),
      })
      .optional()
      .meta({ description: 'The encrypted root volume of each node.' }),
    interfaces: z
      .strictObject({
        layout: z
          .string()
          .optional()
          .meta({ description: "Name of one of the type's layouts. Default: the type's first." }),
        enaCards: z
          .array(z.int().min(0))
          .optional()
          .meta({ description: 'Network cards that also get an ENA (IP) interface.' }),
      })
      .optional()
      .meta({ description: 'Network interfaces of each node.' }),
    drainMinutes: z.int().optional().meta({
      description: "Minutes before a block's end at which its nodes go; 61 or more (instances: 31).",
      default: 90,
    }),
    namespaces: z
      .array(name())
      .min(1)
      .optional()
      .meta({ description: 'Namespaces whose work may use it, of engine.namespaces. For eks. Default: all of them.' }),
    borrowsFrom: z.array(z.string()).optional().meta({
      description:
        'Pools whose idle nodes its work may borrow; their own work takes them back. For eks. Default: none.',
    }),
    members: z.array(member).min(1).meta({ description: 'What the pool is made of.' }),
  })
  .meta({ description: 'UltraServers, or instances, of one type that serve one purpose.' });
