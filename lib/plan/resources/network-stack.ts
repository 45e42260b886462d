import { INTERFACE_ENDPOINT_SERVICES, isLocalZone } from 'cdk-ultraserver/rules';

import type { ClusterModel, CreatedNetworkModel } from '../../config/model';
import { engineEndpoints } from '../../stacks/engine-endpoints';
import { addCounts, HANDLER_FUNCTION, type ResourceCount, times, where } from './resource-count';

/** The stack `<name>-network`: the VPC where it is made, and the security groups of the nodes. */
export function networkResources(model: ClusterModel): ResourceCount {
  const { network } = model;
  return addCounts(network.kind === 'created' ? createdNetwork(model, network) : {}, {
    'AWS::EC2::SecurityGroup': 2,
    'AWS::EC2::SecurityGroupEgress': 1,
    'AWS::EC2::SecurityGroupIngress': 1,
  });
}

function createdNetwork(model: ClusterModel, network: CreatedNetworkModel): ResourceCount {
  const { egress, s3, controlZones, nodeSubnets } = network;
  const nat = egress === 'nat';
  const privateSubnets = controlZones.length + nodeSubnets.length;
  const gateways = nodeSubnets.filter(
    ({ zone }) => !isLocalZone(zone) || !nat || s3 === 'gateway-in-local-zones',
  ).length;
  const s3Express = model.storage?.checkpoints !== undefined;
  const interfaces = new Set([...INTERFACE_ENDPOINT_SERVICES, ...engineEndpoints(model)]).size;
  return addCounts(
    HANDLER_FUNCTION,
    {
      'AWS::EC2::FlowLog': 1,
      // Of the endpoints.
      'AWS::EC2::SecurityGroup': 1,
      'AWS::EC2::VPC': 1,
      // One more for S3 from the control subnets, by its gateway.
      'AWS::EC2::VPCEndpoint': interfaces + 1 + (s3 === 'interface' ? 1 : 0) + gateways * (s3Express ? 2 : 1),
      'AWS::IAM::ManagedPolicy': 1,
      'AWS::IAM::Role': 1,
      'AWS::Logs::LogGroup': 1,
      'Custom::VpcRestrictDefaultSG': 1,
    },
    times(privateSubnets, SUBNET),
    where(nat, {
      'AWS::EC2::InternetGateway': 1,
      'AWS::EC2::VPCGatewayAttachment': 1,
      'AWS::EC2::Route': privateSubnets,
    }),
    // A public subnet with its route and its NAT gateway in each control zone.
    where(
      nat,
      times(
        controlZones.length,
        addCounts(SUBNET, { 'AWS::EC2::EIP': 1, 'AWS::EC2::NatGateway': 1, 'AWS::EC2::Route': 1 }),
      ),
    ),
  );
}

const SUBNET: ResourceCount = {
  'AWS::EC2::RouteTable': 1,
  'AWS::EC2::Subnet': 1,
  'AWS::EC2::SubnetRouteTableAssociation': 1,
};
