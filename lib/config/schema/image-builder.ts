import { z } from 'zod';

import { name, version, zone } from './forms';

const parent = z
  .strictObject({
    id: z.string().optional().meta({ description: 'AMI id, ami-...; this or ssm.' }),
    ssm: z.string().optional().meta({ description: 'Path of an SSM parameter, read at each build; this or id.' }),
    architecture: z.enum(['arm64', 'x86_64']).meta({ description: 'Architecture of the AMI.' }),
    os: z.enum(['al2023', 'ubuntu2404']).meta({ description: 'Amazon Linux 2023 or Ubuntu 24.04.' }),
    rootDevice: z.string().meta({ description: "The AMI's RootDeviceName." }),
    driver: version().optional().meta({
      description: 'NVIDIA driver in the AMI, which stays. Default: the build puts the wanted one in its place.',
    }),
  })
  .meta({
    description: "An AMI to build on. Default: the one that the engine's nodes run; for slurm the AMI of AWS PCS.",
  });

const software = z
  .strictObject({
    driver: version()
      .optional()
      .meta({ description: "NVIDIA driver. Default: the parent's, or 580.159.03 where that is not stated." }),
    imex: version().optional().meta({ description: "NVIDIA IMEX. Default: the driver's version, and no other." }),
    efaInstaller: version().optional().meta({ description: 'EFA installer.', default: '1.50.0' }),
    ofiNccl: version().optional().meta({
      description: 'OFI plugin of NCCL in that installer. Default: 1.21.1, or what another known installer brings.',
    }),
    nccl: version().optional().meta({ description: 'NVIDIA NCCL.', default: '2.31.2' }),
    dcgm: version().optional().meta({ description: 'NVIDIA DCGM.', default: '4.7.0' }),
    cloudWatchAgent: version().optional().meta({ description: 'Amazon CloudWatch agent.', default: '1.300068.0' }),
  })
  .meta({ description: 'One release of each: three numbers.' });

const image = z
  .strictObject({
    name: name().meta({
      description: 'Unique among them: /imagebuilder/<cluster>/<name>/<version> takes the id of the image.',
    }),
    pools: z.array(z.string()).min(1).meta({ description: 'Pools that are to run it, of one architecture.' }),
    engine: z
      .enum(['ec2', 'eks', 'slurm'])
      .optional()
      .meta({ description: "What runs the work on its nodes. Default: the cluster's engine." }),
    version: z
      .string()
      .optional()
      .meta({
        description: 'Version of the recipe; a new one has a parameter of its own.',
        default: '1.0.0',
        type: ['string', 'number'],
      }),
    parent: parent.optional(),
    software: software.optional(),
    efaInstallerSha256: z
      .string()
      .optional()
      .meta({
        description: "SHA-256 of the EFA installer's archive. Default: its signature alone is checked.",
        type: ['string', 'number'],
      }),
    rootVolumeGiB: z.int().min(20).max(16384).optional().meta({
      description: "Root volume in GiB: no smaller than the parent's, no larger than that of the pools.",
      default: 100,
    }),
    builderTypes: z.array(z.string()).min(1).optional().meta({
      description:
        "Instance types that build it; the first that EC2 has. Default: general purpose ones of the image's architecture, Graviton for arm64.",
    }),
    schedule: z.string().optional().meta({
      description:
        'When it is built again where its parent has changed, in UTC: cron(0 6 ? * mon *). Default: when you start it.',
    }),
  })
  .meta({ description: 'A pipeline that builds one image.' });

/** `imageBuilder`: images with everything in them. */
export const imageBuilder = z
  .strictObject({
    zone: zone()
      .optional()
      .meta({ description: 'Id of the control zone in which images are built. Default: the first control zone.' }),
    images: z.array(image).min(1).meta({ description: 'Images, each with a pipeline of its own.' }),
  })
  .meta({ description: 'Pipelines of EC2 Image Builder, in a stack of their own; nothing is built by deploying it.' });
