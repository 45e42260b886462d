import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Capacity, UltraServer, UltraServerType } from 'cdk-ultraserver';

import { testStack } from '../../support/app';
import { testFabric } from '../../support/network';
import { BLOCK, define, launchTemplateData } from './ultraserver-stack';

describe('the launch template', () => {
  const { template } = define();
  const data = launchTemplateData(template);

  test('launches into the block and nowhere else', () => {
    expect(data.InstanceType).toBe('p6e-gb200.36xlarge');
    expect(data.InstanceMarketOptions).toEqual({ MarketType: 'capacity-block' });
    expect(data.CapacityReservationSpecification).toEqual({
      CapacityReservationTarget: { CapacityReservationId: 'cr-0123456789abcdef0' },
    });
  });

  test('lays the interfaces out as EC2 documents for the type', () => {
    const interfaces = data.NetworkInterfaces as Record<string, unknown>[];
    expect(interfaces.map((one) => [one.NetworkCardIndex, one.DeviceIndex, one.InterfaceType])).toEqual([
      [0, 0, 'interface'],
      [1, 0, 'efa-only'],
      [5, 0, 'efa-only'],
      [9, 0, 'efa-only'],
      [13, 0, 'efa-only'],
    ]);
    expect(interfaces.map(({ Groups }) => (Groups as unknown[]).length)).toEqual([2, 1, 1, 1, 1]);
    expect(interfaces.every(({ DeleteOnTermination }) => DeleteOnTermination === true)).toBe(true);
  });

  test('says nothing of a public address, a subnet, or groups outside the interfaces: EC2 refuses them here', () => {
    const text = JSON.stringify(data);
    expect(text).not.toContain('AssociatePublicIpAddress');
    expect(text).not.toContain('SubnetId');
    expect(text).not.toContain('SecurityGroupIds');
    expect(text).not.toContain('Placement');
  });

  test('requires IMDSv2, one hop away, and monitors each minute', () => {
    expect(data.MetadataOptions).toEqual({
      HttpEndpoint: 'enabled',
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 1,
    });
    expect(data.Monitoring).toEqual({ Enabled: true });
  });

  test('encrypts the root volume, under the name that the image gives it', () => {
    expect(data.BlockDeviceMappings).toEqual([
      {
        DeviceName: '/dev/xvda',
        Ebs: { DeleteOnTermination: true, Encrypted: true, VolumeSize: 200, VolumeType: 'gp3' },
      },
    ]);
  });

  test('tags instances, volumes and interfaces, and itself', () => {
    const tags = [
      { Key: 'Name', Value: 'Test-alpha' },
      { Key: 'ultraserver:cluster', Value: 'Test' },
      { Key: 'ultraserver:member', Value: 'alpha' },
    ];
    expect(data.TagSpecifications).toEqual(
      ['instance', 'volume', 'network-interface'].map((ResourceType) => ({ ResourceType, Tags: tags })),
    );
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      TagSpecifications: [{ ResourceType: 'launch-template', Tags: tags.slice(1) }],
    });
  });

  test('takes the pinned image that is known for the type, read when the stack is deployed', () => {
    const { Ref: parameter } = data.ImageId as { Ref: string };
    template.hasParameter(parameter, {
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
      Default: Match.stringLikeRegexp('^/aws/service/eks/optimized-ami/.*/arm64/nvidia/.*-v\\d{8}/image_id$'),
    });
  });
});

