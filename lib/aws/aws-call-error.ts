import { OperatorError } from '../operator-error';

/** A call of AWS, as IAM names its action. */
export interface AwsCall {
  /** IAM's prefix of the service: `ec2`. */
  readonly service: string;

  /** `DescribeCapacityBlocks`. */
  readonly operation: string;

  /** Where it went. */
  readonly region: string;
}

/** What kept a call from being answered. */
export type AwsFailure =
  'credentials' | 'expired' | 'denied' | 'not-enabled' | 'throttled' | 'unreachable' | 'clock' | 'refused';

/** A call of AWS that failed: which one, why, the action that IAM must allow, and what to do. */
export class AwsCallError extends OperatorError {
  constructor(
    readonly call: AwsCall,
    readonly failure: AwsFailure,

    /** The name that AWS gives the error; undefined: it came from this side. */
    readonly code: string | undefined,

    /** By which AWS support finds the call. */
    readonly requestId: string | undefined,
    reason: string,
    options?: ErrorOptions,
  ) {
    const action = `${call.service}:${call.operation}`;
    const request = requestId === undefined ? '' : ` (request ${requestId})`;
    super(
      'aws',
      `${action} in ${call.region} failed${request}: ${reason}; ${REMEDIES[failure](action, call.region)}`,
      {
        action,
        region: call.region,
        failure,
        code,
        requestId,
        ...(failure === 'denied' ? { missingAction: action } : {}),
      },
      options,
    );
  }
}

const REMEDIES: Readonly<Record<AwsFailure, (action: string, region: string) => string>> = {
  credentials: () => 'give credentials: aws sso login, --profile, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  expired: () => 'get new credentials: aws sso login, or assume the role again',
  denied: (action) => `have IAM allow ${action} to who calls`,
  'not-enabled': (_, region) => `enable ${region} for the account, or name another with --region`,
  throttled: () => 'wait a minute, and try again; others in the account may be calling, too',
  unreachable: () => 'see that the network lets you out, and that --region and --endpoint are right',
  clock: () => "set this machine's clock: AWS takes calls within five minutes of its own",
  refused: () => 'see what it says',
};

/** Names of errors, by what they come to. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const FAILURES: readonly (readonly [AwsFailure, RegExp])[] = [
  ['expired', /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)$/],
  ['clock', /^(RequestTimeTooSkewed|InvalidSignatureException|SignatureDoesNotMatch)$/],
  ['denied', /^(UnauthorizedOperation|AccessDenied(Exception)?|Client\.UnauthorizedOperation)$/],
  ['not-enabled', /^(OptInRequired|PendingVerification|AuthFailure|UnrecognizedClientException|InvalidClientTokenId)$/],
  ['throttled', /^(RequestLimitExceeded|Throttling(Exception)?|ThrottledException|TooManyRequestsException|SlowDown)$/],
  ['credentials', /^(CredentialsProviderError|MissingAuthenticationToken|TokenProviderError)$/],
];

/** After several tries the SDK keeps the text alone. */
const NETWORK =
  /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|TimeoutError)\b/;

/** What an error of the AWS SDK says of a call. */
export function explainAwsError(error: unknown, call: AwsCall): AwsCallError {
  if (error instanceof AwsCallError) {
    return error;
  }
  const { name, code, message, $metadata } = error as {
    readonly name?: string;
    readonly code?: string;
    readonly message?: string;
    readonly $metadata?: { readonly requestId?: string; readonly httpStatusCode?: number };
  };
  const failure =
    FAILURES.find(([, pattern]) => pattern.test(name ?? ''))?.[0] ??
    (NETWORK.test([name, code, message].join(' ')) ? 'unreachable' : 'refused');
  const answered = $metadata?.httpStatusCode !== undefined;
  return new AwsCallError(
    call,
    failure,
    answered ? name : undefined,
    $metadata?.requestId,
    reasonOf(name, message, code),
    {
      cause: error,
    },
  );
}

/** EC2 encodes what of a policy was missing; nobody reads it as it stands. */
const ENCODED = / ?Encoded authorization failure message: \S+/;

function reasonOf(name: string | undefined, message: string | undefined, code: string | undefined): string {
  const text = (message ?? '').replace(ENCODED, '').trim().replace(/\.$/, '');
  return text === '' ? (code ?? name ?? 'no reason was given') : text;
}
