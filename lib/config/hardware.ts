import { AcceleratedInstanceType, UltraServerType, UnpublishedProfile } from 'cdk-ultraserver/hardware';

import { begins } from './finding';
import type { Finding, Path } from './finding';
import { hardwareFindings } from './hardware-findings';
import { HardwareNames, profileOf } from './hardware-names';
import { hardwareOfPool } from './pool-hardware';
import type { FoundHardware } from './pool-hardware';
import type { ClusterDraft } from './shape';
import { cardPaths, factsOf } from './stated-types';
import type { StatedType, StatedUltraServer } from './stated-types';
import { slipOf } from './unknown-name';
import { isAbsentBelow, unstatedFacts } from './unstated-facts';

type PoolDraft = NonNullable<NonNullable<ClusterDraft['pools']>[number]>;

/** The types that a file can name: those that the constructs know, and those that the file states itself. */
export interface Hardware {
  /** What is wrong with the facts that the file states. */
  readonly findings: readonly Finding[];

  /** Findings of the shape that one of the findings here stands for. */
  readonly explained: ReadonlySet<Finding>;

  readonly ofPool: (pool: PoolDraft, path: Path) => FoundHardware;
}

/**
 * Reads the hardware that a file states.
 *
 * @param shape what is wrong with the file's shape; facts of the wrong shape are not looked at
 */
export function readHardware(draft: ClusterDraft, shape: readonly Finding[]): Hardware {
  const reader = new HardwareReader(draft, shape);
  reader.readInstanceTypes();
  reader.readUltraServers();
  reader.readUnpublished();
  const { findings, explained, names } = reader;
  return { findings, explained, ofPool: (pool, path) => hardwareOfPool(names, pool, path) };
}

const TYPES: Path = ['hardware', 'instanceTypes'];
const ULTRASERVERS: Path = ['hardware', 'ultraServers'];

class HardwareReader {
  readonly findings: Finding[] = [];
  readonly explained = new Set<Finding>();
  readonly names: HardwareNames;

  /** What the file has under hardware, by name; undefined where nothing of it is of the right shape. */
  private readonly types: ReadonlyMap<string, Partial<StatedType> | undefined>;
  private readonly ultraServers: ReadonlyMap<string, Partial<StatedUltraServer> | undefined>;

  /** Unpublished hardware by its instance type, with the UltraServers of the file that are made of it. */
  private readonly unpublished = new Map<string, string[]>();

  /** Whether an UltraServer does not say, or wrongly, what it is made of: it may be the one that seems to be missing. */
  private someUnresolved = false;

  constructor(
    { hardware }: ClusterDraft,
    private readonly shape: readonly Finding[],
  ) {
    this.types = this.entries(TYPES, hardware?.instanceTypes as Readonly<Record<string, StatedType>>);
    this.ultraServers = this.entries(
      ULTRASERVERS,
      hardware?.ultraServers as Readonly<Record<string, StatedUltraServer>>,
    );
    this.names = new HardwareNames([...this.types.keys()], [...this.ultraServers.keys()]);
  }

  readInstanceTypes(): void {
    for (const [name, stated] of this.types) {
      const path = [...TYPES, name];
      if (this.names.instanceTypes.get(name)) {
        this.findings.push(known(name, path));
        continue;
      }
      this.names.instanceTypes.set(name, undefined);
      if (profileOf(name)) {
        // Facts and UltraServer belong together: see readUnpublished.
        this.unpublished.set(name, []);
      } else if (this.sound(path)) {
        const make = () => AcceleratedInstanceType.of(factsOf(name, stated as StatedType));
        this.names.instanceTypes.set(name, this.attempt(path, cardPaths(stated), make));
      }
    }
  }

  readUltraServers(): void {
    for (const [name, stated] of this.ultraServers) {
      const path = [...ULTRASERVERS, name];
      if (this.names.ultraServers.get(name)) {
        this.findings.push(known(name, path));
        continue;
      }
      this.names.ultraServers.set(name, undefined);
      const typeName = stated?.instanceType ?? this.likelyType(name, path);
      if (typeName === undefined) {
        this.someUnresolved = true;
      } else if (profileOf(typeName) && (this.types.has(typeName) || !slipOf(typeName, [...this.types.keys()]))) {
        this.unpublished.set(typeName, [...(this.unpublished.get(typeName) ?? []), name]);
      } else if (!this.names.instanceTypes.has(typeName)) {
        this.someUnresolved = true;
        this.findings.push(this.names.unknownType(typeName, [...path, 'instanceType']));
      } else if (this.sound(path)) {
        this.names.ultraServers.set(name, this.ultraServerOf(name, path, typeName, stated as StatedUltraServer));
      }
    }
  }

