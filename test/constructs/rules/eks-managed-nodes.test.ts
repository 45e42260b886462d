import {
  checkManagedGroupCount,
  checkManagedGroupName,
  checkManagedGroupSize,
  MANAGED_NODE_LIMITS,
} from 'cdk-ultraserver/rules';

test('the limits are those that EKS states', () => {
  expect(MANAGED_NODE_LIMITS).toEqual({ groupsPerCluster: 30, nodesPerGroup: 450 });
});

test('a cluster takes 29 members beside its system nodes', () => {
  expect(checkManagedGroupCount(29)).toEqual([]);
  expect(checkManagedGroupCount(30)).toEqual([
    expect.objectContaining({
      id: 'eks-managed-groups',
      message: expect.stringMatching(/^30 members .* takes 29 .*; use self-managed nodes, or divide/) as string,
    }),
  ]);
});

test('a group takes 450 nodes', () => {
  expect(checkManagedGroupSize(450)).toEqual([]);
  expect(checkManagedGroupSize(451)).toEqual([
    expect.objectContaining({ id: 'eks-managed-group-size', message: expect.stringMatching(/^451 nodes/) as string }),
  ]);
});

test.each(['alpha', 'Alpha_1-b', '9', 'a'.repeat(63)])('%s names a node group', (name) => {
  expect(checkManagedGroupName(name)).toEqual([]);
});

test.each(['', '-alpha', '_alpha', 'al.pha', 'train/alpha', 'a b', 'a'.repeat(64)])('%j names none', (name) => {
  expect(checkManagedGroupName(name)).toEqual([
    expect.objectContaining({
      id: 'eks-managed-group-name',
      message: expect.stringContaining(`got ${JSON.stringify(name)}; rename it`) as string,
    }),
  ]);
});
