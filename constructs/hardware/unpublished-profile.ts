import { UNPUBLISHED_HARDWARE } from './catalogue/catalogue';
import { GB300 } from './catalogue/p6e-gb300';
import { HardwareError, refuseHardware } from './hardware-error';
import { AcceleratedInstanceType } from './instance-type';
import type { AcceleratedInstanceTypeFacts } from './instance-type-facts';
import type { Problem } from './problem';
import { UltraServerType } from './ultraserver-type';
import type { StatedHardwareFacts, UnpublishedHardware } from './unpublished-facts';
import { contradictions, isNameOf, missingFacts, unpublishedProblem } from './unpublished-facts';

/** The types that come of stated facts; `verified` is false on both. */
export interface StatedHardware {
  readonly instanceType: AcceleratedInstanceType;
  readonly ultraServerType: UltraServerType;
}

/**
 * Hardware that AWS sells without having published what it is made of. The user states the facts; whatever is built on
 * them says that they are unverified.
 */
export class UnpublishedProfile {
  /** P6e-GB300 UltraServers: NVIDIA GB300 NVL72. */
  static readonly GB300 = new UnpublishedProfile(GB300);

  /**
   * The profile that an instance type or UltraServer type of that name needs, `p6e-gb300.36xlarge` or `u-p6e-gb300x...`;
   * `undefined` where there is none.
   */
  static forName(name: string): UnpublishedProfile | undefined {
    const hardware = UNPUBLISHED_HARDWARE.find((one) => isNameOf(one, name));
    return hardware && new UnpublishedProfile(hardware);
  }

  /** Name of the instance type, as it has been seen in AWS documentation. */
  readonly instanceTypeName: string;

  /** What is known, for people. */
  readonly known: string;

  private constructor(private readonly hardware: UnpublishedHardware) {
    this.instanceTypeName = hardware.instanceTypeName;
    this.known = hardware.known;
    Object.freeze(this);
  }

  /** The facts that are still to be stated, by name; empty where all are there. */
  missing(stated: StatedHardwareFacts): string[] {
    return missingFacts(stated);
  }

  /** What is wrong with the stated facts: one problem that names all that are missing, or those of the facts given. */
  check(stated: StatedHardwareFacts): Problem[] {
    try {
      this.complete(stated);
      return [];
    } catch (error) {
      if (error instanceof HardwareError) {
        return error.problems;
      }
      throw error;
    }
  }

  /**
   * The types that the stated facts describe.
   *
   * @throws HardwareError one problem that names every missing fact, or all problems of the facts given; their paths
   *   begin with `instanceType` or `ultraServer`
   */
  complete(stated: StatedHardwareFacts): StatedHardware {
    if (missingFacts(stated).length > 0) {
      throw new HardwareError([unpublishedProblem(this.hardware, stated)]);
    }
    refuseHardware(contradictions(this.hardware, stated));
    const instanceType = below('instanceType', () => AcceleratedInstanceType.of(this.instanceTypeFacts(stated)));
    const ultraServerType = below('ultraServer', () =>
      UltraServerType.of({
        name: stated.ultraServer?.name ?? '',
        instanceType,
        instanceCount: stated.ultraServer?.instanceCount ?? 0,
        acceleratorCount: stated.ultraServer?.acceleratorCount,
        sources: [...(stated.ultraServer?.sources ?? []), ...this.hardware.sources],
        verified: false,
      }),
    );
    return { instanceType, ultraServerType };
  }

  private instanceTypeFacts({ instanceType: stated = {} }: StatedHardwareFacts): AcceleratedInstanceTypeFacts {
    const { hardware } = this;
    return {
      name: stated.name ?? hardware.instanceTypeName,
      accelerators: {
        model: stated.accelerators?.model ?? hardware.acceleratorModel,
        manufacturer: hardware.manufacturer,
        count: stated.accelerators?.count ?? 0,
        memoryGiB: stated.accelerators?.memoryGiB ?? 0,
      },
      architecture: hardware.architecture,
      vcpus: stated.vcpus ?? 0,
      memoryGiB: stated.memoryGiB ?? 0,
      instanceStore: stated.instanceStore ?? { count: 0, sizeGB: 0 },
      ebs: stated.ebs ?? { gbps: 0, iops: 0, volumes: 0 },
      networkCards: stated.networkCards ?? [],
      sharedBandwidth: stated.sharedBandwidth,
      efaGbps: stated.efaGbps ?? 0,
      maxEfaInterfaces: stated.maxEfaInterfaces,
      layouts: stated.layouts ?? [],
      nvlinkDomain: hardware.nvlinkDomain,
      ultraServerOnly: stated.ultraServerOnly ?? true,
      software: {
        ...hardware.software,
        ...stated.software,
        driverFaults: [...(hardware.software.driverFaults ?? []), ...(stated.software?.driverFaults ?? [])],
      },
      sources: [...(stated.sources ?? []), ...hardware.sources],
      verified: false,
    };
  }
}

/** Puts a key before the paths of what goes wrong inside. */
function below<T>(key: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof HardwareError) {
      refuseHardware(error.problems.map((problem) => ({ ...problem, path: [key, ...(problem.path ?? [])] })));
    }
    throw error;
  }
}
