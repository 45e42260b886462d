import {
  AcceleratedInstanceType,
  HardwareError,
  InterfaceLayout,
  UltraServerType,
  UnpublishedProfile,
} from 'cdk-ultraserver/hardware';
import type { AcceleratedInstanceTypeFacts, NetworkCard } from 'cdk-ultraserver/hardware';

import type { PoolHardware } from './facts';
import type { Finding, Path } from './finding';
import type { ClusterDraft } from './shape';
import type { ClusterFile } from './schema/cluster';
import { unknownName } from './unknown-name';

type StatedTypes = NonNullable<NonNullable<ClusterFile['hardware']>['instanceTypes']>;
type StatedType = StatedTypes[string];
type PoolDraft = NonNullable<NonNullable<ClusterDraft['pools']>[number]>;

/** The types that a file can name: those that the constructs know, and those that the file states itself. */
export interface Hardware {
  /** What is wrong with the facts that the file states. */
  readonly findings: readonly Finding[];

  /** What a pool is made of, and what is wrong with the names that it gives. */
  readonly ofPool: (pool: PoolDraft, path: Path) => PoolHardware & { readonly findings: readonly Finding[] };
}

/**
 * Reads the hardware that a file states.
 *
 * @param sound whether the shape of what stands at a path is right; facts of the wrong shape are not looked at
 */
export function readHardware(draft: ClusterDraft, sound: (path: Path) => boolean): Hardware {
  const reader = new HardwareReader(sound);
  reader.readInstanceTypes(draft);
  reader.readUltraServers(draft);
  return { findings: reader.findings, ofPool: (pool, path) => reader.ofPool(pool, path) };
}

class HardwareReader {
  readonly findings: Finding[] = [];

  /** By name; undefined where the file states it wrongly, which is reported once and not at each use. */
  private readonly instanceTypes = new Map<string, AcceleratedInstanceType | undefined>(
    AcceleratedInstanceType.known().map((type) => [type.name, type]),
  );
  private readonly ultraServers = new Map<string, UltraServerType | undefined>(
    UltraServerType.known().map((type) => [type.name, type]),
  );

  /** Names under hardware in the file, known or not. */
  private statedTypes: readonly string[] = [];
  private statedUltraServers: readonly string[] = [];

  constructor(private readonly sound: (path: Path) => boolean) {}

  readInstanceTypes({ hardware }: ClusterDraft): void {
    this.statedTypes = Object.keys(hardware?.instanceTypes ?? {});
    this.statedUltraServers = Object.keys(hardware?.ultraServers ?? {});
    for (const [name, stated] of Object.entries(hardware?.instanceTypes ?? {})) {
      const path = ['hardware', 'instanceTypes', name];
      if (this.instanceTypes.get(name)) {
        this.findings.push(known(name, path));
      } else if (this.sound(path) && UnpublishedProfile.forName(name)) {
        // Facts and UltraServer belong together: see readUltraServers.
        this.instanceTypes.set(name, undefined);
      } else {
        const facts = this.sound(path) ? factsOf(name, stated as StatedType) : undefined;
        this.instanceTypes.set(
          name,
          facts && this.attempt(path, cardPaths(stated), () => AcceleratedInstanceType.of(facts)),
        );
      }
    }
  }

  readUltraServers({ hardware }: ClusterDraft): void {
    const profiled = new Set<string>();
    let unresolved = false;
    for (const [name, stated] of Object.entries(hardware?.ultraServers ?? {})) {
      const path = ['hardware', 'ultraServers', name];
      if (this.ultraServers.get(name)) {
        this.findings.push(known(name, path));
        continue;
      }
      this.ultraServers.set(name, undefined);
      const typeName = stated?.instanceType;
      const typePath = ['hardware', 'instanceTypes', typeName ?? ''];
      const facts = hardware?.instanceTypes?.[typeName ?? ''];
      if (typeName === undefined || !this.sound(path)) {
        unresolved = true;
        continue;
      }
      const profile = UnpublishedProfile.forName(typeName);
      if (profile && facts && this.sound(typePath)) {
        profiled.add(typeName);
        const instanceCount = stated?.instanceCount;
        const at = (inner: Path): Path =>
          inner[0] === 'ultraServer'
            ? [...path, ...inner.slice(1)]
            : [...typePath, ...cardPaths(facts)(inner.slice(1))];
        const both = this.attempt([], at, () =>
          profile.complete({
            instanceType: factsOf(typeName, facts as StatedType),
            ultraServer: { name, instanceCount },
          }),
        );
        this.instanceTypes.set(typeName, both?.instanceType);
        this.ultraServers.set(name, both?.ultraServerType);
      } else if (this.instanceTypes.has(typeName)) {
        this.ultraServers.set(name, this.ultraServerOf(name, path, typeName, stated as StatedUltraServer));
      } else {
        unresolved = true;
        this.findings.push(this.unknownType(typeName, [...path, 'instanceType']));
      }
    }
    // An UltraServer whose type is not there may be the one that seems to be missing.
    for (const name of unresolved ? [] : this.statedTypes) {
      if (UnpublishedProfile.forName(name) && this.sound(['hardware', 'instanceTypes', name]) && !profiled.has(name)) {
        const message = `${name} is sold as UltraServers, but hardware.ultraServers names none of it; add one with instanceType: ${name} and its instanceCount`;
        this.findings.push({
          id: 'hardware-ultraserver-missing',
          message,
          path: ['hardware', 'instanceTypes', name],
          atKey: true,
        });
      }
    }
  }

