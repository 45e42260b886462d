import { BLOCK_LABEL, MEMBER_LABEL, POOL_LABEL } from 'cdk-ultraserver/kubernetes';

import { type CellTopology, hostsOf } from './topology';

/** Labels that say where a node of Kubernetes is. */
export interface NodeLabels {
  /** The node's name. */
  readonly node: string;
  readonly labels: Readonly<Record<string, string>>;

  /** Those of them that the node does not have, or has with another value; all where its labels are not known. */
  readonly missing: readonly string[];
}

/**
 * The labels of every node, in rank order: pool, member and block under the prefix of this package, and the layers of the
 * network as AWS's cloud provider writes them. The clique is left to NVIDIA's GPU feature discovery, which reads it from the GPUs.
 *
 * @see https://github.com/kubernetes/cloud-provider-aws/pull/1038
 */
export function nodeLabels({ domains }: CellTopology): NodeLabels[] {
  return domains.flatMap(({ member, pool, reservationId, hosts }) =>
    hosts.map(({ nodeName, networkNodes, labels: has }) => {
      const labels = {
        [POOL_LABEL]: pool,
        [MEMBER_LABEL]: member,
        ...(reservationId === undefined ? {} : { [BLOCK_LABEL]: reservationId }),
        ...Object.fromEntries(networkNodes.map((node, index) => [networkLayerLabel(index + 1), node])),
      };
      return {
        node: nodeName,
        labels,
        missing: Object.entries(labels)
          .filter(([key, value]) => has?.[key] !== value)
          .map(([key]) => key),
      };
    }),
  );
}

/** A script of `kubectl label` for the labels that are missing, or wrong. */
export function labelCommands(topology: CellTopology): string {
  const all = nodeLabels(topology);
  const commands = all
    .filter(({ missing }) => missing.length > 0)
    .map(({ node, labels, missing }) => {
      const pairs = missing.map((key) => `${key}=${labels[key]}`);
      return `kubectl label --overwrite node ${node} ${pairs.join(' ')}`;
    });
  const known = hostsOf(topology).every(({ labels }) => labels !== undefined);
  return [
    '#!/bin/sh',
    `# Labels of cell ${topology.cell}: ${commands.length} of ${all.length} nodes${known ? ' lack some' : ''}. Written by ultraserver topology.`,
    'set -eu',
    ...commands,
    '',
  ].join('\n');
}

function networkLayerLabel(layer: number): string {
  return `topology.k8s.aws/network-node-layer-${layer}`;
}
