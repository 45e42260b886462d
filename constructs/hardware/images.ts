import { deepFreeze } from './freeze';
import { HardwareError } from './hardware-error';
import type { KnownImage } from './image-facts';
import { checkImage } from './image-rules';
import type { AcceleratedInstanceTypeFacts, CpuArchitecture } from './instance-type-facts';

/** The release of the EKS optimized AMIs that is taken by default. */
const RELEASE = 'v20260728';

/** Kubernetes version that the release names its images after; on other engines it picks the kernel, 6.18. */
const KUBERNETES = '1.36';

/**
 * The image that nodes of the type run unless the user names another: pinned, and of a driver branch that the type works
 * with. It never moves by itself.
 *
 * @throws HardwareError where no image is known for the type (Trainium), or the known one breaks a rule of the type
 */
export function defaultImage(type: AcceleratedInstanceTypeFacts): KnownImage {
  if (type.accelerators.manufacturer !== 'nvidia') {
    throw new HardwareError([
      {
        id: 'image-default-none',
        message: `no default image is known for ${type.name}: the known images carry an NVIDIA driver, and it needs the driver of ${type.accelerators.model}; name an image with its architecture, root device and driver`,
      },
    ]);
  }
  const image = EKS_NVIDIA_IMAGES[type.architecture];
  const problems = checkImage(type, image);
  if (problems.length > 0) {
    throw new HardwareError([
      {
        id: 'image-default-none',
        message: `no default image is known for ${type.name}; name one with its architecture, root device and driver`,
      },
      ...problems,
    ]);
  }
  return image;
}

/**
 * Amazon EKS optimized Amazon Linux 2023, NVIDIA variant. Chosen because its parameters name single releases; those of
 * the Deep Learning AMIs only exist as `latest`, and their ARM64 images moved to driver 595.
 */
const EKS_NVIDIA_IMAGES: Readonly<Record<CpuArchitecture, KnownImage>> = deepFreeze({
  arm64: eksNvidiaImage('arm64'),
  x86_64: eksNvidiaImage('x86_64'),
});

function eksNvidiaImage(architecture: CpuArchitecture): KnownImage {
  const name = `amazon-eks-node-al2023-${architecture}-nvidia-${KUBERNETES}-${RELEASE}`;
  return {
    ssmParameter: `/aws/service/eks/optimized-ami/${KUBERNETES}/amazon-linux-2023/${architecture}/nvidia/${name}/image_id`,
    description: `Amazon EKS optimized AL2023, NVIDIA variant, ${architecture}, release ${RELEASE}`,
    architecture,
    rootDevice: '/dev/xvda',
    driver: '580.159.03',
    sources: [
      {
        url: `https://github.com/awslabs/amazon-eks-ami/releases/tag/${RELEASE}`,
        read: '2026-11-23',
        note: `Image names, driver 580.159.03 on both architectures and kernel 6.18, from the release's table for Kubernetes ${KUBERNETES}. UNCONFIRMED: the table was read as others quoted it on 2026-08-01, and no such image was started to see its driver.`,
      },
      {
        url: 'https://github.com/aws-samples/sample-eks-enterprise-quickstart/blob/main/terraform/modules/eks-gpu-nodegroup/main.tf',
        read: '2026-11-23',
        note: 'Form of the SSM parameter of a single release, beside the moving `recommended` one; root device /dev/xvda. UNCONFIRMED: that SSM has the parameter of this release today, in every Region and for how long; none was looked up in an account.',
      },
      {
        url: 'https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-optimized-ami.html',
        read: '2026-11-23',
        note: 'Driver 580 on every Kubernetes version; the ARM NVIDIA variant is the one for P6e-GB200 and P6e-GB300.',
      },
    ],
  };
}
