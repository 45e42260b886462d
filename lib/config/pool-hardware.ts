import { InterfaceLayout } from 'cdk-ultraserver/hardware';
import type { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';

import type { PoolHardware } from './facts';
import type { Finding, Path } from './finding';
import { hardwareFindings } from './hardware-findings';
import type { HardwareNames } from './hardware-names';
import type { ClusterDraft } from './shape';

type PoolDraft = NonNullable<NonNullable<ClusterDraft['pools']>[number]>;

/** What a pool is made of, and what is wrong with the names that it gives. */
export interface FoundHardware extends PoolHardware {
  readonly findings: readonly Finding[];

  /** Whether it names an UltraServer type as its instance type, or the other way round. */
  readonly otherKind: boolean;
}

/** Looks up what a pool names. Of a pool that names both kinds nothing is known. */
export function hardwareOfPool(names: HardwareNames, pool: PoolDraft, path: Path): FoundHardware {
  const { ultraServer: ultraServerName, instanceType: typeName } = pool;
  const nothing = {
    ultraServer: undefined,
    instanceType: undefined,
    layout: undefined,
    findings: [],
    otherKind: false,
  };
  if (ultraServerName !== undefined && typeName === undefined) {
    if (!names.ultraServers.has(ultraServerName)) {
      const findings = names.unknownUltraServerOfPool(ultraServerName, [...path, 'ultraServer']);
      return { ...nothing, findings, otherKind: names.instanceTypes.has(ultraServerName) };
    }
    const ultraServer = names.ultraServers.get(ultraServerName);
    const instanceType = ultraServer?.instanceType;
    return { ...nothing, ultraServer, instanceType, ...laidOut(pool, instanceType, path) };
  }
  if (typeName !== undefined && ultraServerName === undefined) {
    if (!names.instanceTypes.has(typeName)) {
      const findings = names.unknownTypeOfPool(typeName, [...path, 'instanceType']);
      return { ...nothing, findings, otherKind: names.ultraServers.has(typeName) };
    }
    const instanceType = names.instanceTypes.get(typeName);
    return { ...nothing, instanceType, ...laidOut(pool, instanceType, path) };
  }
  return nothing;
}

function laidOut(
  { interfaces }: PoolDraft,
  type: AcceleratedInstanceType | undefined,
  path: Path,
): Pick<FoundHardware, 'layout' | 'findings'> {
  if (type === undefined) {
    return { layout: undefined, findings: [] };
  }
  const enaCards = interfaces?.enaCards?.filter((card) => card !== undefined);
  try {
    return { layout: layoutOf(type, interfaces?.layout, enaCards), findings: [] };
  } catch (error) {
    // Faults of single interfaces come of the cards that were added: the type's own layouts are sound.
    const at = (inner: Path): Path => [...path, 'interfaces', ...(inner[0] === 'interfaces' ? ['enaCards'] : inner)];
    return { layout: undefined, findings: hardwareFindings(error, at) };
  }
}

/** Layouts that were worked out already: the cells of a fleet are alike. */
const layouts = new WeakMap<AcceleratedInstanceType, Map<string, InterfaceLayout>>();

function layoutOf(type: AcceleratedInstanceType, layout?: string, enaCards?: number[]): InterfaceLayout {
  const known = layouts.get(type) ?? new Map<string, InterfaceLayout>();
  layouts.set(type, known);
  const key = JSON.stringify([layout, enaCards]);
  const found = known.get(key) ?? InterfaceLayout.of(type, { layout, enaCards });
  known.set(key, found);
  return found;
}
