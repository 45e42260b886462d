import { z } from 'zod';

import { fleetFileSchema } from './fleet/fleet-file-schema';
import { clusterSchema } from './schema/cluster';

/**
 * The JSON schema of cluster files, by which editors complete and check. It knows shapes and forms; what one key means
 * for another only the rules know.
 */
export function clusterJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(clusterSchema, { target: 'draft-07', io: 'input' });
}

/** The JSON schema of fleet files. */
export function fleetJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(fleetFileSchema, { target: 'draft-07', io: 'input' });
}

/** The text of config/cluster.schema.json, or of config/fleet.schema.json. */
export function renderJsonSchema(schema = clusterJsonSchema()): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
