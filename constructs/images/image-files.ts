import { slurmJobFiles } from '../engines/slurm/job-scripts';
import type { NodeFile } from '../nodes/user-data/cloud-config';
import { placeFiles } from '../nodes/user-data/place-files';
import { configFile, scriptFile, unitFile } from '../nodes/user-data/static-files';
import type { PackagePart } from '../nodes/user-data/user-data-part';
import type { ImageEngine } from '../rules/image-build-parent';

/** Where the scripts of images lie in this package. */
const IMAGE_SCRIPTS = 'images/scripts';

/** The scripts and units that user data puts on every node. */
const NODE = {
  scripts: ['lib.sh', 'kernel-log.sh', 'instance-store.sh', 'tune.sh', 'boot-gate.sh', 'agent.sh'],
  units: [
    'ultraserver-kernel-log.service',
    'ultraserver-instance-store.service',
    'ultraserver-tune.service',
    'ultraserver-boot-gate.service',
    'ultraserver-gate-heartbeat.service',
    'ultraserver-gate-heartbeat.timer',
    'ultraserver-agent.service',
    'ultraserver.target',
  ],
};

/** Those of IMEX, where no engine of its own makes domains. */
const IMEX = {
  scripts: ['imex-lib.sh', 'imex.sh'],
  units: ['ultraserver-imex.service', 'ultraserver-imex-watch.service', 'ultraserver-imex-watch.timer'],
};

/**
 * Files of an image that are the same on all nodes of an engine: the nodes' scripts and units.
 *
 * Nothing in them starts by itself: no unit is enabled, and the drop-ins by which `ultraserver.target` wants units are
 * left to user data, which writes the scripts and units again. So a node runs what its template says, whatever the image has.
 */
export function imageFiles(engine: ImageEngine): NodeFile[] {
  const scripts = [...NODE.scripts, ...(engine === 'ec2' ? IMEX.scripts : [])];
  const units = [...NODE.units, ...(engine === 'ec2' ? IMEX.units : [])];
  const shared = scripts.map((name) => scriptFile(name));
  const jobs = engine === 'slurm' ? [...slurmJobFiles(), scriptFile('agent-deb.sh')] : [];
  return [
    ...shared,
    ...jobs.filter(({ path }) => !shared.some((file) => file.path === path)),
    ...units.map(unitFile),
    configFile('logrotate.conf', '/etc/logrotate.d/ultraserver'),
  ];
}

/** The scripts that install and check the software of an image; they stay in it. */
export function softwareFiles(): NodeFile[] {
  return ['image-lib.sh', 'install.sh', 'check.sh'].map((name) => scriptFile(name, IMAGE_SCRIPTS));
}

/** The script that puts the files of an engine's nodes into an image, as the package carries it. */
export function imageFilesPart(engine: ImageEngine): PackagePart {
  return {
    contentType: 'text/x-shellscript',
    filename: `ultraserver-image-${engine}.sh`,
    compressed: true,
    body: [
      '#!/usr/bin/env bash',
      '# Puts scripts and units into an image.',
      'set -euo pipefail',
      ...placeFiles(imageFiles(engine)),
    ].join('\n'),
  };
}
