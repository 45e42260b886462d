import { Template } from 'aws-cdk-lib/assertions';
import { CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AcceleratedInstanceType, ImagePipeline, type ImagePipelineProps, ParentImage } from 'cdk-ultraserver';
import { parse } from 'yaml';

import { testStack } from '../../support/app';

const { P6E_GB200_36XLARGE: GRACE, P6_B300_48XLARGE: B300 } = AcceleratedInstanceType;

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string[];
}

/** A pipeline in a stack of its own, and its resources by type without `AWS::`. */
function define(change: Partial<ImagePipelineProps> = {}) {
  const stack = testStack();
  const vpc = new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
  const subnet = new CfnSubnet(stack, 'Subnet', { vpcId: vpc.ref });
  const encryptionKey = new Key(stack, 'Key');
  const props: ImagePipelineProps = { engine: 'ec2', instanceTypes: [GRACE], vpc, subnet, encryptionKey, ...change };
  const pipeline = new ImagePipeline(stack, 'Grace', props);
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, Resource> };
  const all = (type: string) => Object.values(Resources).filter(({ Type }) => Type === `AWS::${type}`);
  const only = (type: string) => {
    expect(all(type)).toHaveLength(1);
    return all(type)[0]!.Properties;
  };
  return { stack, pipeline, all, only };
}

type Defined = ReturnType<typeof define>;

interface Document {
  readonly phases: readonly {
    readonly name: string;
    readonly steps: readonly { readonly action: string; readonly inputs: { readonly commands: readonly string[] } }[];
  }[];
}

const documents = ({ all }: Defined): Document[] =>
  all('ImageBuilder::Component').map(({ Properties }) => parse(String(Properties.Data)) as Document);
const names = ({ all }: Defined): unknown[] =>
  ['Component', 'ImageRecipe'].flatMap((type) => all(`ImageBuilder::${type}`).map(({ Properties }) => Properties.Name));

