import {
  ACCOUNT_ID,
  checkAmiId,
  checkCapacityReservationId,
  checkImageParameter,
  checkSecurityGroupId,
  checkSubnetId,
  checkVpcId,
} from 'cdk-ultraserver/rules';

test.each([
  ['cr', checkCapacityReservationId, 'reservation-id-form', 'aws ec2 describe-capacity-blocks'],
  ['ami', checkAmiId, 'image-id-form', 'aws ec2 describe-images'],
  ['vpc', checkVpcId, 'vpc-id-form', 'aws ec2 describe-vpcs'],
  ['subnet', checkSubnetId, 'subnet-id-form', 'aws ec2 describe-subnets'],
  ['sg', checkSecurityGroupId, 'security-group-id-form', 'aws ec2 describe-security-groups'],
])('ids that begin with %s-', (prefix, check, id, command) => {
  expect([`${prefix}-0123456789abcdef0`, `${prefix}-01234567`].flatMap(check)).toEqual([]);
  const wrong = [
    `${prefix}-0123456789abcdef`,
    `${prefix}-0123456789abcdef01`,
    `${prefix}-0123456`,
    `${prefix}-0123456789ABCDEF0`,
    `${prefix}-0123456789abcdefg`,
    `x${prefix}-01234567`,
    `${prefix}-01234567\n`,
    prefix,
    '',
  ];
  for (const text of wrong) {
    const [problem, ...others] = check(text);
    expect([problem?.id, others]).toEqual([id, []]);
    expect(problem?.message).toContain(`${JSON.stringify(text)} is no `);
    expect(problem?.message).toContain(`"${prefix}-" and 8 or 17 digits 0-9, a-f; `);
    expect(problem?.message).toContain(command);
  }
});

test('a message shows the beginning of a long text', () => {
  const [shown] = checkVpcId('v'.repeat(60));
  const [cut] = checkVpcId('v'.repeat(61));
  expect(shown?.message).toContain(`"${'v'.repeat(60)}"`);
  expect(cut?.message).toContain(`"${'v'.repeat(57)}..."`);
});

test('an account id has twelve digits', () => {
  const texts = ['111122223333', '012345678901', '11112222333', '1111222233334', '11112222333a', '111122223333\n'];
  expect(texts.filter((text) => ACCOUNT_ID.test(text))).toEqual(['111122223333', '012345678901']);
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
