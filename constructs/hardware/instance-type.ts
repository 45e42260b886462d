import { INSTANCE_TYPES, UNPUBLISHED_HARDWARE } from './catalogue/catalogue';
import { checkFacts } from './facts-rules';
import { deepFreeze } from './freeze';
import { HardwareError, refuseHardware } from './hardware-error';
import type {
  AcceleratedInstanceTypeFacts,
  Accelerators,
  CpuArchitecture,
  EbsLimits,
  InstanceStore,
  NvlinkDomain,
} from './instance-type-facts';
import type { InterfaceLayoutDefinition } from './interface-placement';
import { maxEfaInterfaces } from './interface-rules';
import { nearestType } from './nearest';
import type { NetworkCard, SharedBandwidth } from './network-card';
import type { SoftwareRequirements } from './software-requirements';
import type { Source } from './source';
import { unpublishedProblem } from './unpublished-facts';

/**
 * An EC2 instance type with accelerators: what it has, what its network cards may carry, how its interfaces are laid
 * out, and where all of that was read. The known ones are static members; `of` takes any other.
 */
export class AcceleratedInstanceType {
  // Unchecked: tests hold the catalogue against the rules, and every start of an app would pay for doing it again.
  private static readonly byName = new Map(
    INSTANCE_TYPES.map((facts) => [facts.name, new AcceleratedInstanceType(facts)]),
  );

  /** 4 NVIDIA B200 on two Grace processors (arm64); sold as UltraServers alone. */
  static readonly P6E_GB200_36XLARGE = AcceleratedInstanceType.fromName('p6e-gb200.36xlarge');

  /** 8 NVIDIA B300. */
  static readonly P6_B300_48XLARGE = AcceleratedInstanceType.fromName('p6-b300.48xlarge');

  /** 8 NVIDIA B200. */
  static readonly P6_B200_48XLARGE = AcceleratedInstanceType.fromName('p6-b200.48xlarge');

  /** 8 NVIDIA H200, 16 network cards. */
  static readonly P5EN_48XLARGE = AcceleratedInstanceType.fromName('p5en.48xlarge');

  /** 8 NVIDIA H200, 32 network cards. */
  static readonly P5E_48XLARGE = AcceleratedInstanceType.fromName('p5e.48xlarge');

  /** 8 NVIDIA H100. */
  static readonly P5_48XLARGE = AcceleratedInstanceType.fromName('p5.48xlarge');

  /** 8 NVIDIA A100 with 40 GiB each. */
  static readonly P4D_24XLARGE = AcceleratedInstanceType.fromName('p4d.24xlarge');

  /** 8 NVIDIA A100 with 80 GiB each. */
  static readonly P4DE_24XLARGE = AcceleratedInstanceType.fromName('p4de.24xlarge');

  /** 16 AWS Trainium2, a quarter of a Trn2 UltraServer. */
  static readonly TRN2U_48XLARGE = AcceleratedInstanceType.fromName('trn2u.48xlarge');

  /**
   * Any instance type, known or not, from its facts.
   *
   * @throws HardwareError where the facts contradict each other or a layout breaks a rule; see `checkFacts`
   */
  static of(facts: AcceleratedInstanceTypeFacts): AcceleratedInstanceType {
    refuseHardware(checkFacts(facts));
    return new AcceleratedInstanceType(facts);
  }

  /**
   * The known instance type of that EC2 name.
   *
   * @throws HardwareError for a name that is not known, and for one whose facts AWS has not published
   */
  static fromName(name: string): AcceleratedInstanceType {
    const known = AcceleratedInstanceType.byName.get(name);
    if (known) {
      return known;
    }
    const unpublished = UNPUBLISHED_HARDWARE.find(({ instanceTypeName }) => instanceTypeName === name);
    if (unpublished) {
      throw new HardwareError([unpublishedProblem(unpublished, {})]);
    }
    const names = [...AcceleratedInstanceType.byName.keys()];
    const meant = nearestType(name, [
      ...names,
      ...UNPUBLISHED_HARDWARE.map(({ instanceTypeName }) => instanceTypeName),
    ]);
    throw new HardwareError([
      {
        id: 'instance-type-unknown',
        message: `'${name}' is no known accelerated instance type${meant ? ` (did you mean '${meant}'?)` : ''}; known are ${names.join(', ')}; for any other give its facts to AcceleratedInstanceType.of`,
      },
    ]);
  }

  /** Every known instance type, the newest first. */
  static known(): AcceleratedInstanceType[] {
    return [...AcceleratedInstanceType.byName.values()];
  }

  readonly name: string;
  readonly accelerators: Accelerators;
  readonly architecture: CpuArchitecture;
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly instanceStore: InstanceStore;
  readonly ebs: EbsLimits;
  readonly networkCards: NetworkCard[];
  readonly sharedBandwidth: SharedBandwidth[];
  readonly efaGbps: number;
  readonly maxEfaInterfaces: number;
  readonly layouts: InterfaceLayoutDefinition[];
  readonly nvlinkDomain: NvlinkDomain;
  readonly ultraServerOnly: boolean;
  readonly software: SoftwareRequirements | undefined;
  readonly sources: Source[];
  readonly verified: boolean;

  private constructor(facts: AcceleratedInstanceTypeFacts) {
    // A copy of its own: what the caller does to the facts afterwards changes nothing here.
    const own = structuredClone(facts);
    this.name = own.name;
    this.accelerators = own.accelerators;
    this.architecture = own.architecture;
    this.vcpus = own.vcpus;
    this.memoryGiB = own.memoryGiB;
    this.instanceStore = own.instanceStore;
    this.ebs = own.ebs;
    this.networkCards = own.networkCards;
    this.sharedBandwidth = own.sharedBandwidth ?? [];
    this.efaGbps = own.efaGbps;
    this.maxEfaInterfaces = maxEfaInterfaces(own);
    this.layouts = own.layouts;
    this.nvlinkDomain = own.nvlinkDomain ?? 'instance';
    this.ultraServerOnly = own.ultraServerOnly ?? false;
    this.software = own.software;
    this.sources = own.sources;
    this.verified = own.verified ?? true;
    deepFreeze(this);
  }

  /** Memory of all accelerators of one instance, in GiB. */
  get acceleratorMemoryGiB(): number {
    return this.accelerators.count * this.accelerators.memoryGiB;
  }

  /** Size of the whole instance store of one instance, in GB. */
  get instanceStoreGB(): number {
    return this.instanceStore.count * this.instanceStore.sizeGB;
  }

  /** Network interfaces of any kind that one instance holds. */
  get maxNetworkInterfaces(): number {
    return this.networkCards.reduce((sum, card) => sum + card.maxInterfaces, 0);
  }

  toString(): string {
    return this.name;
  }
}
