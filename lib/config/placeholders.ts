import type { ClusterFacts } from './facts';

/** The ids of the examples, and those of one digit: none that EC2 gives. */
const PLACEHOLDER = /^[a-z]+-(0123456789abcdef[0-9a-f]|0fedcba9876543210|0?([0-9a-f])\2{7,})$/;

/** The ids in a file that are placeholders of the examples, each once, in the order of the file. */
export function placeholderIds({ draft: { network, engine }, pools }: ClusterFacts): string[] {
  const existing = network?.existing;
  const ids = [
    existing?.vpcId,
    ...[...(existing?.nodeSubnets ?? []), ...(existing?.controlSubnets ?? [])].map((subnet) => subnet?.subnetId),
    engine?.login?.image?.id,
    ...pools.flatMap(({ draft, members }) => [
      draft.image?.id,
      ...members.flatMap(({ draft: { block, reservation, image } }) => [block, reservation, image?.id]),
    ]),
  ];
  return [...new Set(ids.flatMap((id) => (id !== undefined && PLACEHOLDER.test(id) ? [id] : [])))];
}
