import { AcceleratedInstanceType, UltraServerType, UnpublishedProfile } from 'cdk-ultraserver/hardware';

import type { Finding, Path } from './finding';
import { slipOf, unknownName } from './unknown-name';
import { unpublishedFinding, unstatedFacts } from './unstated-facts';

/** The names of hardware that a file can use, and what to say of any other. */
export class HardwareNames {
  /** By name; undefined where the file states it wrongly, which is reported once and not at each use. */
  readonly instanceTypes = new Map<string, AcceleratedInstanceType | undefined>(
    AcceleratedInstanceType.known().map((type) => [type.name, type]),
  );
  readonly ultraServers = new Map<string, UltraServerType | undefined>(
    UltraServerType.known().map((type) => [type.name, type]),
  );

  /** Instance types of unpublished hardware that the file states something of, right or wrong. */
  readonly unpublished = new Set<string>();

  /** Instance types of unpublished hardware of which is said what is missing. */
  private readonly reported = new Set<string>();

  constructor(
    private readonly statedTypes: readonly string[],
    private readonly statedUltraServers: readonly string[],
  ) {}

  /** What to say of an UltraServer that is made of a type by this name. */
  unknownType(name: string, path: Path): Finding {
    return unknownName(name, path, {
      id: 'instance-type-unknown',
      is: 'instance type',
      home: 'hardware.instanceTypes',
      stated: this.statedTypes,
      known: [...new Set([...this.statedTypes, ...this.instanceTypes.keys()])],
      other: this.ultraServers.has(name) ? `it is an UltraServer type: write ultraServer: ${name}` : undefined,
    });
  }

  /** What to say of a pool with an instance type by this name; nothing where it is said elsewhere. */
  unknownTypeOfPool(name: string, path: Path): readonly Finding[] {
    return this.unpublishedName(name, path, this.statedTypes) ?? [this.unknownType(name, path)];
  }

  /** What to say of a pool with an UltraServer type by this name; nothing where it is said elsewhere. */
  unknownUltraServerOfPool(name: string, path: Path): readonly Finding[] {
    return (
      this.unpublishedName(name, path, this.statedUltraServers) ?? [
        unknownName(name, path, {
          id: 'ultraserver-unknown',
          is: 'UltraServer type',
          home: 'hardware.ultraServers',
          stated: this.statedUltraServers,
          known: [...new Set([...this.statedUltraServers, ...this.ultraServers.keys()])],
          other: this.instanceTypes.has(name) ? `it is an instance type: write instanceType: ${name}` : undefined,
        }),
      ]
    );
  }

  /** Says which facts of unpublished hardware are missing, and once only. */
  reportUnstated(
    profile: UnpublishedProfile,
    unstated: readonly string[],
    at: Pick<Finding, 'path' | 'atKey'>,
  ): Finding[] {
    if (this.reported.has(profile.instanceTypeName)) {
      return [];
    }
    this.reported.add(profile.instanceTypeName);
    return [unpublishedFinding(profile, unstated, at)];
  }

  /** A name of unpublished hardware that the file states nothing of; undefined for any other name. */
  private unpublishedName(name: string, path: Path, stated: readonly string[]): Finding[] | undefined {
    const profile = UnpublishedProfile.forName(name);
    if (!profile || slipOf(name, stated) !== undefined) {
      return undefined;
    }
    if (this.unpublished.has(profile.instanceTypeName)) {
      return this.reported.has(profile.instanceTypeName) ? [] : undefined;
    }
    const unstated = unstatedFacts(profile, { type: undefined, ultraServers: [], wantsUltraServer: true }, []);
    return this.reportUnstated(profile, unstated, { path });
  }
}

/** The profile of the instance type of that name. */
export function profileOf(instanceTypeName: string): UnpublishedProfile | undefined {
  const profile = UnpublishedProfile.forName(instanceTypeName);
  return profile?.instanceTypeName === instanceTypeName ? profile : undefined;
}
