import { setTimeout } from 'node:timers/promises';

/** What CloudFormation sends to a custom resource. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html */
export interface CustomResourceEvent<Properties> {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
  readonly OldResourceProperties?: Properties;
}

/** What a custom resource has become. */
export interface CustomResourceState {
  readonly physicalResourceId: string;

  /** Attributes, for `Fn::GetAtt`. @default - none */
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * Does the work of a custom resource and sends CloudFormation its answer, whatever happens: a stack that hears nothing
 * waits for an hour.
 *
 * @throws Error where CloudFormation does not take the answer; Lambda then tries again
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function answerCloudFormation<Properties>(
  event: CustomResourceEvent<Properties>,
  work: () => Promise<CustomResourceState>,
): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const response = await fetch(event.ResponseURL, {
    method: 'PUT',
    // The URL is signed for an empty content type.
    headers: { 'content-type': '' },
    body: JSON.stringify({ ...(await outcome(event, work)), StackId, RequestId, LogicalResourceId }),
  });
  if (!response.ok) {
    throw new Error(`CloudFormation answered ${response.status} to the response`);
  }
}

async function outcome<Properties>(
  event: CustomResourceEvent<Properties>,
  work: () => Promise<CustomResourceState>,
): Promise<Record<string, unknown>> {
  try {
    const { physicalResourceId, data } = await untilAllowed(work);
    return { Status: 'SUCCESS', PhysicalResourceId: physicalResourceId, Data: data };
  } catch (error) {
    console.error(error);
    return {
      Status: 'FAILED',
      Reason: error instanceof Error ? error.message : String(error),
      // After a failed Create there is nothing to delete, but CloudFormation sends a Delete all the same.
      PhysicalResourceId: event.PhysicalResourceId ?? 'not-created',
    };
  }
}

const ATTEMPTS = 6;

/** The rights of a role that was made a moment ago take some seconds to hold everywhere. */
async function untilAllowed(work: () => Promise<CustomResourceState>): Promise<CustomResourceState> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const denied = error instanceof Error && /^(AccessDenied|UnauthorizedOperation)/.test(error.name);
      if (!denied || attempt === ATTEMPTS) {
        throw error;
      }
      await setTimeout(Number(process.env.RETRY_PAUSE_MS ?? 5000));
    }
  }
}
