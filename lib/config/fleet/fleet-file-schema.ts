import { z } from 'zod';

import { clusterSchema } from '../schema/cluster';
import { instant, name } from '../schema/forms';
import { network } from '../schema/network';
import { member, pool } from '../schema/pool';

const partialCluster = clusterSchema
  .omit({ name: true, pools: true })
  .partial()
  .extend({ network: network.partial().optional() });

const times = {
  startsAt: instant()
    .optional()
    .meta({ description: 'When the blocks of the pool start, unless a member says otherwise.' }),
  endsAt: instant().optional().meta({ description: 'When they end, unless a member says otherwise.' }),
};

/** One of `cells`. */
const cell = partialCluster.extend({
  name: name().meta({ description: 'Unique in the fleet; its cluster is called <fleet>-<name>. Never change it.' }),
  by: instant().optional().meta({ description: 'When the cell is to stand; a block that begins later is refused.' }),
  pools: z
    .record(
      z.string(),
      pool
        .omit({ name: true, members: true })
        .partial()
        .extend({
          ...times,
          members: z
            .record(z.string(), z.union([z.string(), member.omit({ name: true })]))
            .meta({ description: "Members by name: a block's reservation id, or the keys of a member." }),
        }),
    )
    .meta({ description: 'The pools of the description that the cell has, with what is otherwise in them.' }),
});

/**
 * A fleet file as editors know it. The reader makes a cluster file of each cell, and holds that against the schema of
 * cluster files.
 */
export const fleetFileSchema = z
  .strictObject({
    fleet: name().meta({ description: "The fleet's name, and the beginning of every cluster's. Never change it." }),
    cell: partialCluster
      .extend({ pools: z.array(pool.omit({ members: true }).partial().required({ name: true })).min(1) })
      .meta({ description: 'What all cells are alike in: keys of a cluster file.' }),
    cells: z.array(cell).min(1).meta({ description: 'The cells, each a cluster of its own.' }),
  })
  .meta({
    title: 'cdk-ultraserver fleet file',
    description: 'Many cells over accounts, Regions and zones, from one description; docs/fleet.md explains every key.',
  });
