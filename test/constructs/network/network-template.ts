import { type App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

import { ClusterNetwork } from '../../../constructs/network';
import type { ClusterNetworkProps } from '../../../constructs/network';
import { testApp } from '../../support/app';

/** A resource as a template has it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
}

export const GB200: ClusterNetworkProps = {
  cidr: '10.0.0.0/16',
  controlZones: ['use1-az4', 'use1-az6'],
  nodeSubnets: [{ zone: 'use1-dfw2-az1' }],
};

/** Where the nodes of Dallas are, as the only node zone. */
export const DALLAS = '10.0.128.0/17';

/** A stack whose account and Region are known, so that a look-up would be asked for if anything wanted one. */
export function stackOfAccount(app: App = testApp()): Stack {
  return new Stack(app, 'Test', { env: { account: '111122223333', region: 'us-east-1' } });
}

/** Resources of a template with nothing but a network. */
export class NetworkTemplate {
  static of(props: ClusterNetworkProps): NetworkTemplate {
    const stack = stackOfAccount();
    const network = new ClusterNetwork(stack, 'Network', props);
    return new NetworkTemplate(stack, network);
  }

  readonly template: Template;
  readonly resources: Record<string, TemplateResource>;

  private constructor(
    readonly stack: Stack,
    readonly network: ClusterNetwork,
  ) {
    this.template = Template.fromStack(stack);
    this.resources = (this.template.toJSON() as { Resources: Record<string, TemplateResource> }).Resources;
  }

  /** Resources of a type, by logical id. */
  ofType(type: string): Record<string, TemplateResource> {
    return Object.fromEntries(Object.entries(this.resources).filter(([, resource]) => resource.Type === type));
  }

  /** Logical id of the only resource of a type that has these properties. */
  idOf(type: string, properties: Record<string, unknown>): string {
    const ids = Object.entries(this.ofType(type))
      .filter(([, { Properties = {} }]) =>
        Object.entries(properties).every(([key, value]) => JSON.stringify(Properties[key]) === JSON.stringify(value)),
      )
      .map(([id]) => id);
    return only(ids, `${type} with ${JSON.stringify(properties)}`);
  }

  /** Logical id of the subnet with a range. */
  subnet(cidr: string): string {
    return this.idOf('AWS::EC2::Subnet', { CidrBlock: cidr });
  }

  /** Logical id of the one route table of a subnet. */
  routeTableOf(subnetId: string): string {
    const associations = Object.values(this.ofType('AWS::EC2::SubnetRouteTableAssociation')).filter(
      ({ Properties }) => logicalId(Properties?.['SubnetId']) === subnetId,
    );
    return logicalId(only(associations, `route table of ${subnetId}`).Properties?.['RouteTableId']);
  }

  /** Properties of the routes of a subnet. */
  routesOf(subnetId: string): Record<string, unknown>[] {
    const table = this.routeTableOf(subnetId);
    return Object.values(this.ofType('AWS::EC2::Route'))
      .map(({ Properties = {} }) => Properties)
      .filter((properties) => logicalId(properties['RouteTableId']) === table);
  }
}

function only<T>(values: readonly T[], what: string): T {
  const [value] = values;
  if (value === undefined || values.length > 1) {
    throw new Error(`${values.length} instead of one ${what}`);
  }
  return value;
}

/** The logical id that a `Ref` or `Fn::GetAtt` names. */
export function logicalId(value: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  return Ref ?? attribute?.[0] ?? '';
}

/** Logical ids that anything in a value names. */
export function namedIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  return [
    ...(typeof Ref === 'string' ? [Ref] : []),
    ...(Array.isArray(attribute) ? [attribute[0]] : []),
    ...Object.values(value).flatMap(namedIn),
  ];
}

/** Names of the services that have an interface endpoint. */
export function interfaceServices(network: NetworkTemplate): string[] {
  return Object.values(network.ofType('AWS::EC2::VPCEndpoint'))
    .filter(({ Properties }) => Properties?.['VpcEndpointType'] === 'Interface')
    .map(({ Properties }) => String(Properties?.['ServiceName']))
    .toSorted();
}

/** The route tables of all gateway endpoints. */
export function gatewayTables(network: NetworkTemplate): string[] {
  return Object.values(network.ofType('AWS::EC2::VPCEndpoint'))
    .filter(({ Properties }) => Properties?.['VpcEndpointType'] === 'Gateway')
    .flatMap(({ Properties }) => namedIn(Properties?.['RouteTableIds']))
    .toSorted();
}
