import { z } from 'zod';

import { instant, name } from '../schema/forms';

/**
 * What a fleet file must be before its cells can be made of it. What a cell comes to, as a cluster file, is checked as any
 * cluster file is.
 */
export const fleetSchema = z.strictObject({
  fleet: name(),
  cell: z.looseObject({ pools: z.array(z.looseObject({ name: name() })).min(1) }),
  cells: z
    .array(
      z.looseObject({
        name: name(),
        by: instant().optional(),
        pools: z.record(z.string(), z.looseObject({ members: z.record(z.string(), z.unknown()) })),
      }),
    )
    .min(1),
});

/** A fleet file of the right shape. */
export type FleetFile = z.output<typeof fleetSchema>;
