import { canScoreNodes, checkEksAccess, checkEksClusterName, checkScalingTier } from 'cdk-ultraserver/rules';

const ids = (problems: { id: string }[]): string[] => problems.map(({ id }) => id);

test.each(['frontier', '0', 'a-b_C9', 'x'.repeat(100)])('%s names a cluster', (name) => {
  expect(checkEksClusterName(name)).toEqual([]);
});

test.each(['', '-a', '_a', 'a.b', 'a b', 'x'.repeat(101)])('%j does not', (name) => {
  expect(ids(checkEksClusterName(name))).toEqual(['eks-cluster-name']);
});

test('tiers are those of EKS', () => {
  expect(checkScalingTier('tier-4xl')).toEqual([]);
  expect(checkScalingTier('4xl')).toEqual([
    expect.objectContaining({
      id: 'eks-scaling-tier',
      message: expect.stringContaining('tier-xl, tier-2xl') as string,
    }),
  ]);
});

test('schedulers are told how to score from 1.31', () => {
  expect(['1.30', '1.31', '1.36'].map(canScoreNodes)).toEqual([false, true, true]);
});

describe('checkEksAccess', () => {
  const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
  const access = { admins: [role('Admin')], editors: [role('team/Edit')], viewers: [] };

  test('roles of any path and partition', () => {
    expect(checkEksAccess(access)).toEqual([]);
    expect(checkEksAccess({ ...access, viewers: ['arn:aws-us-gov:iam::111122223333:role/View'] })).toEqual([]);
  });

  test.each([
    'arn:aws:iam::111122223333:user/jo',
    'arn:aws:sts::111122223333:assumed-role/Admin/jo',
    'arn:aws:iam::111122223333:root',
    'Admin',
  ])('%s is no role', (arn) => {
    expect(ids(checkEksAccess({ ...access, viewers: [arn] }))).toEqual(['eks-access-role']);
  });

  test('what is known at deployment only is not looked into', () => {
    expect(checkEksAccess({ ...access, viewers: ['later'] }, (arn) => arn === 'later')).toEqual([]);
  });

  test('a role that is named twice, in one list or in two', () => {
    expect(ids(checkEksAccess({ ...access, viewers: [role('Admin')] }))).toEqual(['eks-access-twice']);
    expect(ids(checkEksAccess({ ...access, admins: [role('Admin'), role('Admin'), role('Admin')] }))).toEqual([
      'eks-access-twice',
    ]);
  });
});
