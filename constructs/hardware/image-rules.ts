import type { ImageFacts } from './image-facts';
import type { AcceleratedInstanceTypeFacts } from './instance-type-facts';
import type { Problem } from './problem';
import { compareVersions, isVersion, versionBranch } from './version';

/**
 * What is wrong with an image for instances of the type: architecture, root device, driver.
 */
export function checkImage(type: AcceleratedInstanceTypeFacts, image: ImageFacts): Problem[] {
  const problems: Problem[] = [];
  if (image.architecture !== type.architecture) {
    problems.push({
      id: 'image-architecture',
      message: `the image is built for ${image.architecture}, but ${type.name} runs ${type.architecture}; choose an image for ${type.architecture}`,
      path: ['architecture'],
    });
  }
  // Names as AMIs state them. NVMe names are those of the running kernel: no AMI maps its root device to one.
  if (!/^\/dev\/(sd|xvd)[a-z]\d{0,2}$/.test(image.rootDevice)) {
    problems.push({
      id: 'image-root-device',
      message: `root device '${image.rootDevice}' is not a name that an AMI gives; use its RootDeviceName, such as /dev/xvda (Amazon Linux) or /dev/sda1 (Ubuntu)`,
      path: ['rootDevice'],
    });
  }
  return [...problems, ...checkDriver(type, image.driver)];
}

/**
 * What is wrong with a driver version for instances of the type: not a version, below the oldest that AWS names, or of a
 * branch that is known to fail. On types without an NVIDIA driver only the form is checked.
 */
export function checkDriver(type: AcceleratedInstanceTypeFacts, driver: string): Problem[] {
  if (!isVersion(driver)) {
    return [
      {
        id: 'driver-version',
        message: `driver '${driver}' is not a version; state the one in the image, such as 580.159.03`,
        path: ['driver'],
      },
    ];
  }
  const { software } = type;
  if (!software || type.accelerators.manufacturer !== 'nvidia') {
    return [];
  }
  const problems: Problem[] = [];
  if (software.nvidiaDriver !== undefined && compareVersions(driver, software.nvidiaDriver) < 0) {
    problems.push({
      id: 'driver-minimum',
      message: `driver ${driver} is older than ${software.nvidiaDriver}, the oldest that ${type.name} works with; choose an image with a newer one (${software.source.url})`,
      path: ['driver'],
    });
  }
  const branch = versionBranch(driver);
  for (const fault of software.driverFaults ?? []) {
    const difference = compareVersions(branch, fault.branch);
    if (difference === 0 || (fault.andLater === true && difference > 0)) {
      problems.push({
        id: 'driver-fault',
        message: `driver ${driver} on ${type.name}: ${fault.fault}; choose an image with an earlier branch (${fault.source.url})`,
        path: ['driver'],
      });
    }
  }
  return problems;
}
