import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files in config/ that are no clusters. */
export const NOT_CLUSTERS: readonly string[] = ['prices.yaml'];

/** Names of the example cluster files in config/. */
export const CLUSTER_FILES: readonly string[] = readdirSync(join(__dirname, '..', '..', 'config')).filter(
  (file) => file.endsWith('.yaml') && !NOT_CLUSTERS.includes(file),
);
