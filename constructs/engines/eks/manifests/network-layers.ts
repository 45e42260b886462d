/**
 * Label of a layer of AWS's network, 1 at the top. The cloud provider writes as many as `DescribeInstanceTopology` tells.
 *
 * @see https://github.com/kubernetes/cloud-provider-aws/pull/1038
 */
export function networkLayerLabel(layer: number): string {
  return `topology.k8s.aws/network-node-layer-${layer}`;
}

/**
 * Layers that `DescribeInstanceTopology` tells of an instance type. A type that is missing here has no labels for sure,
 * and Kueue would not see a node that lacks the label of one level.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-topology-prerequisites.html
 */
const LAYERS = new Map([
  ['p4d.24xlarge', 3],
  ['p4de.24xlarge', 3],
  ['p5.48xlarge', 3],
  ['p5e.48xlarge', 3],
  ['p5en.48xlarge', 3],
  ['p6e-gb200.36xlarge', 3],
  ['p6-b200.48xlarge', 4],
  ['p6-b300.48xlarge', 4],
]);

/** Layers of the network that AWS tells of an instance type; 0 where it names none for the type. */
export function knownNetworkLayers(instanceType: string): number {
  return LAYERS.get(instanceType) ?? 0;
}
