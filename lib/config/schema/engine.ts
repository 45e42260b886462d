import { z } from 'zod';

import { cidr, form, name, text, version, zone } from './forms';
import { image } from './image';

const roles = (who: string) =>
  z
    .array(z.string())
    .optional()
    .meta({ description: `ARNs of roles ${who}. Default: none.` });

const access = z
  .strictObject({
    admins: roles('that may do anything'),
    editors: roles('that may change most objects of namespaces'),
    viewers: roles('that may look at most objects, not at secrets'),
  })
  .meta({ description: 'Roles that may use the cluster; who deploys it is none of them. For eks.' });

const endpoint = z
  .strictObject({
    clients: z.array(cidr()).optional().meta({
      description: 'Ranges that are routed to the VPC and may call the private endpoint. Default: none.',
    }),
    publicFrom: z
      .array(cidr())
      .min(1)
      .optional()
      .meta({ description: 'Public ranges that may call the API. Default: there is no public endpoint.' }),
  })
  .meta({ description: 'Where the Kubernetes API can be reached from; nodes always reach it. For eks.' });

const systemNodes = z
  .strictObject({
    instanceTypes: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({ description: 'Graviton instance types, the preferred one first. Default: m7g.xlarge, m6g.xlarge.' }),
    count: z.int().optional().meta({ description: 'Nodes, two or more.', default: 2 }),
    volumeSizeGiB: z.int().min(20).max(16384).optional().meta({ description: 'Root volume in GiB.', default: 100 }),
  })
  .meta({ description: 'Nodes that run controllers. For eks.' });

/** A version as Helm and EKS write them, with what may follow its numbers; `0.19` is a number to YAML. */
const release = (id: string, allowed: string) =>
  form(id, /^v?\d+(\.\d+)*([-+][\w.+-]+)?$/, allowed).meta({ type: ['string', 'number'] });

const addOns = z
  .strictObject({
    versions: z
      .record(z.string(), release('eks-add-on-version', 'a version of the add-on: v1.20.4-eksbuild.1'))
      .optional()
      .meta({ description: 'Versions by the name of the add-on. Default: what EKS installs.' }),
    without: z.array(z.string()).optional().meta({ description: 'Add-ons to leave out. Default: none.' }),
  })
  .meta({ description: 'Add-ons that CloudFormation manages. For eks.' });

const chart = z
  .strictObject({
    repository: form(
      'eks-chart-repository',
      /^(https|oci):\/\/\S+$/,
      'the https:// address of a repository or the oci:// address of the chart',
    )
      .optional()
      .meta({
        description: "A private mirror; for a registry the chart's whole address, oci://... Default: the public one.",
      }),
    version: release('eks-chart-version', 'a version of the chart: 0.19.0')
      .optional()
      .meta({ description: 'Version of the chart. Default: the pinned one.' }),
    values: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'Values over the pinned ones, merged as Helm does. Default: none.' }),
  })
  .meta({ description: 'What is to be otherwise with a Helm chart, by its name.' });

const cpuPool = z
  .strictObject({
    name: name().meta({ description: 'Unique among all pools.' }),
    maxCpus: z.int().meta({ description: 'CPUs that it may come to.' }),
    image: z.string().meta({ description: 'Release of Amazon Linux 2023 for EKS: al2023@v20260728.' }),
    families: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({ description: 'Families of Graviton instances. Default: c, m and r of generation 7 and later.' }),
    spot: z
      .boolean()
      .optional()
      .meta({ description: "Whether it may have Spot instances, which go at two minutes' notice.", default: false }),
    zones: z.array(zone()).min(1).optional().meta({
      description:
        'Availability Zones of network.nodeSubnets, in whose subnets its nodes are. Default: the control subnets, which have room for some eighty.',
    }),
    rootVolumeGiB: z.int().min(20).max(16384).optional().meta({ description: 'Root volume in GiB.', default: 100 }),
  })
  .meta({ description: 'A pool of Graviton nodes without GPUs that grows from none to its limit.' });

const settings = (where: string) =>
  z
    .record(z.string(), text())
    .optional()
    .meta({
      description: `Settings of slurm.conf for ${where}, by name. For slurm. Default: those that IMEX rests on.`,
    });

