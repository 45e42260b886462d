import {
  checkKmsKeyArn,
  checkPermissionsBoundary,
  checkResourceGroupArn,
  parseKmsKeyArn,
  parseResourceGroupArn,
  POLICY_NAME_OR_ARN,
} from 'cdk-ultraserver/rules';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';
const GROUP = 'arn:aws:resource-groups:us-east-1:111122223333:group/blackwell';
const POLICY = 'arn:aws:iam::111122223333:policy/team/Boundary';

/** Ids of problems. */
const ids = (problems: { id: string }[]): string[] => problems.map(({ id }) => id);

test.each([
  [KEY, { partition: 'aws', region: 'us-east-1', account: '111122223333' }],
  [
    'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef',
    { partition: 'aws-us-gov', region: 'us-gov-west-1', account: '111122223333' },
  ],
  ['arn:aws:kms:us-east-1:111122223333:alias/team', undefined],
  [KEY.replace('arn:aws:', 'arn:aws-gov:'), undefined],
  [KEY.replace('111122223333', '11112222333'), undefined],
  [`x${KEY}`, undefined],
  [`${KEY}0`, undefined],
])('of the KMS key ARN %s the scope is %j', (arn, scope) => {
  expect(parseKmsKeyArn(arn)).toEqual(scope);
});

test.each([
  [GROUP, true],
  [`${GROUP}/0123456789abcdefghijklmnop`, true],
  [GROUP.replace('blackwell', 'a'.repeat(300)), true],
  [GROUP.replace('arn:aws:', 'arn:aws-iso-b:'), true],
  [GROUP.replace('blackwell', 'a'.repeat(301)), false],
  [`${GROUP}/0123456789abcdefghijklmno`, false],
  [`${GROUP}/0123456789abcdefghijklmnopq`, false],
  [`${GROUP}/0123456789ABCDEFGHIJKLMNOP`, false],
  [GROUP.replace('blackwell', ''), false],
  [GROUP.replace('blackwell', 'black well'), false],
  [GROUP.replace('1111', '111'), false],
  [GROUP.replace('arn:aws:', 'arn:aws-iso-c:'), false],
  [GROUP.replace(':group/', ':groups/'), false],
  [` ${GROUP}`, false],
  ['blackwell', false],
])('%s is the ARN of a resource group: %s', (arn, is) => {
  expect(parseResourceGroupArn(arn) !== undefined).toBe(is);
});

describe.each([
  ['a KMS key', checkKmsKeyArn, KEY, 'kms-key-form', 'kms-key-other-region'],
  ['a resource group', checkResourceGroupArn, GROUP, 'reservation-group-arn-form', 'reservation-group-other-region'],
] as const)('the ARN of %s', (_, check, arn, form, otherRegion) => {
  test('is right in its Region, and where none is known', () => {
    expect(check(arn)).toEqual([]);
    expect(check(arn, 'us-east-1')).toEqual([]);
  });

  test('is refused in another Region', () => {
    expect(ids(check(arn, 'us-east-2'))).toEqual([otherRegion]);
    expect(check(arn, 'us-east-2')[0]?.message).toContain('is in us-east-1, the cluster in us-east-2');
  });

  test('is refused in another form', () => {
    expect(ids(check('x', 'us-east-1'))).toEqual([form]);
  });

  test("is refused in another partition than its Region's", () => {
    const problems = check(arn.replace('arn:aws:', 'arn:aws-us-gov:'), 'us-east-1');
    expect(ids(problems)).toEqual(['arn-partition']);
    expect(problems[0]?.message).toContain('an ARN of partition aws-us-gov, and us-east-1 is in aws;');
    const gov = arn.replace('arn:aws:', 'arn:aws-us-gov:').replace('us-east-1', 'us-gov-east-1');
    expect(check(gov, 'us-gov-east-1')).toEqual([]);
  });
});

describe('a permissions boundary', () => {
  test.each(['Boundary', POLICY, 'arn:aws:iam::aws:policy/PowerUserAccess'])('%s is one of the account', (text) => {
    expect(POLICY_NAME_OR_ARN.test(text)).toBe(true);
    expect(checkPermissionsBoundary(text, '111122223333', 'us-east-1')).toEqual([]);
  });

  test.each([
    '',
    'a b',
    'x'.repeat(129),
    'arn:aws:iam::111122223333:role/Boundary',
    'arn:aws-x:iam::aws:policy/P',
    `${POLICY}/`,
  ])('%s is none', (text) => {
    expect(POLICY_NAME_OR_ARN.test(text)).toBe(false);
  });

  test('of another account is refused, where the account is known', () => {
    expect(ids(checkPermissionsBoundary(POLICY, '444455556666'))).toEqual(['permissions-boundary-other-account']);
    expect(checkPermissionsBoundary(POLICY)).toEqual([]);
  });

  test('of another partition is refused, where the Region is known', () => {
    expect(ids(checkPermissionsBoundary(POLICY, '111122223333', 'us-gov-west-1'))).toEqual(['arn-partition']);
    expect(checkPermissionsBoundary(POLICY.replace('arn:aws:', 'arn:aws-cn:'), undefined, 'cn-north-1')).toEqual([]);
  });
});
