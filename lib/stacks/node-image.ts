import { NodeImage } from 'cdk-ultraserver';

import type { ImageModel } from '../config/model';

/** The image of a model, as constructs take it. */
export function nodeImage({ reference, ...facts }: ImageModel): NodeImage {
  return reference.kind === 'id'
    ? NodeImage.fromId(reference.id, facts)
    : NodeImage.fromSsm(reference.parameter, facts);
}
