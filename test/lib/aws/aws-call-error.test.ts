import { explainAwsError } from '../../../lib/aws/aws-call-error';

const CALL = { service: 'ec2', operation: 'DescribeInstances', region: 'us-east-1' };

function named(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

test.each([
  ['CredentialsProviderError', 'Could not load credentials from any providers', 'credentials', 'aws sso login'],
  ['ExpiredToken', 'The provided token has expired.', 'expired', 'get new credentials'],
  ['AccessDenied', 'no identity-based policy allows it', 'denied', 'have IAM allow ec2:DescribeInstances'],
  ['AuthFailure', 'AWS was not able to validate the provided access credentials', 'not-enabled', 'enable us-east-1'],
  ['ThrottlingException', 'Rate exceeded', 'throttled', 'wait a minute'],
  ['RequestTimeTooSkewed', 'The difference is too large', 'clock', 'five minutes'],
  ['TimeoutError', 'socket hang up', 'unreachable', 'lets you out'],
  ['SomethingNew', 'Nobody has seen this', 'refused', 'see what it says'],
])('%s', (name, message, failure, remedy) => {
  const error = explainAwsError(named(name, message), CALL);
  expect(error.failure).toBe(failure);
  expect(error.message).toContain('ec2:DescribeInstances in us-east-1 failed: ');
  expect(error.message).toContain(remedy);
});

test('an error without a text is named', () => {
  expect(explainAwsError(named('Mystery', ''), CALL).message).toContain('failed: Mystery;');
});

test('what is explained stays as it is', () => {
  const error = explainAwsError(named('AccessDenied', 'no'), CALL);
  expect(explainAwsError(error, { ...CALL, operation: 'DescribeImages' })).toBe(error);
});
