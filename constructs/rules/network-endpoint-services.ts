/** What nodes and their operators call, by the last part of the endpoint service's name. */
export const INTERFACE_ENDPOINT_SERVICES = [
  'autoscaling',
  'ec2',
  'ec2messages',
  'kms',
  'logs',
  'monitoring',
  'sns',
  'ssm',
  'ssmmessages',
  'sts',
];
