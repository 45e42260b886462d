import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as ec2 from '@aws-sdk/client-ec2';

/** Options that every command of the AWS CLI has. @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html */
const GLOBAL_OPTIONS = ['region', 'query', 'output', 'profile'];

/** Commands of services whose SDK is not at hand. */
const TYPED_COMMANDS: Readonly<Record<string, { readonly options: readonly string[]; readonly source: string }>> = {
  'cloudformation describe-stacks': {
    options: ['stack-name'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/cloudformation/describe-stacks.html',
  },
  'cloudformation update-termination-protection': {
    options: ['enable-termination-protection', 'stack-name'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/cloudformation/update-termination-protection.html',
  },
  'cloudwatch list-metrics': {
    options: ['namespace', 'metric-name', 'dimensions'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/list-metrics.html',
  },
  'cloudwatch set-alarm-state': {
    options: ['alarm-name', 'state-value', 'state-reason'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/set-alarm-state.html',
  },
  'imagebuilder list-image-pipeline-images': {
    options: ['image-pipeline-arn'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/imagebuilder/list-image-pipeline-images.html',
  },
  'eks describe-nodegroup': {
    options: ['cluster-name', 'nodegroup-name'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/eks/describe-nodegroup.html',
  },
  'kms schedule-key-deletion': {
    options: ['key-id'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/kms/schedule-key-deletion.html',
  },
  'logs delete-log-group': {
    options: ['log-group-name'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/logs/delete-log-group.html',
  },
  'logs describe-log-streams': {
    options: ['log-group-name'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/logs/describe-log-streams.html',
  },
  'pcs get-compute-node-group': {
    options: ['cluster-identifier', 'compute-node-group-identifier'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/pcs/get-compute-node-group.html',
  },
  's3 ls': { options: [], source: 'https://docs.aws.amazon.com/cli/latest/reference/s3/ls.html' },
  'sns list-subscriptions': {
    options: [],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/sns/list-subscriptions.html',
  },
  'ssm get-parameter': {
    options: ['name'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/ssm/get-parameter.html',
  },
  'ssm start-session': {
    options: ['target'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/ssm/start-session.html',
  },
};

/** What the AWS SDK says of a service, at run time: its schemas, by name. */
const SERVICES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { autoscaling, ec2 };

/** What is wrong with a command of the AWS CLI, given as words. */
export function checkAwsCommand(words: readonly string[]): string[] {
  const [, service = '', operation = '', ...rest] = words;
  const name = `${service} ${operation}`;
  if (service === '--version') {
    return [];
  }
  const options = rest.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
  const sdk = SERVICES[service];
  const typed = TYPED_COMMANDS[name];
  const known = sdk ? operationInput(sdk, operation) : typed && { members: typed.options, required: [] };
  if (!known) {
    return [`aws ${name} is no command that is known`];
  }
  const allowed = [...GLOBAL_OPTIONS, ...known.members.map(optionOf)];
  return [
    ...options.filter((option) => !allowed.includes(flagOf(option))).map((option) => `aws ${name} has no --${option}`),
    ...known.required
      .map(optionOf)
      .filter((option) => options.length > 0 && !options.includes(option))
      .map((option) => `aws ${name} needs --${option}`),
    ...(sdk ? unknownNames(sdk, rest[rest.indexOf('--query') + 1] ?? '', rest.includes('--query')) : []),
  ];
}

/** Names in a `--query` that are in nothing that the service answers. */
function unknownNames(sdk: Readonly<Record<string, unknown>>, query: string, given: boolean): string[] {
  const members = new Set(Object.values(sdk).flatMap((value) => structureOf(value)?.members ?? []));
  return given
    ? [...query.replaceAll(/`[^`]*`/g, '').matchAll(/[A-Z]\w*/g)]
        .map(([found]) => found)
        .filter((found) => !members.has(found))
        .map((found) => `--query names ${found}, which no answer has`)
    : [];
}

interface Structure {
  readonly members: readonly string[];
  readonly required: readonly string[];
}

const OPERATION = 9;
const STRUCTURE = 3;

/** The input of an operation, by the name that the CLI gives it. */
function operationInput(sdk: Readonly<Record<string, unknown>>, operation: string): Structure | undefined {
  const schema = sdk[`${operation.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}$`];
  if (!Array.isArray(schema) || schema[0] !== OPERATION) {
    return undefined;
  }
  const input: unknown = schema[4];
  return structureOf(typeof input === 'function' ? (input as () => unknown)() : input) ?? { members: [], required: [] };
}

/** A structure's members; those that are required come first, and their number stands last. */
function structureOf(schema: unknown): Structure | undefined {
  if (!Array.isArray(schema) || schema[0] !== STRUCTURE) {
    return undefined;
  }
  const members = schema[4] as string[];
  return { members, required: members.slice(0, typeof schema[6] === 'number' ? schema[6] : 0) };
}

/** `CapacityReservationIds` as the CLI writes it. */
function optionOf(member: string): string {
  return member.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

/** A switch without its negation. */
function flagOf(option: string): string {
  return option.replace(/^no-/, '');
}
