import { Token } from 'aws-cdk-lib';

import type { AcceleratedInstanceType } from '../hardware/instance-type';
import type { CpuArchitecture } from '../hardware/instance-type-facts';
import { refuse } from '../private/errors';
import { checkAmiId } from '../rules/identifiers';
import { type ImageEngine, type ImageOs, knownParentImage } from '../rules/image-build-parent';
import { checkImageParameter } from '../rules/image-parameter';

/** What must be known of an image before another one is built on it. */
export interface ParentImageFacts {
  readonly architecture: CpuArchitecture;
  readonly os: ImageOs;

  /** Name of the root device in the AMI: `/dev/xvda` (Amazon Linux), `/dev/sda1` (Ubuntu). */
  readonly rootDevice: string;

  /**
   * The NVIDIA driver in it, which the build then leaves as it is: `580.159.03`.
   *
   * @default - not known: the build installs the one that is wanted, in the place of any other
   */
  readonly driver?: string;
}

/** The image that another one is built on. */
export class ParentImage {
  /**
   * The image that is known to fit an engine's nodes of that type, `knownParentImage`.
   *
   * @throws HardwareError where none is known
   */
  static known(engine: ImageEngine, type: AcceleratedInstanceType): ParentImage {
    const { ssmParameter, ...facts } = knownParentImage(engine, type);
    return new ParentImage(`ssm:${ssmParameter}`, facts);
  }

  /**
   * An AMI by its id.
   *
   * @throws InvalidPropsError where the id has another form
   */
  static fromId(id: string, facts: ParentImageFacts): ParentImage {
    refuse(Token.isUnresolved(id) ? [] : checkAmiId(id));
    return new ParentImage(id, facts);
  }

  /**
   * An AMI by an SSM parameter, which is read at each build. It may move: what is built from it does not.
   *
   * @throws InvalidPropsError where the parameter is no absolute path
   */
  static fromSsm(parameter: string, facts: ParentImageFacts): ParentImage {
    refuse(checkImageParameter(parameter).filter(({ id }) => id === 'image-parameter-form'));
    return new ParentImage(`ssm:${parameter}`, facts);
  }

  private constructor(
    /** As recipes take it: an AMI id, or `ssm:` and the name of a parameter. */
    readonly reference: string,
    readonly facts: ParentImageFacts,
  ) {}
}