describe('a pipeline', () => {
  let defined: Defined;
  beforeAll(() => {
    defined = define();
  });

  test('builds nothing when it is deployed, and nothing by itself', () => {
    expect(defined.all('ImageBuilder::Image')).toEqual([]);
    const { Schedule, Status, ...properties } = defined.only('ImageBuilder::ImagePipeline');
    expect([Schedule, Status]).toEqual([undefined, 'ENABLED']);
    expect(properties).toMatchObject({
      ImageTestsConfiguration: { ImageTestsEnabled: true },
      LoggingConfiguration: { ImageLogGroupName: { Ref: expect.stringMatching(/^GraceLogs/) as string } },
    });
  });

  test('starts from the image that nodes have by default, on an encrypted volume', () => {
    expect(defined.only('ImageBuilder::ImageRecipe')).toMatchObject({
      ParentImage: ParentImage.known('ec2', GRACE).reference,
      Version: '1.0.0',
      AdditionalInstanceConfiguration: { SystemsManagerAgent: { UninstallAfterBuild: false } },
      BlockDeviceMappings: [
        {
          DeviceName: '/dev/xvda',
          Ebs: {
            Encrypted: true,
            KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
            VolumeSize: 100,
            VolumeType: 'gp3',
            DeleteOnTermination: true,
          },
        },
      ],
    });
  });

  test('builds on Graviton, with IMDSv2 alone, and leaves no builder behind', () => {
    expect(defined.only('ImageBuilder::InfrastructureConfiguration')).toMatchObject({
      InstanceTypes: ['m7g.4xlarge', 'c7g.4xlarge', 'm6g.4xlarge'],
      InstanceMetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      TerminateInstanceOnFailure: true,
      SubnetId: { Ref: 'Subnet' },
    });
    expect(defined.only('EC2::SecurityGroup')).toMatchObject({
      SecurityGroupEgress: [{ FromPort: 443, ToPort: 443 }],
    });
    expect(defined.only('EC2::SecurityGroup')).not.toHaveProperty('SecurityGroupIngress');
  });

  test('writes the id into a parameter, and facts onto the AMI, in the spelling of CloudFormation', () => {
    const [distribution] = defined.only('ImageBuilder::DistributionConfiguration').Distributions as Record<
      string,
      Record<string, unknown>
    >[];
    expect(distribution).toMatchObject({
      Region: 'us-east-1',
      SsmParameterConfigurations: [{ ParameterName: defined.pipeline.parameterName, DataType: 'aws:ec2:image' }],
    });
    // The CDK does not know this property: what stands in the code stands in the template.
    expect(Object.keys(distribution!.AmiDistributionConfiguration!).toSorted()).toEqual([
      'AmiTags',
      'Description',
      'Name',
    ]);
    expect(distribution!.AmiDistributionConfiguration).toMatchObject({
      Name: expect.stringContaining('{{ imagebuilder:buildDate }}') as string,
      AmiTags: { 'ultraserver:engine': 'ec2', 'ultraserver:driver': '580.159.03' },
    });
    expect(defined.pipeline.parameterName).toMatch(/^\/imagebuilder\/[\w-]+\/1\.0\.0$/);
  });

  test('keeps its logs, encrypted', () => {
    expect(defined.only('Logs::LogGroup')).toMatchObject({
      RetentionInDays: 365,
      KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
    });
  });

  test('runs its files, its software and its checks, in this order, the checks on the image too', () => {
    const { Components } = defined.only('ImageBuilder::ImageRecipe') as {
      Components: { ComponentArn: { 'Fn::GetAtt': [string, string] } }[];
    };
    expect(Components.map(({ ComponentArn }) => ComponentArn['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, ''))).toEqual([
      'GraceFiles',
      'GraceSoftware',
      'GraceChecks',
    ]);
    expect(documents(defined).map(({ phases }) => phases.map(({ name }) => name))).toEqual([
      ['build'],
      ['build'],
      ['validate', 'test'],
    ]);
    const steps = documents(defined).flatMap(({ phases }) => phases.flatMap((phase) => phase.steps));
    expect(steps).toHaveLength(4);
    expect(steps.filter(({ action }) => action !== 'ExecuteBash')).toEqual([]);
  });

  describe('gives its roles', () => {
    const policy = (which: string) => {
      const found = defined.all('IAM::ManagedPolicy').map(({ Properties }) => JSON.stringify(Properties));
      return found.find((text) => text.includes(`"Ref":"GraceRoles${which}`)) ?? '';
    };

    test('no inline policies', () => {
      expect(defined.all('IAM::Policy')).toEqual([]);
      expect(defined.all('IAM::Role').filter(({ Properties }) => Properties.Policies !== undefined)).toEqual([]);
    });

    test('builders: their components, commands and one log group', () => {
      const actions = [...policy('Builder').matchAll(/"([a-z0-9]+):[A-Z]\w+"/g)].map(([, service]) => service);
      expect(new Set(actions)).toEqual(new Set(['imagebuilder', 's3', 'logs', 'ssm', 'ssmmessages', 'ec2messages']));
      expect(policy('Builder')).not.toMatch(/ssm:GetParameter|logs:CreateLogGroup|kms:|iam:/);
      expect(policy('Builder')).toContain(
        '"Action":"imagebuilder:GetComponent","Effect":"Allow","Resource":[{"Fn::GetAtt":["GraceChecks',
      );
    });

    test('the service: the one parameter, and no role to pass but that of builders', () => {
      expect(policy('Service')).toContain(`:parameter${defined.pipeline.parameterName}"`);
      expect(policy('Service')).toMatch(
        /"Action":"iam:PassRole","Effect":"Deny","NotResource":\{"Fn::GetAtt":\["GraceRolesBuilder\w+","Arn"\]\}/,
      );
    });

    test('before it is there itself', () => {
      const [pipeline] = defined.all('ImageBuilder::ImagePipeline');
      expect(pipeline?.DependsOn?.map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
        'GraceRolesBuilderPolicy',
        'GraceRolesServicePolicy',
      ]);
    });
  });

  test('says what nodes must know of the image', () => {
    const { stack, pipeline } = defined;
    expect(pipeline.imageFacts).toEqual({ architecture: 'arm64', rootDevice: '/dev/xvda', driver: '580.159.03' });
    expect(pipeline.nodeImage().bind(stack, GRACE)).toMatchObject(pipeline.imageFacts);
  });
});