const login = z
  .strictObject({
    image: image.optional().meta({
      description: 'An AMI with the agent of AWS PCS. Default: that of the members, where all have the same.',
    }),
    instanceType: z.string().optional().meta({
      description: "Instance type, of the image's architecture.",
      default: 'm7g.large',
    }),
    count: z.int().min(0).optional().meta({ description: 'Login nodes; 0 for none.', default: 1 }),
    volumeSizeGiB: z.int().min(20).max(16384).optional().meta({ description: 'Root volume in GiB.', default: 100 }),
  })
  .meta({ description: 'Nodes from which jobs are submitted, by Session Manager. For slurm.' });

/** `engine`: what runs the work. Which keys go with which type is a rule of its own. */
export const engine = z
  .strictObject({
    type: z.enum(['ec2', 'eks', 'slurm']).meta({
      description: 'ec2: plain Auto Scaling groups; eks: Kubernetes, slurm: AWS PCS, a cluster for each cell.',
    }),
    version: version()
      .optional()
      .meta({ description: "Kubernetes' minor version for eks, Slurm's release for slurm. Default: 1.36; 25.11." }),
    nodes: z.enum(['self-managed', 'managed']).optional().meta({
      description:
        'What holds the nodes of a member: an Auto Scaling group, or a managed node group of EKS. For eks. Default: self-managed.',
    }),
    access: access.optional(),
    endpoint: endpoint.optional(),
    namespaces: z.array(name()).min(1).optional().meta({
      description: 'Namespaces with a queue for each pool; they are made, and kept. For eks. Default: default.',
    }),
    cpuPools: z
      .array(cpuPool)
      .optional()
      .meta({ description: 'Nodes for agents and tools, which Karpenter launches. For eks. Default: none.' }),
    scalingTier: z.string().optional().meta({
      description:
        'The least that the control plane scales down to: standard, tier-xl to tier-8xl. For eks. Default: standard.',
    }),
    supportType: z.enum(['STANDARD', 'EXTENDED']).optional().meta({
      description: 'Whether EKS upgrades the control plane when standard support ends. For eks. Default: EXTENDED.',
    }),
    deletionProtection: z
      .boolean()
      .optional()
      .meta({ description: 'Whether EKS refuses to delete the cluster. For eks. Default: true.' }),
    secretsKeyArn: z.string().optional().meta({
      description:
        "ARN of a KMS key for what the Kubernetes API holds, for the cluster's life. For eks. Default: EKS's own.",
    }),
    serviceCidr: cidr().optional().meta({
      description: "Addresses of services, for the cluster's life, outside the VPC. For eks. Default: 172.20.0.0/16.",
    }),
    systemNodes: systemNodes.optional(),
    addOns: addOns.optional(),
    charts: z.record(z.string(), chart).optional().meta({
      description: 'Mirrors, versions and values of Helm charts, by name. For eks. Default: as docs/eks.md pins them.',
    }),
    controlZone: zone().optional().meta({
      description:
        "Control zone of Slurm's controller, for the cluster's life. For slurm. Default: the first of the control zones by name.",
    }),
    login: login.optional(),
    mostInstances: z.int().min(1).optional().meta({
      description:
        "Instances that a cell may come to hold, login nodes among them: they decide the controller's size, for good. For slurm. Default: nine UltraServers.",
    }),
    mostJobs: z.int().min(1).optional().meta({
      description: 'Jobs that a cell may come to know at one time. For slurm. Default: what that size has room for.',
    }),
    purgeAfterDays: z.int().optional().meta({
      description: 'Days that records of jobs are kept. For slurm. Default: as long as the cluster stands.',
    }),
    instanceStore: z.enum(['image', 'node']).optional().meta({
      description:
        'Who makes a volume of the NVMe disks: the image, at /opt/dlami/nvme, or our scripts, at /mnt/instance-store. For slurm. Default: image.',
    }),
    settings: settings('the whole cluster'),
    nodeSettings: settings('all nodes'),
    queueSettings: z.record(z.string(), z.record(z.string(), text())).optional().meta({
      description:
        'Settings of slurm.conf by pool, whose queue they are for, and name. For slurm. Default: those that IMEX rests on.',
    }),
  })
  .meta({ description: 'What runs the work.' });
