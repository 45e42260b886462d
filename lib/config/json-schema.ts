import { z } from 'zod';

import { clusterSchema } from './schema/cluster';

/**
 * The JSON schema of cluster files, by which editors complete and check. It knows shapes and forms; what one key means
 * for another only the rules know.
 */
export function clusterJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(clusterSchema, { target: 'draft-07', io: 'input' });
}

/** The text of config/cluster.schema.json. */
export function renderJsonSchema(): string {
  return `${JSON.stringify(clusterJsonSchema(), null, 2)}\n`;
}
