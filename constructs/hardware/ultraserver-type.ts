import { ULTRASERVERS, UNPUBLISHED_HARDWARE } from './catalogue/catalogue';
import { checkSources } from './facts-rules';
import { deepFreeze } from './freeze';
import { HardwareError, refuseHardware } from './hardware-error';
import { AcceleratedInstanceType } from './instance-type';
import { nearestType } from './nearest';
import type { Problem } from './problem';
import type { Source } from './source';
import { isNameOf, unpublishedProblem } from './unpublished-facts';

/** All that is stated of an UltraServer type; the shape that `UltraServerType.of` takes. */
export interface UltraServerTypeFacts {
  /** The EC2 name, `u-p6e-gb200x72`; what `DescribeCapacityBlockOfferings` takes as `UltraserverType`. */
  readonly name: string;
  readonly instanceType: AcceleratedInstanceType;

  /** Instances in one UltraServer; an UltraServer is always launched whole. */
  readonly instanceCount: number;

  /**
   * Accelerators in one UltraServer, where it is to be checked against the instances.
   *
   * @default - those of its instances
   */
  readonly acceleratorCount?: number;

  /** Where the facts come from; at least one. */
  readonly sources: Source[];

  /**
   * False where AWS has not published the facts. Output built on it says so.
   *
   * @default - as the instance type
   */
  readonly verified?: boolean;
}

/**
 * A type of UltraServer: instances of one type whose accelerators form one domain (NVLink, or NeuronLink on Trainium).
 * One UltraServer is one Capacity Block. The known ones are static members; `of` takes any other.
 *
 * @see https://aws.amazon.com/ec2/ultraservers/
 */
export class UltraServerType {
  private static readonly byName = new Map(
    ULTRASERVERS.map(({ instanceTypeName, ...facts }) => [
      facts.name,
      UltraServerType.of({ ...facts, instanceType: AcceleratedInstanceType.fromName(instanceTypeName) }),
    ]),
  );

  /** 18 p6e-gb200.36xlarge: 72 GPUs. */
  static readonly P6E_GB200_X72 = UltraServerType.fromName('u-p6e-gb200x72');

  /** 9 p6e-gb200.36xlarge: 36 GPUs. */
  static readonly P6E_GB200_X36 = UltraServerType.fromName('u-p6e-gb200x36');

  /** 4 trn2u.48xlarge: 64 Trainium2. */
  static readonly TRN2_X64 = UltraServerType.fromName('u-trn2x64');

  /**
   * Any UltraServer type, known or not, from its facts.
   *
   * @throws HardwareError where the facts contradict each other
   */
  static of(facts: UltraServerTypeFacts): UltraServerType {
    refuseHardware(checkUltraServerFacts(facts));
    return new UltraServerType(facts);
  }

  /**
   * The known UltraServer type of that name.
   *
   * @throws HardwareError for a name that is not known, and for one whose facts AWS has not published
   */
  static fromName(name: string): UltraServerType {
    const known = UltraServerType.byName.get(name);
    if (known) {
      return known;
    }
    const unpublished = UNPUBLISHED_HARDWARE.find((hardware) => isNameOf(hardware, name));
    if (unpublished) {
      throw new HardwareError([unpublishedProblem(unpublished, {})]);
    }
    const names = [...UltraServerType.byName.keys()];
    const meant = nearestType(name, names);
    throw new HardwareError([
      {
        id: 'ultraserver-unknown',
        message: `'${name}' is no known UltraServer type${meant ? ` (did you mean '${meant}'?)` : ''}; known are ${names.join(', ')}; for any other give its facts to UltraServerType.of`,
      },
    ]);
  }

  /** Every known UltraServer type, the newest and largest first. */
  static known(): UltraServerType[] {
    return [...UltraServerType.byName.values()];
  }

  readonly name: string;
  readonly instanceType: AcceleratedInstanceType;
  readonly instanceCount: number;
  readonly acceleratorCount: number;
  readonly sources: Source[];
  readonly verified: boolean;

  private constructor(facts: UltraServerTypeFacts) {
    this.name = facts.name;
    this.instanceType = facts.instanceType;
    this.instanceCount = facts.instanceCount;
    this.acceleratorCount = facts.instanceCount * facts.instanceType.accelerators.count;
    this.sources = structuredClone(facts.sources);
    this.verified = (facts.verified ?? true) && facts.instanceType.verified;
    deepFreeze(this);
  }

  /** Memory of all accelerators, in GiB. */
  get acceleratorMemoryGiB(): number {
    return this.instanceCount * this.instanceType.acceleratorMemoryGiB;
  }

  /** vCPUs of all instances. */
  get vcpus(): number {
    return this.instanceCount * this.instanceType.vcpus;
  }

  /** Memory of all instances, in GiB. */
  get memoryGiB(): number {
    return this.instanceCount * this.instanceType.memoryGiB;
  }

  /** Instance store of all instances, in GB. */
  get instanceStoreGB(): number {
    return this.instanceCount * this.instanceType.instanceStoreGB;
  }

  /** EBS bandwidth of all instances, in Gbps. */
  get ebsGbps(): number {
    return this.instanceCount * this.instanceType.ebs.gbps;
  }

  /** EFA bandwidth of all instances, in Gbps. */
  get efaGbps(): number {
    return this.instanceCount * this.instanceType.efaGbps;
  }

  toString(): string {
    return this.name;
  }
}

/** What is wrong with the facts of an UltraServer type, as far as they can be held against each other. */
export function checkUltraServerFacts(facts: UltraServerTypeFacts): Problem[] {
  const { name, instanceType, instanceCount, acceleratorCount } = facts;
  const problems = checkSources(facts.sources, ['sources']);
  if (!/^u-[a-z0-9][a-z0-9-]*$/.test(name)) {
    problems.push({
      id: 'ultraserver-name',
      message: `'${name}' is not spelled like an UltraServer type; write u-, the family and the size, such as u-p6e-gb200x72`,
      path: ['name'],
    });
  }
  if (!Number.isInteger(instanceCount) || instanceCount < 1) {
    problems.push({
      id: 'facts-number',
      message: `instanceCount is ${instanceCount}; state a whole number of at least 1`,
      path: ['instanceCount'],
    });
  } else if (acceleratorCount !== undefined && acceleratorCount !== instanceCount * instanceType.accelerators.count) {
    problems.push({
      id: 'ultraserver-accelerators',
      message: `${name} is stated to have ${acceleratorCount} accelerators, but ${instanceCount} ${instanceType.name} have ${instanceCount * instanceType.accelerators.count}; correct one of the numbers`,
      path: ['acceleratorCount'],
    });
  }
  return problems;
}
