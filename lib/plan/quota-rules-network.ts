import {
  ADDRESSES_PER_PREFIX,
  addressesPerInstance,
  MAX_INSTANCES_IN_BLOCKS,
  MAX_INSTANCES_PER_BLOCK,
} from 'cdk-ultraserver/rules';

import { peakInstancesInBlocks } from './calendar';
import { sumOf } from './group-by';
import type { PlannedMember } from './members';
import { inAllStacks, type QuotaFacts, type QuotaNeed, type QuotaRule } from './quota-rule';
import { podsPerNode } from './totals';

const VPC_LIMITS = 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html';
const BLOCKS = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html';
const EC2_LIMITS = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-resource-limits.html';

/** Quotas of capacity and network. */
export const NETWORK_QUOTAS: readonly QuotaRule[] = [
  {
    id: 'instances-in-blocks',
    name: 'Instances across Capacity Blocks',
    scope: 'account',
    default: MAX_INSTANCES_IN_BLOCKS,
    source: BLOCKS,
    note: 'the most at one time; more is an agreement with AWS, no request to Service Quotas',
    need: ({ members }) => ({ need: peakInstancesInBlocks(members) }),
  },
  {
    id: 'instances-per-block',
    name: 'Instances in one Capacity Block',
    scope: 'block',
    default: MAX_INSTANCES_PER_BLOCK,
    adjustable: false,
    source: BLOCKS,
    need: largestBlock,
  },
  onDemandVcpus('P', 'L-417A185B'),
  onDemandVcpus('Trn', 'L-2C3B7624'),
  {
    id: 'interfaces-per-region',
    name: 'Network interfaces per Region',
    code: ['vpc', 'L-DF5E4CA3'],
    scope: 'region',
    default: 5000,
    adjustable: true,
    source: VPC_LIMITS,
    note: 'of the members alone: endpoints, NAT gateways, control planes, file systems and other nodes come on top',
    need: ({ members }) => ({
      need: sumOf(members, ({ shape, model }) => shape.instances * model.interfaces.interfaces.length),
    }),
  },
  {
    id: 'network-address-usage',
    name: 'Network Address Usage',
    code: ['vpc', 'L-BB24F6E5'],
    scope: 'vpc',
    default: 64_000,
    adjustable: true,
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/network-address-usage.html',
    note: 'of the members alone, a prefix of pods counted once; AWS raises it to 256,000 at most',
    need: ({ members }) => ({
      need: sumOf(members, (member) => member.shape.instances * usedPerInstance(member)),
    }),
  },
  {
    id: 'security-groups-per-region',
    name: 'VPC security groups per Region',
    code: ['vpc', 'L-E79EC296'],
    scope: 'region',
    default: 2500,
    adjustable: true,
    source: VPC_LIMITS,
    note: 'with the default group of a new VPC and the one that EKS makes for each cluster',
    need: inAllStacks('AWS::EC2::SecurityGroup', 'AWS::EC2::VPC', 'AWS::EKS::Cluster'),
  },
  {
    id: 'vpcs-per-region',
    name: 'VPCs per Region',
    code: ['vpc', 'L-F678F1CE'],
    scope: 'region',
    default: 5,
    adjustable: true,
    source: VPC_LIMITS,
    need: inAllStacks('AWS::EC2::VPC'),
  },
  {
    id: 'subnets-per-vpc',
    name: 'Subnets per VPC',
    code: ['vpc', 'L-407747CB'],
    scope: 'vpc',
    default: 200,
    adjustable: true,
    source: VPC_LIMITS,
    need: inAllStacks('AWS::EC2::Subnet'),
  },
  {
    id: 'elastic-ips',
    name: 'EC2-VPC Elastic IPs',
    code: ['ec2', 'L-0263D0A3'],
    scope: 'region',
    default: 5,
    adjustable: true,
    source: VPC_LIMITS,
    need: inAllStacks('AWS::EC2::EIP'),
  },
];

/** Blocks do not count against them; reservations of any other kind do, used or not. */
function onDemandVcpus(family: 'P' | 'Trn', code: string): QuotaRule {
  return {
    id: `on-demand-${family.toLowerCase()}-vcpus`,
    name: `Running On-Demand ${family} instances`,
    code: ['ec2', code],
    scope: 'region',
    default: 0,
    adjustable: true,
    source: EC2_LIMITS,
    note: 'in vCPUs, of all members that are no block',
    need: ({ members }) => ({
      need: sumOf(
        members.filter(
          ({ window, model }) => window === undefined && model.instanceType.name.startsWith(family.toLowerCase()),
        ),
        ({ model }) => model.count * model.instanceType.vcpus,
      ),
    }),
  };
}

/** One UltraServer is one block, of as many instances as it has. */
function largestBlock({ members }: QuotaFacts): QuotaNeed {
  const blocks = members.filter(({ window }) => window !== undefined);
  return blocks.reduce<QuotaNeed>(
    (most, { name, shape }) => (shape.instances > most.need ? { need: shape.instances, where: name } : most),
    { need: 0 },
  );
}

/** Units of an instance: one for each address, and one for each prefix however many addresses it has. */
function usedPerInstance({ model, cluster }: PlannedMember): number {
  const pods = podsPerNode(cluster.model);
  const own = model.interfaces.privateIpv4Addresses;
  const prefixes = addressesPerInstance({ interfaceAddresses: 0, pods }) / ADDRESSES_PER_PREFIX;
  return own + prefixes;
}
