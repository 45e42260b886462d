import type { CpuArchitecture, EbsLimits, InstanceStore } from './instance-type-facts';
import type { InterfaceLayoutDefinition } from './interface-placement';
import type { NetworkCard, SharedBandwidth } from './network-card';
import type { Problem } from './problem';
import type { SoftwareRequirements } from './software-requirements';
import type { Source } from './source';

/** Hardware that AWS sells, but whose facts it has not published; what is known of it all the same. */
export interface UnpublishedHardware {
  /** The EC2 name of the instance type, as far as it has been seen. */
  readonly instanceTypeName: string;

  /** A name that the UltraServer type may have. It is a guess, and never taken: the user states the name. */
  readonly expectedUltraServerName: string;

  /** The chip. */
  readonly acceleratorModel: string;
  readonly architecture: CpuArchitecture;

  /** What is known of its software; what the user states is added. */
  readonly software: SoftwareRequirements;

  /** What is known, for people, with the pages that say so. */
  readonly known: string;
  readonly sources: Source[];
}

/** What the user states of hardware that AWS has not published: in the end all of it, each key as in the facts of a type. */
export interface StatedHardwareFacts {
  readonly instanceType?: StatedInstanceTypeFacts;
  readonly ultraServer?: StatedUltraServerFacts;
}

/** The facts of the instance type. Every key without a default must be given before the type can be used. */
export interface StatedInstanceTypeFacts {
  /** @default - the name that has been seen */
  readonly name?: string;
  readonly accelerators?: StatedAccelerators;

  /** No other than the known one. @default - the architecture that is known */
  readonly architecture?: CpuArchitecture;
  readonly vcpus?: number;
  readonly memoryGiB?: number;
  readonly instanceStore?: InstanceStore;
  readonly ebs?: EbsLimits;
  readonly networkCards?: NetworkCard[];

  /** @default - no two cards share anything */
  readonly sharedBandwidth?: SharedBandwidth[];
  readonly efaGbps?: number;

  /** @default - one a card with EFA bandwidth */
  readonly maxEfaInterfaces?: number;
  readonly layouts?: InterfaceLayoutDefinition[];

  /** Oldest software. @default - none is checked; driver branches known to fail are refused all the same */
  readonly software?: SoftwareRequirements;

  /** Where you have the facts from. @default - what is known of the hardware, with its pages */
  readonly sources?: Source[];
}

/** The accelerators of one instance. */
export interface StatedAccelerators {
  /** @default - the chip that is known */
  readonly model?: string;
  readonly count?: number;
  readonly memoryGiB?: number;
}

/** The UltraServer type. */
export interface StatedUltraServerFacts {
  /** The spelling that `DescribeCapacityBlockOfferings` takes as `UltraserverType`. */
  readonly name?: string;

  /** Instances in one UltraServer. */
  readonly instanceCount?: number;
}

/** The facts that must be stated, by the names that the user writes. */
export function missingFacts({ instanceType = {}, ultraServer = {} }: StatedHardwareFacts): string[] {
  const needed: [string, unknown][] = [
    ['instanceType.accelerators.count', instanceType.accelerators?.count],
    ['instanceType.accelerators.memoryGiB', instanceType.accelerators?.memoryGiB],
    ['instanceType.vcpus', instanceType.vcpus],
    ['instanceType.memoryGiB', instanceType.memoryGiB],
    ['instanceType.instanceStore', instanceType.instanceStore],
    ['instanceType.ebs', instanceType.ebs],
    ['instanceType.networkCards', instanceType.networkCards],
    ['instanceType.efaGbps', instanceType.efaGbps],
    ['instanceType.layouts', instanceType.layouts],
    ['ultraServer.name', ultraServer.name],
    ['ultraServer.instanceCount', ultraServer.instanceCount],
  ];
  return needed.filter(([, value]) => value === undefined).map(([name]) => name);
}

/** The one problem that names every missing fact. */
export function unpublishedProblem(hardware: UnpublishedHardware, stated: StatedHardwareFacts): Problem {
  const missing = missingFacts(stated);
  return {
    id: 'facts-unpublished',
    message:
      `AWS has not published the facts of ${hardware.instanceTypeName} and its UltraServer, and this package invents none; ` +
      `state ${missing.length === 1 ? 'the missing one' : `the ${missing.length} missing ones`}: ${missing.join(', ')} ` +
      `(${hardware.known})`,
  };
}

/** The architecture is known, from AWS's own images, so that no other can be stated. */
export function architectureProblems(hardware: UnpublishedHardware, { instanceType }: StatedHardwareFacts): Problem[] {
  const { instanceTypeName, architecture: known } = hardware;
  const architecture = instanceType?.architecture;
  return architecture === undefined || architecture === known
    ? []
    : [
        {
          id: 'facts-architecture',
          message: `architecture is ${architecture}, but ${instanceTypeName} is ${known}, as AWS lists its images; state ${known}`,
          path: ['instanceType', 'architecture'],
        },
      ];
}
