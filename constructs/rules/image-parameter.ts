import type { Problem } from '../hardware/problem';

/** Parts of a public parameter's path whose value AWS changes with each release. */
const MOVING = ['latest', 'recommended'];

/**
 * What is wrong with an SSM parameter that names an AMI: it must be an absolute path, and its value must not move by
 * itself, for a node that is replaced would then run what nobody has tried.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 */
export function checkImageParameter(parameter: string): Problem[] {
  if (!/^\/[A-Za-z0-9_.\-/]+[A-Za-z0-9_.-]$/.test(parameter)) {
    return [
      {
        id: 'image-parameter-form',
        message: `an SSM parameter must be an absolute path like /team/gb200/ami, got ${JSON.stringify(parameter)}`,
        path: ['ssm'],
      },
    ];
  }
  const moving = parameter.split('/').find((part) => MOVING.includes(part));
  if (moving === undefined) {
    return [];
  }
  return [
    {
      id: 'image-parameter-moves',
      message:
        `the SSM parameter must name one image for good, got ${parameter}, whose '${moving}' changes with each release; ` +
        'give a path with a release in it, a parameter of your own, or an AMI id',
      path: ['ssm'],
    },
  ];
}
