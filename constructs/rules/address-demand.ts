import type { Problem } from '../hardware/problem';
import { Ipv4Range } from './cidr';

/**
 * Addresses in one of the /28 prefixes that the Amazon VPC CNI assigns to a node's interfaces.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses.html
 */
export const ADDRESSES_PER_PREFIX = 16;

/**
 * Pods that Kubernetes recommends a node to run at most.
 *
 * @see https://kubernetes.io/docs/setup/best-practices/cluster-large/
 */
export const PODS_PER_NODE = 110;

/**
 * Prefixes that the Amazon VPC CNI keeps free on each node by default (`WARM_PREFIX_TARGET`).
 *
 * @see https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/prefix-and-ip-target.md
 */
export const WARM_PREFIXES_PER_NODE = 1;

/** What one instance takes of its subnet. */
export interface InstanceAddresses {
  /** Private IPv4 addresses of its interfaces; an interface layout tells. `efa-only` interfaces have none. */
  readonly interfaceAddresses: number;

  /**
   * Pods that it is to hold with an address of their own each.
   *
   * @default 0 - no pods, or pods on the host's network
   */
  readonly pods?: number;
}

/** Instances of one kind in a subnet. */
export interface AddressDemand {
  /** Who needs them, for the message: a pool's or member's name. */
  readonly name: string;
  readonly instances: number;

  /** What `addressesPerInstance` gives. */
  readonly addressesPerInstance: number;
}

/** A subnet and all that is to run in it. */
export interface SubnetDemand {
  readonly zone: string;
  readonly cidr: string;
  readonly demands: AddressDemand[];
}

/**
 * Addresses that one instance takes: those of its interfaces, and for pods as many whole /28 prefixes as hold them,
 * with one more that is kept warm.
 */
export function addressesPerInstance(instance: InstanceAddresses): number {
  const pods = instance.pods ?? 0;
  const prefixes = pods === 0 ? 0 : Math.ceil(pods / ADDRESSES_PER_PREFIX) + WARM_PREFIXES_PER_NODE;
  return instance.interfaceAddresses + prefixes * ADDRESSES_PER_PREFIX;
}

/** Addresses that all instances together take. */
export function addressesNeeded(demands: readonly AddressDemand[]): number {
  return demands.reduce((sum, demand) => sum + demand.instances * demand.addressesPerInstance, 0);
}

/** Whether a subnet has the addresses that its instances take. A range is never moved to make room: it is fixed. */
export function checkAddresses(subnet: SubnetDemand): Problem[] {
  const needed = addressesNeeded(subnet.demands);
  const usable = Ipv4Range.parse(subnet.cidr).usableAddresses;
  if (needed <= usable) {
    return [];
  }
  const parts = subnet.demands.map(
    ({ name, instances, addressesPerInstance: each }) => `${name}: ${instances} x ${each}`,
  );
  return [
    {
      id: 'subnet-addresses',
      message: `instances in zone ${subnet.zone} take ${needed} addresses (${parts.join(', ')}), and its subnet ${subnet.cidr} has ${usable}; give fewer instances, or a larger range in a new network`,
    },
  ];
}
