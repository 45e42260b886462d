import type { NodeFile } from '../nodes/user-data/cloud-config';
import { renderAssignments } from '../nodes/user-data/node-environment';
import { packedText } from '../nodes/user-data/packed-part';
import { placeFiles } from '../nodes/user-data/place-files';
import type { ImageEngine } from '../rules/image-build-parent';
import type { ImageSoftware } from '../rules/image-build-software';
import type { ComponentDocument } from './component-document';
import { imageFilesPart, softwareFiles } from './image-files';

/** What the documents of an image are rendered from. */
export interface ImageComponentsOptions {
  readonly engine: ImageEngine;
  readonly software: ImageSoftware;

  /** The driver that the parent has. @default - not known: the build installs it */
  readonly parentDriver?: string;

  /** SHA-256 of the EFA installer's archive. @default - its signature alone is checked */
  readonly efaInstallerSha256?: string;
}

/** A document, with the name of the resource that holds it. */
export interface ImageComponent {
  readonly id: string;
  readonly document: ComponentDocument;
}

/**
 * The documents of an image, in the order in which they run: its files, its software, and the checks, which run on the
 * instance that was built and again on one that runs the image.
 */
export function imageComponents(options: ImageComponentsOptions): ImageComponent[] {
  const variables = renderVariables(options);
  const check = {
    name: 'Check',
    timeoutMinutes: 10,
    // What is wanted stands in the recipe: what the image itself says of that is not asked.
    script: ['set -euo pipefail', 'set -a', ...variables, 'set +a', 'bash /opt/ultraserver/check.sh'].join('\n'),
  };
  return [
    {
      id: 'Files',
      document: {
        name: 'ultraserver-files',
        description: `Scripts and units of ${options.engine} nodes; user data writes them again and starts them`,
        phases: [{ name: 'build', steps: [{ name: 'Place', timeoutMinutes: 5, script: filesScript(options.engine) }] }],
      },
    },
    {
      id: 'Software',
      document: {
        name: 'ultraserver-software',
        description: 'What the parent image lacks, each piece in one release',
        phases: [
          { name: 'build', steps: [{ name: 'Install', timeoutMinutes: 90, script: softwareScript(variables) }] },
        ],
      },
    },
    {
      id: 'Checks',
      document: {
        name: 'ultraserver-checks',
        description: 'Every piece is there, in the release that is wanted',
        phases: [
          { name: 'validate', steps: [check] },
          { name: 'test', steps: [check] },
        ],
      },
    },
  ];
}

/** What the scripts are told, as lines of bash. */
function renderVariables({ software, parentDriver, efaInstallerSha256 }: ImageComponentsOptions): string[] {
  return renderAssignments({
    IMAGE_PARENT_DRIVER: parentDriver ?? '',
    IMAGE_DRIVER: software.driver,
    IMAGE_IMEX: software.imex,
    IMAGE_EFA_INSTALLER: software.efaInstaller,
    IMAGE_EFA_INSTALLER_SHA256: efaInstallerSha256 ?? '',
    IMAGE_OFI_NCCL: software.ofiNccl,
    IMAGE_NCCL: software.nccl,
    IMAGE_DCGM: software.dcgm,
    IMAGE_CLOUDWATCH_AGENT: software.cloudWatchAgent,
  })
    .trimEnd()
    .split('\n');
}

function filesScript(engine: ImageEngine): string {
  const packed = packedText(imageFilesPart(engine));
  return ['set -euo pipefail', "base64 -d <<'PACKED' | gunzip | bash --norc", packed, 'PACKED'].join('\n');
}

/** The image remembers what it was to have, for whoever asks `/opt/ultraserver/check.sh` on a node. */
function softwareScript(variables: string[]): string {
  const file: NodeFile = { path: '/etc/ultraserver/image.env', content: `${variables.join('\n')}\n` };
  return [
    'set -euo pipefail',
    ...placeFiles([...softwareFiles(), file]),
    'set -a',
    `. ${file.path}`,
    'set +a',
    'bash /opt/ultraserver/install.sh',
  ].join('\n');
}
