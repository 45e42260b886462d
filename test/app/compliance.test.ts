import { type App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';

import { ACKNOWLEDGEMENTS } from '../../lib/security/acknowledgements';
import { EXAMPLES, exampleModel, synthesise, type Violation } from '../support/cluster';

const packs = (app: App): IPolicyValidationPlugin[] => [
  new AwsSolutionsChecks(app),
  new NIST80053R5Checks(app),
  new HIPAASecurityChecks(app),
  new PCIDSS321Checks(app),
];

/** What the four packs find in an example. */
function findings(file: string, change?: (app: App) => void): Violation[] {
  return synthesise(exampleModel(file), { plugins: packs, change }).violations.filter(
    ({ rule }) => !rule.startsWith('Annotation::'),
  );
}

test.each(EXAMPLES)('the packs find nothing in %s that is not acknowledged', (file) => {
  expect(findings(file)).toEqual([]);
});

test('they would find it: an open port, planted', () => {
  const planted = findings('config/gb200.yaml', (app) => {
    new CfnSecurityGroup(app.node.findChild('frontier-network'), 'Planted', {
      groupDescription: 'planted',
      vpcId: 'vpc-0123456789abcdef0',
      securityGroupIngress: [
        { ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0', description: 'planted' },
      ],
    });
  });
  expect(planted.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['AwsSolutions-EC23', 'NIST.800.53.R5-EC2RestrictedSSH']),
  );
});

describe('every acknowledgement', () => {
  const acknowledge = jest.spyOn(Validations.prototype, 'acknowledge').mockImplementation();
  const found = EXAMPLES.flatMap((file) => findings(file)).flatMap(({ rule, constructs }) =>
    constructs.map((path) => ({ rule: withoutEnvironment(rule), path: `/${path}` })),
  );
  acknowledge.mockRestore();

  test.each(ACKNOWLEDGEMENTS.flatMap(({ path, findings: ids, reason }) => ids.map((id) => ({ id, path, reason }))))(
    'is for a finding that is there: $id at $path',
    ({ id, path, reason }) => {
      expect(found.some((one) => one.rule === id && path.test(one.path))).toBe(true);
      expect(reason.length).toBeGreaterThan(40);
    },
  );
});

/** The finding as the table of acknowledgements writes it. */
function withoutEnvironment(rule: string): string {
  return rule
    .replace('<AWS::Partition>', '<partition>')
    .replace(/:[a-z0-9-]+:(\d{12}|<AWS::AccountId>):/, ':<region>:<account>:');
}
