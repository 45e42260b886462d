/** A key that people try, and why a cluster file does not have it. */
interface RefusedKey {
  readonly id: string;

  /** Letters only, lower case: how the key reads without separators and capitals. */
  readonly pattern: RegExp;

  /** Completes "the key ... ": what is wrong with it and what to do. */
  readonly reason: string;
}

const REFUSED: readonly RefusedKey[] = [
  {
    id: 'key-placement-group',
    pattern: /^(cluster)?placementgroups?(name|strategy|arn)?$/,
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html
    reason:
      'is not allowed: Capacity Blocks take no placement group, and an UltraServer is one place by itself; delete it',
  },
  {
    id: 'key-spot',
    pattern: /^(spot(price|instances|maxprice|options)?|usespot|markettype|purchaseoption)$/,
    // https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html
    reason:
      'is not allowed: how instances are had is said by block, reservation, reservationGroup, reserve or onDemand, and Spot is none of them; delete it',
  },
  {
    id: 'key-warm-pool',
    pattern: /^warmpools?$/,
    // https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-template-capacity-blocks.html
    reason:
      'is not allowed: a group in a Capacity Block has no warm pool, all its instances are paid for and run; delete it',
  },
  {
    id: 'key-mixed-instances',
    pattern: /^(mixedinstances(policy)?|instancetypes|instancerequirements|overrides)$/,
    // https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-template-capacity-blocks.html
    reason:
      'is not allowed: a pool is of one type, and a group in a Capacity Block cannot mix; make a pool for each type',
  },
  {
    id: 'key-ssh',
    pattern: /^(ssh|sshkeys?|keypair|keyname|keypairname|sshkeyname)$/,
    reason: 'is not allowed: nodes have no SSH; log in with AWS Systems Manager Session Manager, and delete the key',
  },
  {
    id: 'key-public-address',
    pattern: /^(associate)?public(ip|ips|ipaddress|ipaddresses|address|addresses)$/,
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
    reason:
      'is not allowed: an instance with several network interfaces gets no public address by itself; network.egress says how nodes get out',
  },
  {
    id: 'key-merge',
    pattern: /^<<$/,
    reason: 'is a merge key, which YAML 1.2 does not have; write the keys out, or use an alias for a whole value',
  },
];

/** What to say of an unknown key that has a reason of its own to be refused. */
export function refusedKey(key: string): { readonly id: string; readonly reason: string } | undefined {
  const letters = key === '<<' ? key : key.toLowerCase().replace(/[^a-z]/g, '');
  return REFUSED.find(({ pattern }) => pattern.test(letters));
}
