import {
  checkImageParameter,
  isAccountId,
  isAmiId,
  isCapacityReservationId,
  isSecurityGroupId,
  isSubnetId,
  isVpcId,
  parseKmsKeyArn,
  parseResourceGroupArn,
} from 'cdk-ultraserver/rules';

test.each([
  ['cr', isCapacityReservationId],
  ['ami', isAmiId],
  ['vpc', isVpcId],
  ['subnet', isSubnetId],
  ['sg', isSecurityGroupId],
])('ids that begin with %s-', (prefix, is) => {
  expect([`${prefix}-0123456789abcdef0`, `${prefix}-01234567`].map(is)).toEqual([true, true]);
  const wrong = [
    `${prefix}-0123456789abcdef`,
    `${prefix}-0123456789ABCDEF0`,
    `x${prefix}-01234567`,
    `${prefix}-01234567\n`,
    prefix,
  ];
  expect(wrong.filter(is)).toEqual([]);
});

test('an account id has twelve digits', () => {
  expect(['111122223333', '012345678901', '11112222333', '1111222233334', '11112222333a'].filter(isAccountId)).toEqual([
    '111122223333',
    '012345678901',
  ]);
});

test('a KMS key ARN tells Region and account; an alias is none', () => {
  const key = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';
  expect(parseKmsKeyArn(key)).toEqual({ region: 'us-east-1', account: '111122223333' });
  expect(
    parseKmsKeyArn('arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef')?.region,
  ).toBe('us-gov-west-1');
  expect(parseKmsKeyArn('arn:aws:kms:us-east-1:111122223333:alias/team')).toBeUndefined();
});

test('a resource group ARN tells Region and account', () => {
  const arn = 'arn:aws:resource-groups:us-east-1:111122223333:group/blackwell';
  expect(parseResourceGroupArn(arn)).toEqual({ region: 'us-east-1', account: '111122223333' });
  expect(parseResourceGroupArn('blackwell')).toBeUndefined();
});

describe('an SSM parameter that names an image', () => {
  const ids = (parameter: string): string[] => checkImageParameter(parameter).map(({ id }) => id);

  test.each([
    '/team/gb200/ami',
    '/aws/service/eks/optimized-ami/1.34/x-v20260728/image_id',
    '/team/latest-known-good/ami',
  ])('%s stays what it is', (parameter) => {
    expect(ids(parameter)).toEqual([]);
  });

  test.each([
    [
      '/aws/service/deeplearning/ami/arm64/base-oss-nvidia-driver-gpu-ubuntu-22.04/latest/ami-id',
      'image-parameter-moves',
    ],
    [
      '/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/arm64/nvidia/recommended/image_id',
      'image-parameter-moves',
    ],
    ['team/ami', 'image-parameter-form'],
    ['/team/ami/', 'image-parameter-form'],
    ['resolve:ssm:/team/ami', 'image-parameter-form'],
  ])('%s is refused as %s', (parameter, id) => {
    expect(ids(parameter)).toEqual([id]);
  });
});
