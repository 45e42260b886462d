import { HardwareError } from 'cdk-ultraserver/hardware';
import type { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import { knownParentImage } from 'cdk-ultraserver/rules';
import type { ImageEngine, KnownParentImage } from 'cdk-ultraserver/rules';

import type { ClusterFacts, PoolFacts } from './facts';
import type { Path } from './finding';
import type { ClusterDraft } from './shape';
import { controlSubnetZones } from './storage-plan';

type BuilderDraft = NonNullable<ClusterDraft['imageBuilder']>;
type ImageDraft = NonNullable<NonNullable<BuilderDraft['images']>[number]>;

/** What an image without the key has; the schema and docs/cluster-file.md say the same. */
export const IMAGE_DEFAULTS = { version: '1.0.0', rootVolumeGiB: 100 } as const;

export const IMAGE_BUILDER: Path = ['imageBuilder'];

/** What is known of a parent image, less what says which it is. */
export type ParentFacts = Omit<KnownParentImage, 'ssmParameter'>;

/** An image of a file, with what follows from the file around it. */
export interface PlannedImage {
  readonly draft: ImageDraft;
  readonly path: Path;
  readonly engine: ImageEngine;

  /** The pools that are to run it, as far as they are there. */
  readonly pools: readonly PoolFacts[];

  /** The types of these pools, as far as they are known. */
  readonly types: readonly AcceleratedInstanceType[];

  /** Whether the file names a parent, right or wrong. */
  readonly ownParent: boolean;

  /** Undefined where the file's is not whole, or none is known for the type. */
  readonly parent: ParentFacts | undefined;
}

/** The images that a file has built. */
export function planImages(cluster: ClusterFacts): PlannedImage[] {
  return (cluster.draft.imageBuilder?.images ?? []).flatMap((draft, index) =>
    draft === undefined ? [] : [planOne(cluster, draft, [...IMAGE_BUILDER, 'images', index])],
  );
}

function planOne(cluster: ClusterFacts, draft: ImageDraft, path: Path): PlannedImage {
  const engine = draft.engine ?? cluster.draft.engine?.type ?? 'ec2';
  const pools = cluster.pools.filter((pool) => pool.draft.name !== undefined && draft.pools?.includes(pool.draft.name));
  const types = [...new Set(pools.flatMap(({ instanceType }) => instanceType ?? []))];
  const ownParent = cluster.given([...path, 'parent']);
  const parent = ownParent ? statedParent(draft) : knownParent(engine, types);
  return { draft, path, engine, pools, types, ownParent, parent };
}

function statedParent({ parent }: ImageDraft): ParentFacts | undefined {
  const { architecture, os, rootDevice, driver } = parent ?? {};
  return architecture === undefined || os === undefined || rootDevice === undefined
    ? undefined
    : { architecture, os, rootDevice, driver };
}

/** Nothing where no image is known for the type: then none can be built for it, which is said of the type. */
function knownParent(engine: ImageEngine, [type]: readonly AcceleratedInstanceType[]): ParentFacts | undefined {
  try {
    return type && knownParentImage(engine, type);
  } catch (error) {
    if (!(error instanceof HardwareError)) {
      throw error;
    }
    return undefined;
  }
}

/** The zone in which images are built. */
export function builderZone(cluster: ClusterFacts): string | undefined {
  return cluster.given([...IMAGE_BUILDER, 'zone']) ? cluster.draft.imageBuilder?.zone : controlSubnetZones(cluster)[0];
}
