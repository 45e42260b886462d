import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LayerVersion } from 'aws-cdk-lib/aws-lambda';

import { EksCluster, type EksClusterProps, type EksKubectlOptions } from '../../../../constructs/engines/eks';
import { testApp } from '../../../support/app';

export const ADMIN = 'arn:aws:iam::111122223333:role/Admin';
export const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';

const SUBNETS: Readonly<Record<string, string>> = {
  'use1-az4': 'subnet-0123456789abcdef0',
  'use1-az6': 'subnet-0123456789abcdef1',
  'use1-dfw2-az1': 'subnet-0123456789abcdef2',
};

/** A resource as a template has it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
}

/** A stack in an account of its own, so that a look-up would be asked for if anything wanted one. */
export function eksStack(): Stack {
  return new Stack(testApp(), 'Test', { env: { account: '111122223333', region: 'us-east-1' } });
}

/** Layers that exist, so that nothing is uploaded. */
export function kubectl(stack: Stack, version = '1.36'): EksKubectlOptions {
  const layer = (id: string): EksKubectlOptions['layer'] =>
    LayerVersion.fromLayerVersionArn(stack, id, `arn:aws:lambda:us-east-1:111122223333:layer:${id}:1`);
  return { layer: layer('kubectl'), awsCliLayer: layer('awscli'), version };
}

/** What a cluster needs, and nothing else. */
export function clusterProps(stack: Stack, zones: string[] = ['use1-az4', 'use1-az6']): EksClusterProps {
  return {
    clusterName: 'frontier',
    vpc: CfnVPC.fromVpcId(stack, 'Vpc', 'vpc-0123456789abcdef0'),
    vpcCidr: '10.0.0.0/16',
    controlSubnets: zones.map((zone, index) => ({
      zone,
      subnet: CfnSubnet.fromSubnetId(stack, `Subnet${index}`, SUBNETS[zone] ?? 'subnet-0123456789abcdef3'),
    })),
    access: { admins: [ADMIN] },
  };
}

/** A stack with a cluster. */
export class EksTemplate {
  static of(change: (stack: Stack) => Partial<EksClusterProps> = () => ({})): EksTemplate {
    const stack = eksStack();
    return new EksTemplate(stack, new EksCluster(stack, 'Eks', { ...clusterProps(stack), ...change(stack) }));
  }

  static withKubectl(change: (stack: Stack) => Partial<EksClusterProps> = () => ({})): EksTemplate {
    return EksTemplate.of((stack) => ({ kubectl: kubectl(stack), ...change(stack) }));
  }

  private synthesized?: Template;

  private constructor(
    readonly stack: Stack,
    readonly cluster: EksCluster,
  ) {}

  get template(): Template {
    return (this.synthesized ??= Template.fromStack(this.stack));
  }

  /** Resources of a type, by logical id. */
  ofType(type: string): Record<string, TemplateResource> {
    return this.template.findResources(type) as Record<string, TemplateResource>;
  }

  /** Logical id of the one resource of a type. */
  idOf(type: string, having: (properties: Record<string, unknown>) => boolean = () => true): string {
    const ids = Object.entries(this.ofType(type)).filter(([, { Properties }]) => having(Properties));
    if (ids.length !== 1) {
      throw new Error(`${ids.length} resources of type ${type}`);
    }
    return ids[0]?.[0] ?? '';
  }

  /** Everything that a resource waits for, directly or not, by logical id. */
  awaited(id: string): Set<string> {
    const resources = (this.template.toJSON() as { Resources: Record<string, TemplateResource> }).Resources;
    const seen = new Set<string>();
    const visit = (one: string): void => {
      const resource = resources[one];
      if (resource) {
        [...(resource.DependsOn ?? []), ...referenced(resource.Properties)]
          .filter((next) => next in resources && !seen.has(next))
          .forEach((next) => {
            seen.add(next);
            visit(next);
          });
      }
    };
    visit(id);
    return seen;
  }
}

/** A key that exists. */
export function existingKey(stack: Stack): Key {
  return Key.fromKeyArn(stack, 'Key', KEY_ARN) as Key;
}

/** Logical ids that a value refers to. */
function referenced(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(referenced);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'Ref' && typeof inner === 'string') {
      return [inner];
    }
    return key === 'Fn::GetAtt' && Array.isArray(inner) ? [String(inner[0])] : referenced(inner);
  });
}
