import { wantUnits } from './boot-target';
import type { NodeFile } from './cloud-config';
import { renderCloudConfig } from './cloud-config';
import type { NodeApiAction } from './node-api-actions';
import { renderAssignments } from './node-environment';
import { nodeScriptsWith } from './node-user-data';
import { configFile, scriptFile, unitFile } from './static-files';
import type { PackagePart, UserDataPart } from './user-data-part';

/** Which instances form the IMEX domain: those with the tags of the node's own cluster and member. */
export interface ImexOptions {
  /** Instances of the UltraServer. */
  readonly instances: number;
}

/** AWS API actions that `imexParts` call, beside those of `NODE_API_ACTIONS`. */
export const IMEX_API_ACTIONS: NodeApiAction[] = [
  {
    action: 'ec2:DescribeInstances',
    scope: 'any',
    reason: "IMEX needs the addresses of the UltraServer's instances",
  },
];

/**
 * Parts of user data that run IMEX over all instances of one UltraServer, for engines that do not make domains of their
 * own. They need the parts of `nodeUserData`, and instances that Auto Scaling groups hold.
 *
 * @see https://docs.nvidia.com/multi-node-nvlink-systems/imex-guide/deployment.html
 */
export function imexParts(options: ImexOptions): UserDataPart[] {
  const environment = renderAssignments({ ULTRASERVER_IMEX_INSTANCES: String(options.instances) });
  return [
    {
      contentType: 'text/cloud-config',
      filename: 'ultraserver-imex.cfg',
      body: renderCloudConfig({ files: [{ path: '/etc/ultraserver/imex.env', content: environment }] }),
    },
    imexScripts(),
  ];
}

/** The scripts and units that every node has, and those of IMEX. */
export function imexScripts(): PackagePart {
  return nodeScriptsWith('ultraserver-imex-scripts.cfg', imexFiles());
}

/**
 * The scripts and units that every node has, those of IMEX, and further files, as one part in the place of `imexScripts`.
 * Its text is the package's own: it must be packed.
 *
 * @param name the part's file name
 */
export function imexScriptsWith(name: string, files: NodeFile[]): PackagePart {
  return { ...nodeScriptsWith(name, [...imexFiles(), ...files]), contains: imexScripts().filename };
}

function imexFiles(): NodeFile[] {
  const started = ['ultraserver-imex.service', 'ultraserver-imex-watch.timer'];
  return [
    scriptFile('imex-lib.sh'),
    scriptFile('imex.sh'),
    ...[...started, 'ultraserver-imex-watch.service'].map(unitFile),
    wantUnits('imex', started),
    configFile('imex-config.cfg', '/etc/nvidia-imex/config.cfg'),
  ];
}
