import { checkDriver } from '../hardware/image-rules';
import type { AcceleratedInstanceTypeFacts } from '../hardware/instance-type-facts';
import type { Problem } from '../hardware/problem';
import type { SoftwareRequirements } from '../hardware/software-requirements';
import { compareVersions } from '../hardware/version';
import { quote } from './quote';

/** The versions in an image: three numbers each, without a package's epoch and revision. */
export interface ImageSoftware {
  /** NVIDIA driver. */
  readonly driver: string;

  /** NVIDIA IMEX; the daemon takes no other release's driver. */
  readonly imex: string;

  /** AWS's EFA installer: EFA driver, libfabric, Open MPI, the OFI plugin of NCCL. */
  readonly efaInstaller: string;

  /** The OFI plugin of NCCL that comes with that installer. */
  readonly ofiNccl: string;

  /** NVIDIA NCCL. */
  readonly nccl: string;

  /** NVIDIA DCGM. */
  readonly dcgm: string;

  /** Amazon CloudWatch agent. */
  readonly cloudWatchAgent: string;
}

/** Versions that differ from the default ones. */
export interface ImageSoftwareOptions {
  /** @default - the parent image's, or 580.159.03 where that is not stated */
  readonly driver?: string;

  /** @default - that of the driver; another one is refused */
  readonly imex?: string;

  /** @default '1.50.0' */
  readonly efaInstaller?: string;

  /** @default - what the EFA installer is known to bring; must be given with an installer that is not known here */
  readonly ofiNccl?: string;

  /** @default '2.31.2' */
  readonly nccl?: string;

  /** @default '4.7.0' */
  readonly dcgm?: string;

  /** @default '1.300068.0' */
  readonly cloudWatchAgent?: string;
}

/**
 * The versions of an image that names none.
 *
 * - driver: that of the EKS optimized AMI; of branch 580, which AWS uses on GB200.
 * - efaInstaller: of 2026-08-21. The Deep Learning AMIs of October 2026 carry it.
 * - nccl: what the plugin's release 1.21.1 was tested with (https://github.com/aws/aws-ofi-nccl/releases).
 * - dcgm: that of the Deep Learning AMIs of October 2026.
 * - cloudWatchAgent: the oldest that takes the `efa` section of the nodes' configuration.
 *
 * UNCONFIRMED: that NVIDIA's and Amazon's repositories still hold these releases for each system and architecture.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-changelog.html
 */
export const DEFAULT_IMAGE_SOFTWARE = {
  driver: '580.159.03',
  efaInstaller: '1.50.0',
  nccl: '2.31.2',
  dcgm: '4.7.0',
  cloudWatchAgent: '1.300068.0',
} as const;

/**
 * The OFI plugin in releases of the EFA installer.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-changelog.html
 */
const OFI_NCCL: Readonly<Record<string, string>> = { '1.50.0': '1.21.1', '1.51.0': '1.22.0' };

/**
 * The versions of an image, with what follows from those that are stated.
 *
 * @param parentDriver the driver that the parent image is known to have
 * @returns an empty text for the OFI plugin of an installer that is not known
 */
export function imageSoftware(stated: ImageSoftwareOptions, parentDriver?: string): ImageSoftware {
  const driver = stated.driver ?? parentDriver ?? DEFAULT_IMAGE_SOFTWARE.driver;
  const efaInstaller = stated.efaInstaller ?? DEFAULT_IMAGE_SOFTWARE.efaInstaller;
  return {
    driver,
    imex: stated.imex ?? driver,
    efaInstaller,
    ofiNccl: stated.ofiNccl ?? OFI_NCCL[efaInstaller] ?? '',
    nccl: stated.nccl ?? DEFAULT_IMAGE_SOFTWARE.nccl,
    dcgm: stated.dcgm ?? DEFAULT_IMAGE_SOFTWARE.dcgm,
    cloudWatchAgent: stated.cloudWatchAgent ?? DEFAULT_IMAGE_SOFTWARE.cloudWatchAgent,
  };
}

/** An image's software, and what it is to run on. */
export interface ImageSoftwareDemand {
  readonly software: ImageSoftware;

  /** The instance types that the image is built for. */
  readonly types: readonly AcceleratedInstanceTypeFacts[];

  /** The driver that the parent image has. @default - not known: the build installs it */
  readonly parentDriver?: string;

