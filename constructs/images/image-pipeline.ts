import { type CfnTag, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  CfnComponent,
  CfnDistributionConfiguration,
  CfnImagePipeline,
  CfnImageRecipe,
  CfnInfrastructureConfiguration,
} from 'aws-cdk-lib/aws-imagebuilder';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import type { ImageFacts } from '../hardware/image-facts';
import type { Problem } from '../hardware/problem';
import { NodeImage } from '../nodes/image';
import { InvalidPropsError, refuse } from '../private/errors';
import { sha256 } from '../private/text';
import { checkImageParent, checkImageTypes } from '../rules/image-build-parent';
import {
  checkBuiltImageParameter,
  checkImageBuilders,
  checkImageVersion,
  DEFAULT_IMAGE_BUILDERS,
  IMAGE_PARAMETER_PREFIX,
} from '../rules/image-build-recipe';
import { checkImageSchedule } from '../rules/image-build-schedule';
import { checkImageSoftware, type ImageSoftware, imageSoftware } from '../rules/image-build-software';
import { checkLogRetention } from '../rules/log-retention';
import { renderComponent } from './component-document';
import { ImageBuildRoles } from './image-build-roles';
import { imageComponents } from './image-components';
import type { ImagePipelineProps } from './image-pipeline-props';
import { ParentImage } from './parent-image';

/** What a pipeline is made with, where nobody says otherwise. */
const DEFAULTS = { version: '1.0.0', rootVolumeGiB: 100, logRetentionDays: 365 } as const;

/** Digits of a hash in a name. */
const HASH = 12;

/**
 * Defines an EC2 Image Builder pipeline that builds, tests and registers an AMI for an engine's nodes: the parent image,
 * and what it lacks of driver, IMEX, EFA, NCCL, DCGM and CloudWatch agent, each in one release. Nothing is built when the
 * stack is deployed.
 *
 * Recipes and components cannot be changed: their names carry a hash of what they hold, so that another content is another
 * resource, and the pipeline takes it.
 *
 * @throws InvalidPropsError where parent, software and types do not go together, or a piece of software is not pinned
 * @example
 * const images = new ImagePipeline(this, 'Grace', {
 *   engine: 'ec2',
 *   instanceTypes: [AcceleratedInstanceType.P6E_GB200_36XLARGE],
 *   vpc: network.vpc,
 *   subnet: network.controlSubnets[0].subnet,
 * });
 */
export class ImagePipeline extends Construct {
  /** For `aws imagebuilder start-image-pipeline-execution`. */
  readonly pipelineArn: string;

  /** The SSM parameter that has the id of the newest image, once there is one. */
  readonly parameterName: string;

  /** What is known of the image before it is built, and checked before it is registered. */
  readonly imageFacts: ImageFacts;

  /** The versions in the image. */
  readonly software: ImageSoftware;