describe('what cannot be changed gets another name with another content', () => {
  const before = names(define());

  test('the same content, the same names', () => {
    expect(names(define())).toEqual(before);
    expect(new Set(before).size).toBe(4);
  });

  test.each([
    ['another version of software', { software: { dcgm: '4.7.1' } }, [1, 2, 3]],
    ['another engine', { engine: 'eks' }, [0, 3]],
    ['another volume', { rootVolumeGiB: 120 }, [3]],
    [
      'another parent',
      {
        parent: ParentImage.fromId('ami-0123456789abcdef0', {
          architecture: 'arm64',
          os: 'al2023',
          rootDevice: '/dev/xvda',
          driver: '580.159.03',
        }),
      },
      [3],
    ],
    ['another builder', { builderTypes: ['c8g.8xlarge'] }, []],
  ] as const)('%s', (_what, change, changed) => {
    const after = names(define(change as Partial<ImagePipelineProps>));
    expect(after.flatMap((name, index) => (name === before[index] ? [] : [index]))).toEqual(changed);
    expect(after.filter((name) => !/^[-\w]{3,126}$/.test(String(name)))).toEqual([]);
  });
});

test.each([
  ['ec2', GRACE, 'al2023', '/dev/xvda', [443]],
  ['ec2', B300, 'al2023', '/dev/xvda', [443]],
  ['eks', GRACE, 'al2023', '/dev/xvda', [443]],
  ['eks', B300, 'al2023', '/dev/xvda', [443]],
  ['slurm', GRACE, 'ubuntu2404', '/dev/sda1', [443, 80]],
  ['slurm', B300, 'ubuntu2404', '/dev/sda1', [443, 80]],
] as const)('an image for %s on %s', (engine, type, os, rootDevice, ports) => {
  const defined = define({ engine, instanceTypes: [type] });
  const parent = ParentImage.known(engine, type);
  expect(parent.facts).toMatchObject({ architecture: type.architecture, os, rootDevice });
  expect(parent.reference).toContain(type.architecture);
  expect(defined.pipeline.imageFacts).toEqual({ architecture: type.architecture, rootDevice, driver: '580.159.03' });
  const group = defined.only('EC2::SecurityGroup') as { SecurityGroupEgress: { FromPort: number }[] };
  expect(group.SecurityGroupEgress.map(({ FromPort }) => FromPort)).toEqual(ports);
});

test('on a schedule it builds where its parent has changed', () => {
  expect(define({ schedule: 'cron(0 6 ? * mon *)' }).only('ImageBuilder::ImagePipeline').Schedule).toEqual({
    ScheduleExpression: 'cron(0 6 ? * mon *)',
    PipelineExecutionStartCondition: 'EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE',
  });
});

test('it carries tags to builders and to the image', () => {
  const defined = define({ tags: [{ key: 'team', value: 'research' }] });
  const tagged = ['InfrastructureConfiguration', 'DistributionConfiguration'].map((type) =>
    JSON.stringify(defined.only(`ImageBuilder::${type}`)),
  );
  expect(tagged.filter((text) => text.includes('"team":"research"'))).toHaveLength(2);
});

describe('it refuses', () => {
  const x86 = { architecture: 'x86_64', os: 'al2023', rootDevice: '/dev/xvda' } as const;
  test.each([
    ['image-build-architecture', { parent: ParentImage.fromSsm('/team/latest/x86', x86) }],
    ['image-build-types', { instanceTypes: [] }],
    ['image-build-os', { engine: 'eks', parent: ParentImage.known('slurm', GRACE) }],
    ['driver-fault', { engine: 'slurm', software: { driver: '595.91.07' } }],
    ['image-build-parent-driver', { software: { driver: '580.178.04' } }],
    ['image-build-unpinned', { software: { nccl: 'latest' } }],
    ['image-build-version', { version: '1.0' }],
    ['image-build-parameter', { parameterName: '/team/grace' }],
    ['image-build-schedule', { schedule: 'cron(0 6 * * * *)' }],
    ['image-build-builder', { builderTypes: ['m7i.4xlarge'] }],
    ['log-retention-days', { logRetentionDays: 2 }],
  ])('%s', (id, change) => {
    expect(() => define(change as Partial<ImagePipelineProps>)).toThrow(new RegExp(`\\[${id}\\]\\nin Test/Grace$`));
  });

  test('a parent that is none', () => {
    expect(() => ParentImage.fromId('ami-1', x86)).toThrow(/\[image-id-form\]/);
    expect(() => ParentImage.fromSsm('team/x86', x86)).toThrow(/\[image-parameter-form\]/);
    expect(() => ParentImage.known('ec2', AcceleratedInstanceType.TRN2U_48XLARGE)).toThrow(/image-default-none/);
  });
});