  /** SHA-256 of the EFA installer's archive. @default - its signature alone is checked */
  readonly efaInstallerSha256?: string;
}

/** What is wrong with the software of an image: unpinned, too old for a type, or pieces that do not go together. */
export function checkImageSoftware(demand: ImageSoftwareDemand): Problem[] {
  const { software, types, efaInstallerSha256: sum } = demand;
  const unpinned = checkPins(software);
  if (unpinned.length > 0) {
    return unpinned;
  }
  const drivers = types.flatMap((type) => checkDriver(type, software.driver));
  return [
    ...drivers.slice(0, 1).map((problem) => ({ ...problem, path: ['software', 'driver'] })),
    ...checkPairs(demand),
    ...checkMinimum(types, software.efaInstaller, 'efaInstaller'),
    ...checkMinimum(types, software.nccl, 'nccl'),
    ...(sum === undefined || /^[0-9a-f]{64}$/.test(sum)
      ? []
      : [
          {
            id: 'image-build-checksum',
            message: `${quote(sum)} is no SHA-256: 64 digits 0-9, a-f; AWS lists those of the EFA installer on https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-verify.html, or leave it out: the signature is checked in any case`,
            path: ['efaInstallerSha256'],
          },
        ]),
  ];
}

/** `latest`, a branch or a pattern names another release tomorrow. */
function checkPins(software: ImageSoftware): Problem[] {
  return Object.entries(software).flatMap(([piece, version]: [string, string]) => {
    const path = ['software', piece];
    if (piece === 'ofiNccl' && version === '') {
      const known = Object.keys(OFI_NCCL).join(', ');
      const message = `which OFI plugin of NCCL the EFA installer ${software.efaInstaller} brings is not known here, only that of ${known}; give it as ofiNccl (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-changelog.html)`;
      return [{ id: 'image-build-ofi-nccl', message, path }];
    }
    return /^\d+\.\d+\.\d+$/.test(version)
      ? []
      : [
          {
            id: 'image-build-unpinned',
            message: `${piece} ${quote(version)} does not name one release; write its three numbers, such as ${EXAMPLES[piece] ?? DEFAULT_IMAGE_SOFTWARE.driver}`,
            path,
          },
        ];
  });
}

const EXAMPLES: Readonly<Record<string, string>> = { ...DEFAULT_IMAGE_SOFTWARE, ofiNccl: '1.21.1' };

function checkPairs({ software, parentDriver }: ImageSoftwareDemand): Problem[] {
  const { driver, imex, efaInstaller, ofiNccl } = software;
  const brought = OFI_NCCL[efaInstaller];
  return [
    ...(imex === driver
      ? []
      : [
          {
            id: 'image-build-imex',
            message: `imex ${imex} beside driver ${driver}: they must be of one release; leave imex out for that of the driver`,
            path: ['software', 'imex'],
          },
        ]),
    ...(parentDriver === undefined || parentDriver === driver
      ? []
      : [
          {
            id: 'image-build-parent-driver',
            message: `the parent image has driver ${parentDriver}, which the build leaves as it is, and ${driver} is asked for; give a parent with ${driver}, or leave driver out`,
            path: ['software', 'driver'],
          },
        ]),
    ...(brought === undefined || brought === ofiNccl
      ? []
      : [
          {
            id: 'image-build-ofi-nccl',
            message: `the EFA installer ${efaInstaller} brings the OFI plugin ${brought}, not ${ofiNccl}; leave ofiNccl out`,
            path: ['software', 'ofiNccl'],
          },
        ]),
  ];
}

function checkMinimum(
  types: readonly AcceleratedInstanceTypeFacts[],
  version: string,
  piece: keyof SoftwareRequirements & ('efaInstaller' | 'nccl'),
): Problem[] {
  return types
    .flatMap(({ name, software }) => {
      // A package's revision (`2.26.2-1`) is not part of what an image states.
      const minimum = software?.[piece]?.split('-')[0];
      return minimum === undefined || compareVersions(version, minimum) >= 0
        ? []
        : [
            {
              id: 'image-build-minimum',
              message: `${piece} ${version} is older than ${minimum}, the oldest that ${name} works with; give a newer one (${software?.source.url})`,
              path: ['software', piece],
            },
          ];
    })
    .slice(0, 1);
}
