import { defaultImage } from '../hardware/images';
import type { AcceleratedInstanceTypeFacts, CpuArchitecture } from '../hardware/instance-type-facts';
import type { Problem } from '../hardware/problem';

/** What runs the work on nodes of an image. */
export type ImageEngine = 'ec2' | 'eks' | 'slurm';

/** Operating systems that images are built on: Amazon Linux 2023, Ubuntu 24.04. */
export type ImageOs = 'al2023' | 'ubuntu2404';

/**
 * The operating systems of each engine's nodes: `nodeadm` joins Amazon Linux to EKS, and the AMI that AWS PCS has for GPUs,
 * with Slurm and its own agent in it, is an Ubuntu.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-optimized-ami.html
 */
export const IMAGE_SYSTEMS: Readonly<Record<ImageEngine, readonly ImageOs[]>> = {
  ec2: ['al2023', 'ubuntu2404'],
  eks: ['al2023'],
  slurm: ['ubuntu2404'],
};

/** The image that one for an engine's nodes is built on, unless another is given. */
export interface KnownParentImage {
  /** A public SSM parameter. */
  readonly ssmParameter: string;
  readonly architecture: CpuArchitecture;
  readonly os: ImageOs;
  readonly rootDevice: string;

  /** @default - not known: it moves with AWS's releases */
  readonly driver?: string;
}

/**
 * The image that fits an engine's nodes of that type: what nodes run by default (`ec2`, `eks`), and on `slurm` the AMI of
 * AWS PCS. That has no parameter of a single release: the checks of a build say whether today's is what is wanted.
 *
 * UNCONFIRMED: PCS's parameter and its Ubuntu 24.04 on both architectures are from reports of others; that its AMI on
 * arm64 carries a driver of branch 595, which the build replaces, from those on the Deep Learning AMI it is made of.
 *
 * @throws HardwareError where no image is known for the type
 */
export function knownParentImage(engine: ImageEngine, type: AcceleratedInstanceTypeFacts): KnownParentImage {
  const { architecture } = type;
  if (engine === 'slurm') {
    const ssmParameter = `/aws/service/pcs/ami/dlami-base-ubuntu2404/${architecture}/latest/ami-id`;
    return { ssmParameter, architecture, os: 'ubuntu2404', rootDevice: '/dev/sda1' };
  }
  const { ssmParameter, rootDevice, driver } = defaultImage(type);
  return { ssmParameter, architecture, os: 'al2023', rootDevice, driver };
}

/** An image that another one is built on, and what is to run it. */
export interface ImageParentDemand {
  readonly engine: ImageEngine;
  readonly os: ImageOs;
  readonly architecture: CpuArchitecture;

  /** Name of the root device: `/dev/xvda`, `/dev/sda1`. */
  readonly rootDevice: string;

  /** The instance types that the image is built for. */
  readonly types: readonly AcceleratedInstanceTypeFacts[];
}

/** What keeps an image from being built on a parent for its instance types. */
export function checkImageParent({ engine, os, architecture, rootDevice, types }: ImageParentDemand): Problem[] {
  const systems = IMAGE_SYSTEMS[engine];
  const unfit = checkImageTypes(types);
  if (unfit.length > 0) {
    return unfit;
  }
  return [
    ...types
      .filter((type) => type.architecture !== architecture)
      .slice(0, 1)
      .map((type) => ({
        id: 'image-build-architecture',
        message: `the parent image is built for ${architecture}, but ${type.name} runs ${type.architecture}; give a parent for ${type.architecture}`,
        path: ['parent', 'architecture'],
      })),
    ...(systems.includes(os)
      ? []
      : [
          {
            id: 'image-build-os',
            message: `images for engine ${engine} are not built on ${os}, only on ${systems.join(' or ')}; give a parent of such a system`,
            path: ['parent', 'os'],
          },
        ]),
    ...(/^\/dev\/(sd|xvd)[a-z]\d{0,2}$/.test(rootDevice)
      ? []
      : [
          {
            id: 'image-build-root-device',
            message: `root device '${rootDevice}' is not a name that an AMI gives; use the parent's RootDeviceName, such as /dev/xvda (Amazon Linux) or /dev/sda1 (Ubuntu)`,
            path: ['parent', 'rootDevice'],
          },
        ]),
  ];
}

/** What keeps one image from serving these types: they are of one architecture, and have NVIDIA's GPUs. */
export function checkImageTypes(types: readonly AcceleratedInstanceTypeFacts[]): Problem[] {
  const path = ['instanceTypes'];
  const [first] = types;
  if (!first) {
    return [
      {
        id: 'image-build-types',
        message: 'the image is for no instance type, so that nothing says which driver it needs; name one',
        path,
      },
    ];
  }
  const other = types.find(({ architecture }) => architecture !== first.architecture);
  if (other) {
    const message = `${first.name} runs ${first.architecture} and ${other.name} ${other.architecture}, which no image serves together; build one for each`;
    return [{ id: 'image-build-types', message, path }];
  }
  const foreign = types.find(({ accelerators }) => accelerators.manufacturer !== 'nvidia');
  const message = `${foreign?.name} has no NVIDIA GPU, and images are built with NVIDIA's driver alone; leave it out and name an image of your own for it`;
  return foreign ? [{ id: 'image-build-types', message, path }] : [];
}
