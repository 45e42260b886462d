import { type App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnRoute, CfnSecurityGroup, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { CfnFileSystem } from 'aws-cdk-lib/aws-efs';
import { CfnManagedPolicy, CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { Construct, type IConstruct } from 'constructs';

import { ACKNOWLEDGEMENTS, acknowledgementsOf } from '../../lib/security/acknowledgements';
import { EXAMPLES, exampleModel, synthesize, type Violation } from '../support/cluster';

const packs = (app: App): IPolicyValidationPlugin[] => [
  new AwsSolutionsChecks(app),
  new NIST80053R5Checks(app),
  new HIPAASecurityChecks(app),
  new PCIDSS321Checks(app),
];

/** What the four packs find in an example. */
function findings(file: string, change?: (app: App) => void): Violation[] {
  return synthesize(exampleModel(file), { plugins: packs, change }).violations.filter(
    ({ rule }) => !rule.startsWith('Annotation::'),
  );
}

/** Each finding with each place where it is found. */
function places(violations: Violation[]): string[] {
  return violations.flatMap(({ rule, constructs }) => constructs.map((path) => `${rule} at ${path}`)).toSorted();
}

/** Each finding with each place where it is acknowledged. */
function acknowledged(app: App): string[] {
  return acknowledgedConstructs(app)
    .flatMap((construct) => acknowledgementsOf(construct).map(({ id }) => `${id} at ${construct.node.path}`))
    .toSorted();
}

function acknowledgedConstructs(app: App): IConstruct[] {
  return app.node.findAll().filter((construct) => acknowledgementsOf(construct).length > 0);
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

describe('the acknowledgements', () => {
  const acknowledge = jest.spyOn(Validations.prototype, 'acknowledge').mockImplementation();
  const examples = EXAMPLES.map((file) => {
    let known: string[] = [];
    const found = findings(file, (app) => {
      known = acknowledged(app);
    });
    return { file, found: places(found), known };
  });
  acknowledge.mockRestore();
  const all = examples.flatMap(({ found }) => found);

  test.each(examples)('stand in $file where the packs find something, and nowhere else', ({ found, known }) => {
    expect(known).toEqual(found);
  });

  test.each(
    ACKNOWLEDGEMENTS.flatMap(({ findings: ids, paths, reason }) =>
      ids.flatMap((id) => paths.map((path) => ({ id, path, reason }))),
    ),
  )('are all of use: $id at $path', ({ id, path, reason }) => {
    const place = pattern(`${id} at ${path}`);
    expect(all.some((one) => place.test(one))).toBe(true);
    expect(reason.length).toBeGreaterThan(40);
  });

  test.each([
    ['config/gb200.yaml', 5],
    ['config/storage.yaml', 10],
    ['config/images.yaml', 5],
  ])('reach no further: the like of each resource of %s, planted beside it, is found as well', (file, least) => {
    let expected: string[] = [];
    const found = findings(file, (app) => {
      const originals = acknowledgedConstructs(app);
      expected = acknowledged(app).map((place) => place.replace(/\/([^/]+)$/, '/Beside/$1'));
      for (const original of originals) {
        const scope = original.node.scope!;
        plantLike(original, scope.node.tryFindChild('Beside') ?? new Construct(scope, 'Beside'));
      }
    });
    expect(new Set(expected.map((place) => place.split(' ')[0])).size).toBeGreaterThan(least);
    expect(places(found)).toEqual(expect.arrayContaining(expected));
  });
});

/** Plants a resource with the faults of another, under the same id in another scope. */
function plantLike(original: IConstruct, scope: IConstruct): void {
  const { id } = original.node;
  if (original instanceof CfnManagedPolicy) {
    new CfnManagedPolicy(scope, id, { policyDocument: original.policyDocument as object });
  } else if (original instanceof CfnRole) {
    const { assumeRolePolicyDocument, managedPolicyArns } = original;
    new CfnRole(scope, id, { assumeRolePolicyDocument, managedPolicyArns });
  } else if (original instanceof CfnPolicy) {
    new CfnPolicy(scope, id, { policyName: 'planted', policyDocument: original.policyDocument, roles: original.roles });
  } else if (original instanceof CfnAutoScalingGroup) {
    new CfnAutoScalingGroup(scope, id, { minSize: '0', maxSize: '1' });
  } else if (original instanceof CfnQueue) {
    new CfnQueue(scope, id, {});
  } else if (original instanceof CfnFunction) {
    const { code, role, runtime, handler } = original;
    new CfnFunction(scope, id, { code, role, runtime, handler });
  } else if (original instanceof CfnRoute) {
    const { routeTableId, destinationCidrBlock, gatewayId } = original;
    new CfnRoute(scope, id, { routeTableId, destinationCidrBlock, gatewayId });
  } else if (original instanceof CfnSecurityGroupIngress) {
    const { groupId, ipProtocol, sourceSecurityGroupId } = original;
    new CfnSecurityGroupIngress(scope, id, { groupId, ipProtocol, sourceSecurityGroupId });
  } else if (original instanceof CfnFileSystem) {
    new CfnFileSystem(scope, id, { encrypted: true, kmsKeyId: original.kmsKeyId });
  } else {
    throw new Error(`no like of ${original.node.path} is known; say how to plant one`);
  }
}

/** Matches a finding and its place as the table of acknowledgements writes them. */
function pattern(place: string): RegExp {
  const parts = place.split(/<[a-z]+>/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[A-Za-z0-9<>:-]+?')}$`);
}
