import { CfnParameter, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import type { ImageFacts } from '../hardware/image-facts';
import { checkImage } from '../hardware/image-rules';
import { defaultImage } from '../hardware/images';
import type { AcceleratedInstanceType } from '../hardware/instance-type';
import { refuse } from '../private/errors';
import { sha256 } from '../private/text';
import { checkAmiId } from '../rules/identifiers';
import { checkImageParameter } from '../rules/image-parameter';

/** What a node needs of an image: the id, as a template says it, and what is known of it. */
export interface ImageBinding extends ImageFacts {
  /** An AMI id, or the reference that becomes one at deployment. */
  readonly imageId: string;
}

/**
 * The AMI of a node group, with what must be known of it.
 */
export abstract class NodeImage {
  /**
   * An AMI by its id.
   *
   * @throws InvalidPropsError where the id has another form
   */
  static fromId(id: string, facts: ImageFacts): NodeImage {
    refuse(Token.isUnresolved(id) ? [] : checkAmiId(id));
    return new ImageById(id, facts);
  }

  /**
   * An AMI by an SSM parameter, which is read when the stack is deployed.
   *
   * @throws InvalidPropsError where the parameter moves by itself (`latest`, `recommended`): the next launch would then
   * run what nobody has tried
   */
  static fromSsm(parameter: string, facts: ImageFacts): NodeImage {
    refuse(checkImageParameter(parameter));
    return new ImageBySsm(parameter, facts);
  }

  /**
   * The image that this package knows to fit the type.
   *
   * @throws Error where it knows none
   */
  static known(type: AcceleratedInstanceType): NodeImage {
    const image = defaultImage(type);
    return new ImageBySsm(image.ssmParameter, image);
  }

  protected constructor(
    /** What is known of the image. */
    readonly facts: ImageFacts,
  ) {}

  /**
   * Checks that the image can run on the type and renders its id.
   *
   * @throws InvalidPropsError where architecture, root device or driver do not fit
   */
  bind(scope: Construct, type: AcceleratedInstanceType): ImageBinding {
    refuse(checkImage(type, this.facts), scope);
    const { architecture, rootDevice, driver } = this.facts;
    return { architecture, rootDevice, driver, imageId: this.renderId(scope) };
  }

  /** The id as a template says it, for instances without accelerators; what they need of it is for the caller to check. */
  idIn(scope: Construct): string {
    return this.renderId(scope);
  }

  protected abstract renderId(scope: Construct): string;
}

class ImageById extends NodeImage {
  constructor(
    private readonly id: string,
    facts: ImageFacts,
  ) {
    super(facts);
  }

  protected renderId(): string {
    return this.id;
  }
}

/**
 * The id is looked up at deployment, not by EC2 at each launch (`resolve:ssm:`): should the parameter vanish, a stack
 * update says so in daylight, and running groups go on launching what they know.
 */
class ImageBySsm extends NodeImage {
  constructor(
    private readonly parameter: string,
    facts: ImageFacts,
  ) {
    super(facts);
  }

  protected renderId(scope: Construct): string {
    const stack = Stack.of(scope);
    // Of the path as a whole: ids drop what paths differ in, and another path must be another parameter, because the CDK
    // CLI keeps the value that a parameter had.
    const id = `Image${sha256(this.parameter).slice(0, 16)}`;
    const known = stack.node.tryFindChild(id);
    const parameter =
      known instanceof CfnParameter
        ? known
        : new CfnParameter(stack, id, {
            type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
            default: this.parameter,
            description: `AMI of ${this.facts.architecture} nodes with driver ${this.facts.driver}`,
          });
    return parameter.valueAsString;
  }
}
