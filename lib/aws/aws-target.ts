/** Which AWS is asked. */
export interface AwsTarget {
  readonly region: string;

  /** Profile of the AWS CLI. @default - that of `AWS_PROFILE`, or the default one */
  readonly profile?: string;

  /** Address of the service in place of AWS's own. @default - AWS's own */
  readonly endpoint?: string;
}

/** Tries of one call, the first one included: a throttled one waits longer each time. */
const MOST_ATTEMPTS = 6;

/** What every client of the AWS SDK is made with. */
export interface ClientSettings {
  readonly region: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly maxAttempts: number;
  readonly retryMode: 'adaptive';
}

/** Settings of a client: throttled calls are tried again, at the rate that AWS bears. */
export function clientSettings({ region, profile, endpoint }: AwsTarget): ClientSettings {
  return {
    region,
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
    maxAttempts: MOST_ATTEMPTS,
    retryMode: 'adaptive',
  };
}
