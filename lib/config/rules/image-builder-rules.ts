import {
  checkAmiId,
  checkImageBuilders,
  checkImageParameter,
  checkImageParent,
  checkImageSchedule,
  checkImageSoftware,
  checkImageTypes,
  checkImageVersion,
  imageSoftware,
} from 'cdk-ultraserver/rules';

import { DEFAULTS } from '../build-model';
import type { ClusterFacts } from '../facts';
import type { Finding, Path } from '../finding';
import { builderZone, IMAGE_BUILDER, IMAGE_DEFAULTS, planImages } from '../image-plan';
import type { PlannedImage } from '../image-plan';
import { controlSubnetZones } from '../storage-plan';
import { didYouMean, show } from '../suggest';
import { place } from './rule';
import type { Rule } from './rule';

/** Images that are built. */
export const imageBuilderRules: readonly Rule[] = [egress, subnet, names, each(pools, parent, content, recipe, volume)];

/** A rule of each image. */
function each(...rules: readonly ((image: PlannedImage, cluster: ClusterFacts) => Finding[])[]): Rule {
  return (cluster) => planImages(cluster).flatMap((image) => rules.flatMap((rule) => rule(image, cluster)));
}

function egress({ draft: { network, imageBuilder } }: ClusterFacts): Finding[] {
  const message =
    "imageBuilder is given, and nothing leaves the network (egress: none): builders fetch from NVIDIA's and Amazon's repositories; build the image in another cluster's network and name it as image, or take egress: nat";
  return imageBuilder !== undefined && network?.egress === 'none'
    ? [{ id: 'image-build-egress', message, path: IMAGE_BUILDER, atKey: true }]
    : [];
}

function subnet(cluster: ClusterFacts): Finding[] {
  const { draft, given } = cluster;
  const zone = builderZone(cluster);
  const zones = controlSubnetZones(cluster);
  const key = given(['network', 'existing']) ? 'network.existing.controlSubnets' : 'network.controlZones';
  // Control zones that are wrong, or missing where they must be there, are reported as such.
  if (draft.imageBuilder === undefined || (zone !== undefined && zones.includes(zone))) {
    return [];
  }
  if (zones.length === 0) {
    const message = `images are built in a private subnet of an Availability Zone, and the existing VPC names none; add it under ${key}`;
    return given(['network', 'existing']) && !given(['network', 'existing', 'controlSubnets'])
      ? [{ id: 'image-build-subnet', message, path: IMAGE_BUILDER, atKey: true }]
      : [];
  }
  const message = `images are to be built in ${show(zone)}, which has no subnet under ${key}, which has ${zones.join(', ')}; name one of these`;
  return zone === undefined ? [] : [{ id: 'image-build-subnet', message, path: [...IMAGE_BUILDER, 'zone'] }];
}

function names(cluster: ClusterFacts): Finding[] {
  const images = planImages(cluster);
  return images.flatMap(({ draft: { name }, path }, index): Finding[] => {
    const message = `a second image is named ${show(name)}, images must have different names; rename one`;
    return name !== undefined && images.findIndex(({ draft }) => draft.name === name) < index
      ? [{ id: 'image-build-name-twice', message, path: [...path, 'name'] }]
      : [];
  });
}

function pools({ draft, path }: PlannedImage, cluster: ClusterFacts): Finding[] {
  const known = cluster.pools.flatMap(({ draft: { name } }) => name ?? []);
  // A pool whose name is wrong may be the one that is meant.
  const unread = known.length < cluster.pools.length;
  return (draft.pools ?? []).flatMap((pool, index): Finding[] => {
    const message = `${show(pool)} is no pool of this file, which has ${known.join(', ')}${didYouMean(pool ?? '', known) || '; name one of them'}`;
    return pool === undefined || known.includes(pool) || unread
      ? []
      : [{ id: 'image-build-pool-unknown', message, path: [...path, 'pools', index] }];
  });
}

function parent({ draft, path }: PlannedImage, { given }: ClusterFacts): Finding[] {
  const at: Path = [...path, 'parent'];
  if (draft.parent === undefined) {
    return [];
  }
  const { id, ssm } = draft.parent;
  const references = ['id', 'ssm'].filter((key) => given([...at, key]));
  const message = `parent has ${references.length === 0 ? 'neither id nor ssm' : 'both id and ssm'}, must have one; keep the one that names the AMI`;
  return [
    ...(references.length === 1 ? [] : [{ id: 'image-build-parent-reference', message, path: at }]),
    ...(id === undefined ? [] : checkAmiId(id).map((problem) => place(problem, at))),
    // It may move: what is built from it does not.
    ...(ssm === undefined ? [] : checkImageParameter(ssm))
      .filter((problem) => problem.id === 'image-parameter-form')
      .map((problem) => place(problem, at)),
  ];
}

/** Parent, software and types, and whether they go together. */
function content({ draft, path, engine, types, parent: facts, ownParent }: PlannedImage): Finding[] {
  const toFile = ([key = '', ...rest]: Path): Path => {
    // A driver that the file does not ask for is the parent's.
    if (rest[0] === 'driver' && draft.software?.driver === undefined && ownParent) {
      return [...path, 'parent', 'driver'];
    }
    return [...path, key === 'instanceTypes' ? 'pools' : key, ...rest];
  };
  // Without a type the pools are wrong, which is said of them.
  if (types.length === 0) {
    return [];
  }
  const unfit = checkImageTypes(types);
  if (facts === undefined || unfit.length > 0) {
    return unfit.map((problem) => place(problem, toFile));
  }
  const { driver: parentDriver } = facts;
  const builders = draft.builderTypes?.flatMap((name) => name ?? []);
  const fits = checkImageParent({ engine, types, ...facts });
  return [
    // Without a parent of its own the engine is what is wrong.
    ...fits.map((problem) => place(problem, ownParent ? toFile : path)),
    ...checkImageSoftware({
      software: imageSoftware(draft.software ?? {}, parentDriver),
      types,
      parentDriver,
      efaInstallerSha256: draft.efaInstallerSha256,
    }).map((problem) => place(problem, toFile)),
    ...(builders === undefined || builders.length === 0 || fits.length > 0
      ? []
      : checkImageBuilders(builders, facts.architecture).map((problem) => place(problem, toFile))),
  ];
}

function recipe({ draft: { version, schedule }, path }: PlannedImage): Finding[] {
  return [
    ...(version === undefined ? [] : checkImageVersion(version)),
    ...(schedule === undefined ? [] : checkImageSchedule(schedule)),
  ].map((problem) => place(problem, path));
}

/** A node's volume cannot be smaller than the image's. */
function volume({ draft, path, pools: runBy }: PlannedImage): Finding[] {
  const size = draft.rootVolumeGiB ?? IMAGE_DEFAULTS.rootVolumeGiB;
  return runBy.flatMap(({ draft: { name, rootVolume } }): Finding[] => {
    const most = rootVolume?.sizeGiB ?? DEFAULTS.rootVolume.sizeGiB;
    const message = `the image has a root volume of ${size} GiB, and nodes of pool ${name} one of ${most} GiB, which must not be smaller; give the image rootVolumeGiB: ${most}, or the pool a larger rootVolume`;
    return most >= size ? [] : [{ id: 'image-build-volume', message, path: [...path, 'rootVolumeGiB'] }];
  });
}
