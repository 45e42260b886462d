import type { Source } from '../source';

const UG = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide';

/** Specifications: processors, memory, accelerators, network cards, interfaces, EBS, instance store. */
export function specifications(note?: string): Source {
  return { url: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html', read: '2026-11-23', note };
}

/** Which interface goes on which network card, and what the cards carry. */
export function networkCardGuide(note?: string): Source {
  return { url: `${UG}/efa-acc-inst-types.html`, read: '2026-11-23', note };
}

/** Which types have EFA, and of which generation. */
export function efaGuide(note?: string): Source {
  return { url: `${UG}/efa.html`, read: '2026-11-23', note };
}

/** Interfaces that each card holds, as `DescribeInstanceTypes` gives them. */
export function interfacesPerCard(note?: string): Source {
  return {
    url: 'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/aws/vpc/limits.go',
    read: '2026-11-23',
    note,
  };
}

/** Oldest software for each GPU instance type. */
export const MINIMUM_SOFTWARE: Source = { url: `${UG}/gpu-instances-started.html`, read: '2026-11-23' };
