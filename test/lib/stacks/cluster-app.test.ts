import type { ClusterTemplate } from '../../support/cluster';
import { exampleModel, modelOf, synthesize } from '../../support/cluster';

const parsed = (text: string | undefined): ClusterTemplate => JSON.parse(text!) as ClusterTemplate;

describe('the stacks of a cluster', () => {
  test('are the operators, the network and a cell', () => {
    expect([...synthesize(exampleModel('config/gb200.yaml')).templates.keys()].toSorted()).toEqual([
      'frontier-cell-main',
      'frontier-network',
      'frontier-operations',
    ]);
  });

  test('are one for each cell that the file names, and one for reservations that are created', () => {
    expect([...synthesize(exampleModel('config/two-zones.yaml')).templates.keys()]).toEqual(
      expect.arrayContaining(['twozones-cell-virginia', 'twozones-cell-atlanta']),
    );
    const reserve = synthesize(exampleModel('config/reserve.yaml')).templates;
    const types = Object.values(parsed(reserve.get('reserved-reservations-main')).Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type === 'AWS::EC2::CapacityReservation')).toHaveLength(2);
    expect(reserve.get('reserved-cell-main')).not.toContain('AWS::EC2::CapacityReservation"');
  });
});

describe('an existing VPC, a key, a boundary and a bootstrap of your own', () => {
  const { templates } = synthesize(exampleModel('config/existing-vpc.yaml'));
  const all = [...templates.values()];

  test('make no VPC and no key', () => {
    const types = all.flatMap((text) => Object.values(parsed(text).Resources).map(({ Type }) => Type));
    expect(types).not.toContain('AWS::EC2::VPC');
    expect(types).not.toContain('AWS::KMS::Key');
    expect(types).toContain('AWS::EC2::SecurityGroup');
  });

  test('bound every role', () => {
    const roles = all
      .flatMap((text) => Object.values(parsed(text).Resources))
      .filter(({ Type }) => Type === 'AWS::IAM::Role') as unknown as { Properties: Record<string, unknown> }[];
    expect(roles.length).toBeGreaterThan(1);
    expect(new Set(roles.map(({ Properties }) => Properties.PermissionsBoundary))).toEqual(
      new Set(['arn:aws:iam::111122223333:policy/Boundary']),
    );
  });

  test("encrypt volumes and logs with the user's key", () => {
    const key = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';
    const logGroups = all
      .flatMap((text) => Object.values(parsed(text).Resources))
      .filter(({ Type }) => Type === 'AWS::Logs::LogGroup') as unknown as { Properties: Record<string, unknown> }[];
    expect(new Set(logGroups.map(({ Properties }) => Properties.KmsKeyId))).toEqual(new Set([key]));
    expect(templates.get('guest-cell-main')).toContain(`"KmsKeyId": "${key}"`);
  });

  test('are looked for under the qualifier of the bootstrap', () => {
    expect(templates.get('guest-cell-main')).toContain('/cdk-bootstrap/team/version');
  });
});

test('a GB200 and a GB300 pool share one network, one subnet and one pair of security groups', () => {
  const { templates } = synthesize(exampleModel('config/gb200-gb300.yaml'));
  const network = Object.values(parsed(templates.get('blackwell-network')).Resources).map(({ Type }) => Type);
  expect(network.filter((type) => type === 'AWS::EC2::VPC')).toHaveLength(1);
  const cell = templates.get('blackwell-cell-main')!;
  for (const shared of [/ExportsOutputRefNetworknode\w+/g, /ExportsOutputRefNodeSecurityGroupsEfa\w+/g]) {
    expect(new Set(cell.match(shared)).size).toBe(1);
  }
  expect(cell).toContain('cdk-ultraserver:hardware');
});

test('tags reach instances, volumes and interfaces too', () => {
  const { templates } = synthesize(exampleModel('config/gb200-ec2.yaml'));
  const launchTemplates = Object.values(parsed(templates.get('frontier-ec2-cell-main')).Resources).filter(
    ({ Type }) => Type === 'AWS::EC2::LaunchTemplate',
  );
  for (const launchTemplate of launchTemplates) {
    expect(JSON.stringify(launchTemplate).match(/"Key":"team","Value":"research"/g)).toHaveLength(4);
  }
});

test("a cell tells the name of each member's group, which an operator's commands need", () => {
  const { templates } = synthesize(exampleModel('config/gb200-ec2.yaml'));
  expect(Object.keys(parsed(templates.get('frontier-ec2-cell-main')).Outputs ?? {})).toEqual([
    'alphaGroup',
    'bravoGroup',
  ]);
});

test('without an account the templates fit any', () => {
  const { templates } = synthesize(exampleModel('config/gb200-ec2.yaml'));
  expect([...templates.values()].join('')).not.toMatch(/\b\d{12}\b/);
});

test('more members than a stack can hold are refused with the remedy', () => {
  const members = Array.from({ length: 30 }, (_, index) => {
    const id = (index + 10).toString().padStart(17, '0');
    return `      - { name: m${index}, block: cr-${id}, endsAt: 2026-12-20T11:30:00Z }`;
  });
  const model = modelOf(`
name: wide
region: us-east-1
network: { controlZones: [use1-az4, use1-az6] }
pools:
  - name: train
    ultraServer: u-p6e-gb200x36
    zone: use1-dfw2-az1
    members:
${members.join('\n')}
`);
  expect(() => synthesize(model)).toThrow(
    /wide-cell-main has \d+ resources, 450 are allowed; put some .* another cell/,
  );
});
