import type { NodeFile } from '../../nodes/user-data/cloud-config';
import { placeFiles } from '../../nodes/user-data/place-files';
import { sha256 } from '../../private/text';
import { slurmJobFiles } from './job-scripts';

/** A script that a node runs once before it takes jobs. */
export interface NodeInstaller {
  /** Bash. */
  readonly script: string;

  /** SHA-256 of the script, in hexadecimal: what AWS PCS compares what it has fetched with. */
  readonly sha256: string;
}

/**
 * The script that puts Slurm's prolog and epilog on a node: for the stage `NodeBootstrapped` of AWS PCS, which ends before
 * `slurmd` starts. The same text, and so the same checksum, for all nodes of all clusters.
 *
 * It also takes `nvidia-imex` out of systemd's own start, and removes any list of nodes: a daemon that comes up by itself,
 * with the list of a job that is over, joins nodes that nobody asked for. Where NVLink joins the node to others and the
 * image has no `nvidia-imex`, it fails.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-pcs-computenodegroup-nodelifecyclestages.html
 */
export function slurmNodeInstaller(): NodeInstaller {
  const script = renderNodeInstaller(slurmJobFiles());
  return { script, sha256: sha256(script) };
}

/**
 * @internal
 * @throws Error where a file holds the line that ends it in the script
 */
export function renderNodeInstaller(files: readonly NodeFile[]): string {
  const lines = [
    '#!/usr/bin/env bash',
    "# Puts Slurm's prolog and epilog on a node, before slurmd starts.",
    'set -euo pipefail',
    ...placeFiles(files),
    'rm -f "${root}/etc/nvidia-imex/nodes_config.cfg"',
    '# shellcheck source=/dev/null',
    '. "${root}/etc/ultraserver/node.env"',
    'if [[ -n ${ULTRASERVER_DOMAIN_INSTANCES:-} ]]; then',
    '  timeout -k 5 60 systemctl disable --now nvidia-imex.service',
    'fi',
  ];
  return [...lines, ''].join('\n');
}
