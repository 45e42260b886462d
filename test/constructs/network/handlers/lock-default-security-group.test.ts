import { handler } from '../../../../constructs/network/handlers/lock-default-security-group';
import { loopbackAwsEnvironment, startLoopback } from '../../../support/loopback';
import type { LoopbackAnswer, ReceivedRequest } from '../../../support/loopback';

const GROUP = 'sg-0123456789abcdef0';

/** What EC2 answers to an action. */
type Answer = 'done' | 'absent' | 'denied';

/** What the handler asked of EC2 and told CloudFormation. */
interface Exchange {
  readonly calls: Record<string, string>[];
  readonly answers: Record<string, unknown>[];
}

async function run(requestType: 'Create' | 'Update' | 'Delete', ec2: (action: string) => Answer): Promise<Exchange> {
  const aws = await startLoopback((request) => (isAnswer(request) ? { status: 200, body: '' } : reply(request, ec2)));
  const before = process.env;
  process.env = { ...before, ...loopbackAwsEnvironment(aws.url), RETRY_PAUSE_MS: '1' };
  try {
    await handler({
      RequestType: requestType,
      ResponseURL: `${aws.url}/answer`,
      StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/network/1',
      RequestId: 'request',
      LogicalResourceId: 'Lock',
      ResourceProperties: { DefaultSecurityGroupId: GROUP },
    });
  } finally {
    process.env = before;
    await aws.close();
  }
  return {
    calls: aws.requests.filter((request) => !isAnswer(request)).map(parameters),
    answers: aws.requests.filter(isAnswer).map(({ body }) => JSON.parse(body) as Record<string, unknown>),
  };
}

function isAnswer({ method }: ReceivedRequest): boolean {
  return method === 'PUT';
}

function parameters({ body }: ReceivedRequest): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

/** EC2's own form of an answer. @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-error-responses.html */
function reply(request: ReceivedRequest, ec2: (action: string) => Answer): LoopbackAnswer {
  const action = parameters(request)['Action'] ?? '';
  const answer = ec2(action);
  if (answer === 'done') {
    return { status: 200, body: `<${action}Response><return>true</return></${action}Response>` };
  }
  const code = answer === 'absent' ? 'InvalidPermission.NotFound' : 'UnauthorizedOperation';
  return {
    status: 400,
    body: `<Response><Errors><Error><Code>${code}</Code><Message>${answer}</Message></Error></Errors></Response>`,
  };
}

describe('lock-default-security-group', () => {
  test.each(['Create', 'Update'] as const)('on %s takes away both rules and says so', async (requestType) => {
    const aws = await run(requestType, () => 'done');
    expect(aws.calls).toMatchObject([
      {
        Action: 'RevokeSecurityGroupIngress',
        GroupId: GROUP,
        'IpPermissions.1.IpProtocol': '-1',
        'IpPermissions.1.Groups.1.GroupId': GROUP,
      },
      {
        Action: 'RevokeSecurityGroupEgress',
        GroupId: GROUP,
        'IpPermissions.1.IpProtocol': '-1',
        'IpPermissions.1.IpRanges.1.CidrIp': '0.0.0.0/0',
      },
    ]);
    expect(aws.answers).toMatchObject([
      { Status: 'SUCCESS', PhysicalResourceId: GROUP, RequestId: 'request', LogicalResourceId: 'Lock' },
    ]);
  });

  test('takes a rule that is gone already for done, and goes on with the other', async () => {
    const aws = await run('Update', () => 'absent');
    expect(aws.calls).toHaveLength(2);
    expect(aws.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  test('on Delete leaves the group alone: it goes with its VPC', async () => {
    const aws = await run('Delete', () => 'done');
    expect(aws.calls).toEqual([]);
    expect(aws.answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: GROUP }]);
  });

  test.each(['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'])('fails where %s is denied', async (denied) => {
    const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const aws = await run('Create', (action) => (action === denied ? 'denied' : 'done'));
    expect(aws.answers).toMatchObject([{ Status: 'FAILED', Reason: 'denied' }]);
    expect(error).toHaveBeenCalledTimes(1);
    error.mockRestore();
  });
});
