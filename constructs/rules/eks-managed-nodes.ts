import type { Problem } from '../hardware/problem';

/**
 * Managed node groups that a cluster holds, and nodes that a group holds.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
 */
export const MANAGED_NODE_LIMITS = { groupsPerCluster: 30, nodesPerGroup: 450 } as const;

/** The system nodes are a managed node group, too. */
const SYSTEM_GROUPS = 1;

/**
 * Whether a cluster has room for so many members in managed node groups.
 *
 * @param members UltraServers and groups of plain instances
 */
export function checkManagedGroupCount(members: number): Problem[] {
  const most = MANAGED_NODE_LIMITS.groupsPerCluster - SYSTEM_GROUPS;
  return members <= most
    ? []
    : [
        {
          id: 'eks-managed-groups',
          message:
            `${members} members in managed node groups, and a cluster takes ${most} beside its system nodes; ` +
            'use self-managed nodes, or divide the members among several clusters',
          path: ['nodes'],
        },
      ];
}

/** Whether a managed node group takes so many nodes. */
export function checkManagedGroupSize(count: number): Problem[] {
  return count <= MANAGED_NODE_LIMITS.nodesPerGroup
    ? []
    : [
        {
          id: 'eks-managed-group-size',
          message:
            `${count} nodes in a managed node group, which takes ${MANAGED_NODE_LIMITS.nodesPerGroup}; ` +
            'divide them among several groups, or use self-managed nodes',
          path: ['count'],
        },
      ];
}

const NODEGROUP_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;

/**
 * Whether a member's name can be the name of its managed node group.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html
 */
export function checkManagedGroupName(name: string): Problem[] {
  return NODEGROUP_NAME.test(name)
    ? []
    : [
        {
          id: 'eks-managed-group-name',
          message:
            `the name of a member becomes the name of its managed node group, of at most 63 letters, digits, '-' and '_', ` +
            `with a letter or digit first, got ${JSON.stringify(name)}; rename it, or use self-managed nodes`,
          path: ['name'],
        },
      ];
}