  constructor(scope: Construct, id: string, props: ImagePipelineProps) {
    super(scope, id);
    const { version = DEFAULTS.version, logRetentionDays = DEFAULTS.logRetentionDays } = props;
    const parent = parentOf(props, this);
    const name = Names.uniqueResourceName(this, { allowedSpecialCharacters: '-', maxLength: 90, separator: '-' });
    this.parameterName = props.parameterName ?? `${IMAGE_PARAMETER_PREFIX}${name}/${version}`;
    this.software = imageSoftware(props.software ?? {}, parent.facts.driver);
    refuse(
      [
        ...this.checkContent(props, parent),
        ...checkImageVersion(version),
        ...checkBuiltImageParameter(this.parameterName),
        ...(props.schedule === undefined ? [] : checkImageSchedule(props.schedule)),
        ...checkLogRetention(logRetentionDays),
      ],
      this,
    );
    const { architecture, rootDevice } = parent.facts;
    this.imageFacts = { architecture, rootDevice, driver: this.software.driver };

    const logGroup = new CfnLogGroup(this, 'Logs', {
      retentionInDays: logRetentionDays,
      kmsKeyId: props.encryptionKey?.keyRef.keyArn,
      deletionProtectionEnabled: true,
    });
    logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const recipe = this.defineRecipe(name, version, parent, props);
    const roles = new ImageBuildRoles(this, 'Roles', {
      componentArns: recipe.componentArns,
      logGroupArn: logGroup.attrArn,
      parameterName: this.parameterName,
    });
    const pipeline = new CfnImagePipeline(this, 'Resource', {
      name,
      description: `Image of ${props.engine} nodes, ${architecture}, driver ${this.software.driver}`,
      imageRecipeArn: recipe.arn,
      infrastructureConfigurationArn: this.defineInfrastructure(name, roles.instanceProfileName, parent, props),
      distributionConfigurationArn: this.defineDistribution(name, props),
      executionRole: roles.executionRoleArn,
      // The checks' second run is on an instance of the image; its time is that of the whole phase.
      imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 90 },
      loggingConfiguration: { imageLogGroupName: logGroup.ref, pipelineLogGroupName: logGroup.ref },
      schedule:
        props.schedule === undefined
          ? undefined
          : {
              scheduleExpression: props.schedule,
              pipelineExecutionStartCondition: 'EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE',
            },
      status: 'ENABLED',
    });
    roles.policies.forEach((policy) => pipeline.addResourceDependency(policy));
    this.pipelineArn = pipeline.attrArn;
  }

  /** The image, for nodes of a stack that is deployed after the first build. */
  nodeImage(): NodeImage {
    return NodeImage.fromSsm(this.parameterName, this.imageFacts);
  }

  private checkContent(props: ImagePipelineProps, { facts }: ParentImage): Problem[] {
    const { engine, instanceTypes: types, efaInstallerSha256 } = props;
    return [
      ...checkImageParent({ engine, types, ...facts }),
      ...checkImageSoftware({ software: this.software, types, parentDriver: facts.driver, efaInstallerSha256 }),
      ...checkImageBuilders(props.builderTypes ?? DEFAULT_IMAGE_BUILDERS[facts.architecture], facts.architecture),
    ];
  }

  private defineRecipe(name: string, version: string, parent: ParentImage, props: ImagePipelineProps) {
    const documents = imageComponents({
      engine: props.engine,
      software: this.software,
      parentDriver: parent.facts.driver,
      efaInstallerSha256: props.efaInstallerSha256,
    });
    const components = documents.map(({ id, document }) => {
      const data = renderComponent(document);
      return new CfnComponent(this, id, {
        name: `${name}-${id.toLowerCase()}-${sha256(data).slice(0, HASH)}`,
        description: document.description,
        platform: 'Linux',
        version: DEFAULTS.version,
        data,
      });
    });
    const componentArns = components.map(({ attrArn }) => attrArn);
    // The output's encryption comes from here; a key in the distribution is for copies.
    const blockDeviceMappings = [
      {
        deviceName: parent.facts.rootDevice,
        ebs: {
          encrypted: true,
          kmsKeyId: props.encryptionKey?.keyRef.keyArn,
          volumeType: 'gp3',
          volumeSize: props.rootVolumeGiB ?? DEFAULTS.rootVolumeGiB,
          deleteOnTermination: true,
        },
      },
    ];
    const content = { parent: parent.reference, components: components.map((one) => one.name), blockDeviceMappings };
    const hash = sha256(JSON.stringify(Stack.of(this).resolve(content))).slice(0, HASH);
    const recipe = new CfnImageRecipe(this, 'Recipe', {
      name: `${name}-${hash}`,
      version,
      parentImage: parent.reference,
      components: componentArns.map((componentArn) => ({ componentArn })),
      blockDeviceMappings,
      // Nodes are reached through it.
      additionalInstanceConfiguration: { systemsManagerAgent: { uninstallAfterBuild: false } },
    });
    return { arn: recipe.attrArn, componentArns };
  }

  private defineInfrastructure(name: string, profile: string, parent: ParentImage, props: ImagePipelineProps): string {
    const { architecture, os } = parent.facts;
    // Ubuntu's mirrors in EC2 speak HTTP; their packages are signed.
    const ports = os === 'ubuntu2404' ? [443, 80] : [443];
    const group = new CfnSecurityGroup(this, 'SecurityGroup', {
      vpcId: props.vpc.vpcRef.vpcId,
      groupDescription: 'Builders of images: to repositories and AWS',
      securityGroupEgress: ports.map((port) => ({
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        cidrIp: '0.0.0.0/0',
        description: port === 443 ? 'HTTPS' : 'Repositories of Ubuntu',
      })),
    });
    return new CfnInfrastructureConfiguration(this, 'Infrastructure', {
      name,
      instanceProfileName: profile,
      instanceTypes: props.builderTypes ?? [...DEFAULT_IMAGE_BUILDERS[architecture]],
      subnetId: props.subnet.subnetRef.subnetId,
      securityGroupIds: [group.attrGroupId],
      instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
      terminateInstanceOnFailure: true,
      resourceTags: asMap(props.tags),
    }).attrArn;
  }

  private defineDistribution(name: string, props: ImagePipelineProps): string {
    const { driver, efaInstaller, nccl, dcgm } = this.software;
    return new CfnDistributionConfiguration(this, 'Distribution', {
      name,
      distributions: [
        {
          region: Stack.of(this).region,
          // Typed `any` in the CDK, so that it goes into the template as it stands here: CloudFormation's own spelling.
          amiDistributionConfiguration: {
            Name: `${name}-{{ imagebuilder:buildDate }}`,
            Description: `${props.engine} nodes: driver ${driver}, EFA ${efaInstaller}, NCCL ${nccl}, DCGM ${dcgm}`,
            AmiTags: {
              ...asMap(props.tags),
              'ultraserver:engine': props.engine,
              'ultraserver:driver': driver,
              'ultraserver:efa-installer': efaInstaller,
            },
          },
          ssmParameterConfigurations: [{ parameterName: this.parameterName, dataType: 'aws:ec2:image' }],
        },
      ],
    }).attrArn;
  }
}

/** @throws InvalidPropsError where there is no type to choose a parent for */
function parentOf({ parent, engine, instanceTypes }: ImagePipelineProps, scope: Construct): ParentImage {
  const [type] = instanceTypes;
  if (parent) {
    return parent;
  }
  if (type) {
    return ParentImage.known(engine, type);
  }
  throw new InvalidPropsError(checkImageTypes([]), scope);
}

function asMap(tags: CfnTag[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}
