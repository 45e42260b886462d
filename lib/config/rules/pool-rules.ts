import { checkImage, defaultImage, HardwareError } from 'cdk-ultraserver/hardware';
import type { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import { checkAmiId, checkImageParameter } from 'cdk-ultraserver/rules';

import { engineType } from '../engine-plan';
import type { ClusterFacts, MemberFacts, PoolFacts } from '../facts';
import type { Finding, Path } from '../finding';
import { place } from './rule';
import type { Rule } from './rule';

/** What pools are made of, and what runs on them. */
export const poolRules: readonly Rule[] = [poolType, images];

function poolType({ pools, given }: ClusterFacts): Finding[] {
  return pools.flatMap(({ path, draft }): Finding[] => {
    const kinds = ['ultraServer', 'instanceType'].filter((key) => given([...path, key]));
    const called = draft.name === undefined ? 'this pool' : `pool ${draft.name}`;
    if (kinds.length === 2) {
      const message = `${called} has both ultraServer and instanceType, a pool is of one type; keep ultraServer where NVLink joins the instances, else instanceType`;
      return [{ id: 'pool-type', message, path: [...path, 'instanceType'], atKey: true }];
    }
    const message = `${called} has neither ultraServer nor instanceType, one must be given; add ultraServer: u-p6e-gb200x72 or instanceType: p6-b300.48xlarge`;
    return kinds.length === 0 ? [{ id: 'pool-type', message, path }] : [];
  });
}

function images(cluster: ClusterFacts): Finding[] {
  const { pools, given } = cluster;
  // On Slurm no default image fits any type, which is said.
  const defaults = engineType(cluster) !== 'slurm';
  return pools.flatMap((pool) => [
    ...imageAt(pool, pool.instanceType, given),
    ...pool.members.flatMap((member) => imageAt(member, pool.instanceType, given)),
    ...(defaults ? missingImage(pool, given) : []),
  ]);
}

function imageAt(
  { draft, path: owner }: PoolFacts | MemberFacts,
  type: AcceleratedInstanceType | undefined,
  given: ClusterFacts['given'],
): Finding[] {
  const { image } = draft;
  return image === undefined ? [] : imageProblems([...owner, 'image'], image, type, given);
}

type ImageDraft = NonNullable<PoolFacts['draft']['image']>;

/** What is wrong with an image that stands at a path of the file, for instances of a type where that is known. */
export function imageProblems(
  path: Path,
  image: ImageDraft,
  type: AcceleratedInstanceType | undefined,
  given: ClusterFacts['given'],
): Finding[] {
  const findings: Finding[] = [];
  const references = ['id', 'ssm'].filter((key) => given([...path, key]));
  if (references.length !== 1) {
    const message = `image has ${references.length === 0 ? 'neither id nor ssm' : 'both id and ssm'}, must have one; keep the one that names the AMI`;
    findings.push({ id: 'image-reference', message, path });
  }
  if (image.id !== undefined) {
    findings.push(...checkAmiId(image.id).map((problem) => place(problem, path)));
  }
  if (image.ssm !== undefined) {
    findings.push(...checkImageParameter(image.ssm).map((problem) => place(problem, path)));
  }
  const { architecture, rootDevice, driver } = image;
  if (type && architecture !== undefined && rootDevice !== undefined && driver !== undefined) {
    findings.push(...checkImage(type, { architecture, rootDevice, driver }).map((problem) => place(problem, path)));
  }
  return findings;
}

/** A type that no default image is known for needs one in the file. */
function missingImage({ draft, path, instanceType, members }: PoolFacts, given: ClusterFacts['given']): Finding[] {
  const bare = members.some((member) => !given([...member.path, 'image']));
  if (!instanceType || draft.image !== undefined || given([...path, 'image']) || !bare) {
    return [];
  }
  try {
    defaultImage(instanceType);
    return [];
  } catch (error) {
    if (!(error instanceof HardwareError)) {
      throw error;
    }
    return error.problems.map((problem) => place(problem, () => path));
  }
}
