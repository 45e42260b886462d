import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import * as ec2 from '@aws-sdk/client-ec2';

import { element, parseQuery, renderXml, type SdkSchema, type Structure } from './xml-shapes';

/** Answers an action: what the SDK is to see, for what it was given. */
export type Handler = (input: Structure) => Structure;

/** An error that AWS answers with. */
export class AwsFault extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** Obviously nobody's. */
export const FAKE_CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' } as const;

/**
 * A local endpoint that speaks the wire protocol of EC2, as far as the AWS SDK's own schemas say what that is: any action
 * that has a handler is answered, in the names and forms that the SDK reads.
 *
 * An action without a handler is `InvalidAction`; it listens on loopback alone.
 */
export class AwsEmulator {
  /** Actions that were called, in order: `ec2:DescribeInstances`. */
  readonly calls: string[] = [];

  private readonly faults: { action: string; fault: AwsFault; times: number }[] = [];
  private readonly server: Server;

  /** @param handlers by action, `ec2:DescribeInstances` */
  constructor(private readonly handlers: Readonly<Record<string, Handler>>) {
    this.server = createServer((request, response) => {
      void this.answer(request, response);
    });
  }

  /** Starts it. @returns its address */
  async start(): Promise<string> {
    await new Promise<void>((listening) => {
      this.server.listen(0, '127.0.0.1', listening);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => {
      this.server.close(closed);
    });
  }

  /** Has an action fail so many times before it is answered. @param times default: always */
  fail(action: string, fault: AwsFault, times = Number.POSITIVE_INFINITY): void {
    this.faults.push({ action, fault, times });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const operation = form.get('Action') ?? '';
    const action = `ec2:${operation}`;
    this.calls.push(action);
    const requestId = `request-${this.calls.length}`;
    try {
      const output = renderXml(schemaOf(operation, 'Result'), this.outputOf(action, operation, form));
      response.writeHead(200, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
      response.end(element(`${operation}Response`, element('requestId', requestId) + output));
    } catch (error) {
      const fault = error instanceof AwsFault ? error : new AwsFault('EmulatorError', String(error));
      const codes = element('Code', fault.code) + element('Message', fault.message);
      response.writeHead(fault.status, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
      response.end(element('Response', element('Errors', element('Error', codes)) + element('RequestID', requestId)));
    }
  }

  private outputOf(action: string, operation: string, form: URLSearchParams): Structure {
    const pending = this.faults.find((one) => one.action === action && one.times > 0);
    if (pending) {
      pending.times -= 1;
      throw pending.fault;
    }
    const handler = this.handlers[action];
    if (!handler) {
      throw new AwsFault('InvalidAction', `The action ${operation} is not valid for this web service.`);
    }
    return handler(parseQuery(schemaOf(operation, 'Request'), form));
  }
}

/** The SDK's own schema of what an action takes, or gives. */
function schemaOf(operation: string, end: 'Request' | 'Result'): SdkSchema {
  const schema = (ec2 as unknown as Readonly<Record<string, SdkSchema | undefined>>)[`${operation}${end}$`];
  if (schema === undefined) {
    throw new AwsFault('InvalidAction', `the SDK knows no ${operation}${end}`);
  }
  return schema;
}