describe('the group', () => {
  const { template } = define();

  test('has room for the UltraServer, and begins at its minimum of zero', () => {
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '0',
      MaxSize: '18',
      DesiredCapacity: Match.absent(),
      VPCZoneIdentifier: ['subnet-0123456789abcdef0'],
      MixedInstancesPolicy: Match.absent(),
      PlacementGroup: Match.absent(),
    });
  });

  test('launches the newest version of its template, and publishes the metrics that alarms read', () => {
    const [id] = Object.keys(template.findResources('AWS::EC2::LaunchTemplate'));
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      LaunchTemplate: { LaunchTemplateId: { Ref: id }, Version: { 'Fn::GetAtt': [id, 'LatestVersionNumber'] } },
      MetricsCollection: [{ Granularity: '1Minute' }],
    });
  });

  test('keeps what a scheduled action has set through stack updates, and names no size for a rollback to go back to', () => {
    template.hasResource('AWS::AutoScaling::AutoScalingGroup', {
      UpdatePolicy: { AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } },
    });
  });

  test('waits for the boot gate from the very first launch', () => {
    template.resourceCountIs('AWS::AutoScaling::LifecycleHook', 0);
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      LifecycleHookSpecificationList: [
        {
          LifecycleHookName: 'boot-gate',
          LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
          DefaultResult: 'ABANDON',
          HeartbeatTimeout: 7200,
        },
      ],
    });
  });

  test('drains 90 minutes before the block ends', () => {
    template.resourceCountIs('AWS::AutoScaling::ScheduledAction', 1);
    template.hasResource('AWS::AutoScaling::ScheduledAction', {
      Properties: { MinSize: 0, DesiredCapacity: 0, StartTime: '2026-12-20T10:00:00Z' },
      // The guard refuses a window that is over in better words.
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^alphaGroupGuard')]),
    });
  });

  test('gets another drain, not a changed one, when its block is extended: one whose time has come cannot be updated', () => {
    const capacity = Capacity.block('cr-0123456789abcdef0', { endsAt: new Date('2026-12-27T11:30:00Z') });
    const drains = [template, define({ capacity }).template].map((one) =>
      Object.keys(one.findResources('AWS::AutoScaling::ScheduledAction')),
    );
    expect(drains[0]).not.toEqual(drains[1]);
  });

  test('is guarded: started with its window, and what would end running nodes is suspended', () => {
    template.hasResourceProperties('Custom::AutoScalingGroupGuard', {
      SuspendedProcesses: ['AZRebalance', 'ReplaceUnhealthy'],
      Count: '18',
      StartsAt: '2026-12-06T11:30:00Z',
      DrainAt: '2026-12-20T10:00:00Z',
    });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: [
              'autoscaling:DeleteScheduledAction',
              'autoscaling:PutScheduledUpdateGroupAction',
              'autoscaling:SetDesiredCapacity',
              'autoscaling:SuspendProcesses',
            ],
            Condition: { StringEquals: { 'aws:ResourceTag/ultraserver:stack': 'Test' } },
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      Tags: Match.arrayWith([{ Key: 'ultraserver:stack', Value: 'Test', PropagateAtLaunch: false }]),
    });
  });
});

describe('the role of the nodes', () => {
  const { template } = define();
  const statements = Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
    .map(
      (policy) => (policy as { Properties: { PolicyDocument: { Statement: Record<string, unknown>[] } } }).Properties,
    )
    .find((properties) => JSON.stringify(properties).includes('ssmmessages'))!.PolicyDocument.Statement;

  test('can complete the lifecycle action of its own group alone', () => {
    const [own] = statements.filter(({ Action }) => JSON.stringify(Action).includes('CompleteLifecycleAction'));
    expect(own!.Condition).toEqual({
      StringEquals: { 'aws:ResourceTag/ultraserver:cluster': 'Test', 'aws:ResourceTag/ultraserver:member': 'alpha' },
    });
  });

  test('allows no wildcard resource but where the API has none narrower', () => {
    const wide = statements
      .filter(({ Resource }) => Resource === '*')
      .flatMap(({ Action }) => Action as string | string[]);
    expect(wide.toSorted()).toEqual([
      'autoscaling:DescribeAutoScalingInstances',
      'cloudwatch:PutMetricData',
      'ec2:DescribeInstances',
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ]);
    const metrics = statements.find(({ Action }) => Action === 'cloudwatch:PutMetricData');
    expect(metrics!.Condition).toEqual({ StringEquals: { 'cloudwatch:namespace': 'UltraServer/Test/alpha' } });
  });

  test('stands before the launch template, so that no node boots without its rights', () => {
    template.hasResource('AWS::EC2::LaunchTemplate', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^alphaRolePolicy')]),
    });
  });
});

test('grants go to the role of the nodes', () => {
  const stack = testStack();
  const rack = new UltraServer(stack, 'alpha', {
    fabric: testFabric(stack),
    type: UltraServerType.P6E_GB200_X72,
    capacity: BLOCK,
  });
  Key.fromKeyArn(
    stack,
    'Data',
    'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
  ).grantDecrypt(rack);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [Match.objectLike({ Action: 'kms:Decrypt' })] },
    Roles: [{ Ref: Match.stringLikeRegexp('^alphaRole') }],
  });
});

test('an UltraServer takes no other capacity than a block', () => {
  expect(() => define({ capacity: Capacity.onDemand() })).toThrow(
    /one Capacity Block.*\[ultraserver-needs-block\]\nin Test\/alpha/s,
  );
});