  ofPool(pool: PoolDraft, path: Path): PoolHardware & { readonly findings: readonly Finding[] } {
    const findings: Finding[] = [];
    let ultraServer: UltraServerType | undefined;
    let instanceType: AcceleratedInstanceType | undefined;
    if (pool.ultraServer !== undefined) {
      ultraServer = this.ultraServers.get(pool.ultraServer);
      instanceType = ultraServer?.instanceType;
      if (!this.ultraServers.has(pool.ultraServer)) {
        findings.push(this.unknownUltraServer(pool.ultraServer, [...path, 'ultraServer']));
      }
    } else if (pool.instanceType !== undefined) {
      instanceType = this.instanceTypes.get(pool.instanceType);
      if (!this.instanceTypes.has(pool.instanceType)) {
        findings.push(this.unknownType(pool.instanceType, [...path, 'instanceType']));
      }
    }
    const layout = instanceType && this.layout(pool, instanceType, path, findings);
    return { ultraServer, instanceType, layout, findings };
  }

  private layout(
    pool: PoolDraft,
    type: AcceleratedInstanceType,
    path: Path,
    findings: Finding[],
  ): InterfaceLayout | undefined {
    const enaCards = pool.interfaces?.enaCards?.filter((card) => card !== undefined);
    try {
      return InterfaceLayout.of(type, { layout: pool.interfaces?.layout, enaCards });
    } catch (error) {
      // Faults of single interfaces come of the cards that were added: the type's own layouts are sound.
      const at = (inner: Path): Path => [...path, 'interfaces', ...(inner[0] === 'interfaces' ? ['enaCards'] : inner)];
      findings.push(...hardwareFindings(error, at));
      return undefined;
    }
  }

  private ultraServerOf(
    name: string,
    path: Path,
    typeName: string,
    stated: StatedUltraServer,
  ): UltraServerType | undefined {
    const instanceType = this.instanceTypes.get(typeName);
    return (
      instanceType &&
      this.attempt(
        path,
        (inner) => inner,
        () =>
          UltraServerType.of({
            name,
            instanceType,
            instanceCount: stated.instanceCount,
            sources: stated.sources ?? instanceType.sources,
            verified: false,
          }),
      )
    );
  }

  private attempt<T>(path: Path, inner: (path: Path) => Path, make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      this.findings.push(...hardwareFindings(error, (problemPath) => [...path, ...inner(problemPath)]));
      return undefined;
    }
  }

  private unknownType(name: string, path: Path): Finding {
    return unknownName(name, path, {
      id: 'instance-type-unknown',
      is: 'instance type',
      home: 'hardware.instanceTypes',
      stated: this.statedTypes,
      known: [...new Set([...this.statedTypes, ...this.instanceTypes.keys()])],
      other: this.ultraServers.has(name) ? `it is an UltraServer type: write ultraServer: ${name}` : undefined,
    });
  }

  private unknownUltraServer(name: string, path: Path): Finding {
    return unknownName(name, path, {
      id: 'ultraserver-unknown',
      is: 'UltraServer type',
      home: 'hardware.ultraServers',
      stated: this.statedUltraServers,
      known: [...new Set([...this.statedUltraServers, ...this.ultraServers.keys()])],
      other: this.instanceTypes.has(name) ? `it is an instance type: write instanceType: ${name}` : undefined,
    });
  }
}

type StatedUltraServer = NonNullable<NonNullable<ClusterFile['hardware']>['ultraServers']>[string];

function known(name: string, path: Path): Finding {
  const message = `${name} is known to this project, so its facts cannot be stated again; delete it here, and choose among its layouts with a pool's interfaces`;
  return { id: 'hardware-known', message, path, atKey: true };
}

function hardwareFindings(error: unknown, at: (path: Path) => Path): Finding[] {
  if (!(error instanceof HardwareError)) {
    throw error;
  }
  return error.problems.map(({ id, message, path }) => ({ id, message, path: at(path ?? []) }));
}

function factsOf(name: string, { networkCards, ...stated }: StatedType): AcceleratedInstanceTypeFacts {
  return { ...stated, name, networkCards: cardsOf(networkCards), verified: false };
}

/** The file lists cards that are alike together; the constructs want each by itself. */
function cardsOf(groups: StatedType['networkCards']): NetworkCard[] {
  return groups
    .flatMap(({ cards, ...limits }) => cards.map((index) => ({ index, ...limits })))
    .toSorted((left, right) => left.index - right.index);
}

/** Where a fact stands in the file: the constructs' `networkCards[5]` is in the file's group that has card 5. */
function cardPaths(stated: ClusterHardwareType | undefined): (path: Path) => Path {
  return ([key, place, ...rest]) => {
    if (key !== 'networkCards' || typeof place !== 'number') {
      return [key, place, ...rest].filter((segment) => segment !== undefined);
    }
    const groups = stated?.networkCards ?? [];
    const index = cardsOf(groups as StatedType['networkCards'])[place]?.index;
    const group = groups.findIndex((one) => index !== undefined && one?.cards?.includes(index));
    return [key, Math.max(0, group), ...(rest[0] === 'index' ? ['cards'] : rest)];
  };
}

type ClusterHardwareType = NonNullable<NonNullable<ClusterDraft['hardware']>['instanceTypes']>[string];
