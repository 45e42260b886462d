import { join } from 'node:path';

import { gzipSync, strToU8 } from 'fflate';

import { imageFilesPart } from '../../constructs/images/image-files';
import { debianAgent } from '../../constructs/nodes/user-data/debian-agent';
import { imexScripts } from '../../constructs/nodes/user-data/imex';
import { imexMountScripts, mountScripts } from '../../constructs/nodes/user-data/mounts';
import { agentMetrics, nodeScripts } from '../../constructs/nodes/user-data/node-user-data';
import type { UserDataPart } from '../../constructs/nodes/user-data/user-data-part';
import type { PackedPart } from '../../constructs/nodes/user-data/packed-part';
import { sha256 } from '../../constructs/private/text';

/** The parts that are the same on every node, or on every node with the same devices. */
export function staticParts(): UserDataPart[] {
  const devices = (['nvidia', 'aws-neuron'] as const).flatMap((accelerator) =>
    [0, 1].map((efaInterfaces) => ({ accelerator, efaInterfaces })),
  );
  return [
    nodeScripts(),
    imexScripts(),
    mountScripts(),
    imexMountScripts(),
    debianAgent(),
    ...devices.map(agentMetrics),
  ];
}

/** The files of images. */
export function imageParts(): UserDataPart[] {
  return (['ec2', 'eks', 'slurm'] as const).map(imageFilesPart);
}

/**
 * Packs the parts of user data that are the same on every node, and the files of images.
 *
 * By fflate, not by zlib: zlib's output differs between versions and processors, and templates must be the same bytes on
 * whatever machine they are synthesized.
 *
 * @returns content of each `user-data/<part>.json`, by that path
 */
export function packUserData(): Map<string, string> {
  return new Map(
    [...staticParts(), ...imageParts()].map(({ filename, body }) => {
      // A time of 0 is none.
      const gzip = gzipSync(strToU8(body), { level: 9, mtime: 0 });
      const packed: PackedPart = { sha256: sha256(body), gzip: Buffer.from(gzip).toString('base64') };
      return [join('user-data', `${filename}.json`), `${JSON.stringify(packed, undefined, 2)}\n`];
    }),
  );
}
