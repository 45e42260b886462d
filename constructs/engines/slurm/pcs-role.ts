import type { NodeApiAction } from '../../nodes/user-data/node-api-actions';

/**
 * Path of the roles and instance profiles of AWS PCS's nodes.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/security-instance-profiles.html
 */
export const PCS_PATH = '/aws-pcs/';

/** The call by which a node joins its cluster. */
export const REGISTER_NODE: NodeApiAction = {
  action: 'pcs:RegisterComputeNodeGroupInstance',
  scope: 'any',
  reason: 'a node registers with AWS PCS and learns where its controller is',
};
