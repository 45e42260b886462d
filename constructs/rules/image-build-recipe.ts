import type { CpuArchitecture } from '../hardware/instance-type-facts';
import type { Problem } from '../hardware/problem';
import { checkImageParameter } from './image-parameter';
import { quote } from './quote';

/** The largest number in a version of Image Builder. */
const LARGEST = 2 ** 30 - 1;

/**
 * What is wrong with the version of a recipe: three numbers, which Image Builder numbers builds after.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html
 */
export function checkImageVersion(version: string): Problem[] {
  const numbers = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1);
  return numbers?.every((number) => Number(number) <= LARGEST)
    ? []
    : [
        {
          id: 'image-build-version',
          message: `${quote(version)} is no version of a recipe: three numbers up to ${LARGEST}, such as 1.0.0 or 2026.12.06`,
          path: ['version'],
        },
      ];
}

/** Where Image Builder may write parameters, by AWS's policy for its role. */
export const IMAGE_PARAMETER_PREFIX = '/imagebuilder/';

/** Characters that Image Builder takes for the name of a parameter. @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_SsmParameterConfiguration.html */
const LONGEST_PARAMETER = 1011;

/** Levels of a parameter's name. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
const MOST_LEVELS = 15;

/**
 * What is wrong with the name of the SSM parameter that takes a built image's id. A name without a release in it would be
 * refused where a cluster takes the image.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-iam-awsmanpol.html
 */
export function checkBuiltImageParameter(name: string): Problem[] {
  const path = ['parameterName'];
  const levels = name.split('/').length - 1;
  const sound = !name.includes('//') && name.length <= LONGEST_PARAMETER && levels <= MOST_LEVELS;
  if (!sound || !name.startsWith(IMAGE_PARAMETER_PREFIX)) {
    const message = `${quote(name)} cannot take a built image's id: Image Builder writes below ${IMAGE_PARAMETER_PREFIX} alone, ${LONGEST_PARAMETER} characters and ${MOST_LEVELS} levels at most, none empty; write a name such as /imagebuilder/team/grace/1.0.0`;
    return [{ id: 'image-build-parameter', message, path }];
  }
  return checkImageParameter(name).map((problem) => ({ ...problem, id: 'image-build-parameter', path }));
}

/**
 * What is wrong with the instance types that build an image: they must run its architecture. The name tells: Graviton has
 * a `g` after the generation's number.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function checkImageBuilders(instanceTypes: readonly string[], architecture: CpuArchitecture): Problem[] {
  const path = ['builderTypes'];
  const example = DEFAULT_IMAGE_BUILDERS[architecture][0];
  if (instanceTypes.length === 0) {
    return [{ id: 'image-build-builder', message: `no instance type builds the image; name one, ${example}`, path }];
  }
  return instanceTypes.flatMap((name, index) => {
    const options = /^[a-z]+\d+([a-z0-9-]*)\.[a-z0-9-]+$/.exec(name)?.[1];
    if (options === undefined) {
      const message = `${quote(name)} is no instance type; name one such as ${example}`;
      return [{ id: 'image-build-builder', message, path: [...path, index] }];
    }
    const builds: CpuArchitecture = options.includes('g') || name.startsWith('a1.') ? 'arm64' : 'x86_64';
    const message = `${name} runs ${builds}, and the image is for ${architecture}; build it on one that runs ${architecture}, such as ${example}`;
    return builds === architecture ? [] : [{ id: 'image-build-builder', message, path: [...path, index] }];
  });
}

/** What builds images: no GPU is needed to install and to compile. The first that has capacity is taken. */
export const DEFAULT_IMAGE_BUILDERS: Readonly<Record<CpuArchitecture, readonly [string, ...string[]]>> = {
  arm64: ['m7g.4xlarge', 'c7g.4xlarge', 'm6g.4xlarge'],
  x86_64: ['m7i.4xlarge', 'm6i.4xlarge', 'm5.4xlarge'],
};
