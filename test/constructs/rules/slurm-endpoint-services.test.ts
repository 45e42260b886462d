import { slurmEndpointServices } from 'cdk-ultraserver/rules';

test('nodes need these', () => {
  expect(slurmEndpointServices()).toEqual(['ec2', 'ec2messages', 'logs', 'monitoring', 'pcs', 'ssm', 'ssmmessages']);
});

test('what does not run needs none', () => {
  expect(slurmEndpointServices({ monitoring: false, ownLogin: true })).toEqual([
    'ec2messages',
    'pcs',
    'secretsmanager',
    'ssm',
    'ssmmessages',
  ]);
});