  /** Facts of unpublished hardware: either all are there, or one finding names those that are not. */
  readUnpublished(): void {
    for (const [typeName, ultraServers] of this.unpublished) {
      const profile = profileOf(typeName);
      if (!profile) {
        continue;
      }
      this.names.unpublished.add(typeName);
      const type = this.types.has(typeName) ? [...TYPES, typeName] : undefined;
      const places = ultraServers.map((name) => [...ULTRASERVERS, name]);
      const wantsUltraServer = !this.someUnresolved;
      const unstated = unstatedFacts(profile, { type, ultraServers: places, wantsUltraServer }, this.shape);
      if (unstated.length > 0) {
        const at = type ? { path: type, atKey: true } : { path: [...(places[0] ?? []), 'instanceType'] };
        this.findings.push(...this.names.reportUnstated(profile, unstated, at));
        this.names.instanceTypes.set(typeName, undefined);
        this.explain([...(type ? [type] : []), ...places]);
      } else {
        ultraServers.forEach((name) => this.complete(profile, typeName, name));
      }
    }
  }

  /** A map of the file, with what is of the wrong shape as a whole: it is named there all the same. */
  private entries<T>(path: Path, draft: Readonly<Record<string, T>> | undefined): Map<string, T | undefined> {
    const broken = this.shape.filter(
      ({ id, path: at }) => id !== 'key-reserved' && begins(at, path) && at.length === path.length + 1,
    );
    return new Map<string, T | undefined>([
      ...Object.entries(draft ?? {}),
      ...broken.map(({ path: at }): [string, undefined] => [String(at.at(-1)), undefined]),
    ]);
  }

  private sound(path: Path): boolean {
    return !this.shape.some((finding) => begins(finding.path, path));
  }

  private explain(paths: readonly Path[]): void {
    for (const finding of this.shape) {
      if (paths.some((path) => isAbsentBelow(finding, path))) {
        this.explained.add(finding);
      }
    }
  }

  /** The type that an UltraServer is made of by its name, where the file leaves that out. */
  private likelyType(name: string, path: Path): string | undefined {
    const left = this.shape.some(
      (finding) =>
        isAbsentBelow(finding, path) && [undefined, 'instanceType'].includes(finding.path[path.length] as string),
    );
    return left ? UnpublishedProfile.forName(name)?.instanceTypeName : undefined;
  }

  private complete(profile: UnpublishedProfile, typeName: string, name: string): void {
    const typePath = [...TYPES, typeName];
    const path = [...ULTRASERVERS, name];
    if (!this.sound(typePath) || !this.sound(path)) {
      return;
    }
    const facts = this.types.get(typeName) as StatedType;
    const { instanceCount, sources } = this.ultraServers.get(name) as StatedUltraServer;
    const at = (inner: Path): Path =>
      inner[0] === 'ultraServer' ? [...path, ...inner.slice(1)] : [...typePath, ...cardPaths(facts)(inner.slice(1))];
    const both = this.attempt([], at, () =>
      profile.complete({ instanceType: factsOf(typeName, facts), ultraServer: { name, instanceCount, sources } }),
    );
    this.names.instanceTypes.set(typeName, both?.instanceType);
    this.names.ultraServers.set(name, both?.ultraServerType);
  }

  private ultraServerOf(
    name: string,
    path: Path,
    typeName: string,
    { instanceCount, sources }: StatedUltraServer,
  ): UltraServerType | undefined {
    const instanceType = this.names.instanceTypes.get(typeName);
    if (!instanceType) {
      return undefined;
    }
    const facts = { name, instanceType, instanceCount, sources: sources ?? instanceType.sources, verified: false };
    return this.attempt(
      path,
      (inner) => inner,
      () => UltraServerType.of(facts),
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
}

function known(name: string, path: Path): Finding {
  const message = `${name} is known to this project, so its facts cannot be stated again; delete it here, and choose among its layouts with a pool's interfaces`;
  return { id: 'hardware-known', message, path, atKey: true };
}
