import { loopbackAwsEnvironment, startLoopback, type Loopback } from '../../../../support/loopback';

/** An Auto Scaling group as it stands. */
export interface StandingGroup {
  readonly name: string;
  readonly desired: number;

  /** @default - as many as are desired */
  readonly instances?: number;
}

/** Auto Scaling and CloudFormation on loopback, for the time of one test. */
export class AwsFake {
  static async start(): Promise<AwsFake> {
    const groups: StandingGroup[] = [];
    const aws = await startLoopback(({ body }) => {
      const action = new URLSearchParams(body).get('Action') ?? '';
      return { status: 200, body: answer(action, groups) };
    });
    return new AwsFake(groups, aws, await startLoopback(() => ({ status: 200, body: '' })));
  }

  private constructor(
    /** What Auto Scaling finds. */
    readonly groups: StandingGroup[],
    private readonly aws: Loopback,
    private readonly cloudFormation: Loopback,
  ) {}

  get environment(): Record<string, string> {
    return { ...loopbackAwsEnvironment(this.aws.url), RETRY_PAUSE_MS: '1' };
  }

  get responseUrl(): string {
    return `${this.cloudFormation.url}/response?signature=1`;
  }

  /** The calls that Auto Scaling got, with their parameters. */
  get calls(): Record<string, string>[] {
    return this.aws.requests.map(({ body }) => {
      const parameters = new URLSearchParams(body);
      parameters.delete('Version');
      return Object.fromEntries(parameters);
    });
  }

  get actions(): (string | undefined)[] {
    return this.calls.map(({ Action }) => Action);
  }

  /** What CloudFormation heard last. */
  get answer(): Record<string, unknown> {
    return JSON.parse(this.cloudFormation.requests.at(-1)?.body ?? '{}') as Record<string, unknown>;
  }

  async stop(): Promise<void> {
    await Promise.all([this.aws.close(), this.cloudFormation.close()]);
  }
}

function answer(action: string, groups: StandingGroup[]): string {
  const members = groups.map(
    ({ name, desired, instances = desired }) =>
      `<member><AutoScalingGroupName>${name}</AutoScalingGroupName><DesiredCapacity>${desired}</DesiredCapacity><Instances>${'<member><InstanceId>i-0123456789abcdef0</InstanceId></member>'.repeat(instances)}</Instances></member>`,
  );
  const result =
    action === 'DescribeAutoScalingGroups' ? `<AutoScalingGroups>${members.join('')}</AutoScalingGroups>` : '';
  return `<${action}Response xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><${action}Result>${result}</${action}Result></${action}Response>`;
}
