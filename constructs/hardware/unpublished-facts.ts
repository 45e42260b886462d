import type { Accelerators, CpuArchitecture, EbsLimits, InstanceStore, NvlinkDomain } from './instance-type-facts';
import type { InterfaceLayoutDefinition } from './interface-placement';
import type { NetworkCard, SharedBandwidth } from './network-card';
import type { Problem } from './problem';
import type { SoftwareRequirements } from './software-requirements';
import type { Source } from './source';

/** Hardware that AWS sells, but whose facts it has not published; what is known of it all the same. */
export interface UnpublishedHardware {
  /** The EC2 name of the instance type, as far as it has been seen. */
  readonly instanceTypeName: string;

  /** How the names of its UltraServer types may begin. It is a guess, and no name is made of it: the user states the name. */
  readonly ultraServerPrefix: string;

  /** The chip. */
  readonly acceleratorModel: string;
  readonly manufacturer: Accelerators['manufacturer'];
  readonly architecture: CpuArchitecture;

  /** How far NVLink reaches. */
  readonly nvlinkDomain: NvlinkDomain;

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

  /** No other than the known one. @default - the domain that is known */
  readonly nvlinkDomain?: NvlinkDomain;

  /** Whether EC2 offers the type as part of an UltraServer alone. @default true */
  readonly ultraServerOnly?: boolean;

  /** Oldest software. @default - none is checked; driver branches known to fail are refused all the same */
  readonly software?: SoftwareRequirements;

  /** Where you have the facts from; what is known of the hardware comes after. @default - what is known alone */
  readonly sources?: Source[];
}

/** The accelerators of one instance. */
export interface StatedAccelerators {
  /** @default - the chip that is known */
  readonly model?: string;

  /** No other than the known one. @default - the maker that is known */
  readonly manufacturer?: Accelerators['manufacturer'];
  readonly count?: number;
  readonly memoryGiB?: number;
}

/** The UltraServer type. */
export interface StatedUltraServerFacts {
  /** The spelling that `DescribeCapacityBlockOfferings` takes as `UltraserverType`. */
  readonly name?: string;

  /** Instances in one UltraServer. */
  readonly instanceCount?: number;

  /** Accelerators in one UltraServer, where they are to be checked against the instances. @default - those of its instances */
  readonly acceleratorCount?: number;

  /** Where you have the facts from; what is known of the hardware comes after. @default - what is known alone */
  readonly sources?: Source[];
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

/** What is known for certain, so that nothing else can be stated of it. */
export function contradictions(hardware: UnpublishedHardware, { instanceType = {} }: StatedHardwareFacts): Problem[] {
  const facts: [path: string[], stated: string | undefined, known: string][] = [
    [['accelerators', 'manufacturer'], instanceType.accelerators?.manufacturer, hardware.manufacturer],
    [['architecture'], instanceType.architecture, hardware.architecture],
    [['nvlinkDomain'], instanceType.nvlinkDomain, hardware.nvlinkDomain],
  ];
  return facts.flatMap(([path, stated, known]): Problem[] =>
    stated === undefined || stated === known
      ? []
      : [
          {
            id: 'facts-contradiction',
            message: `${path.join('.')} is ${stated}, but of ${hardware.instanceTypeName} AWS says that it is ${known}; state ${known}, or leave it out`,
            path: ['instanceType', ...path],
          },
        ],
  );
}

/** Whether an instance type or UltraServer type of that name is this hardware. */
export function isNameOf(hardware: UnpublishedHardware, name: string): boolean {
  return name === hardware.instanceTypeName || name.startsWith(hardware.ultraServerPrefix);
}
