import { z } from 'zod';

import { text, version } from './forms';

const source = z.strictObject({
  url: z.string().meta({ description: 'Page that states it, https://...' }),
  read: z.string().meta({ description: 'Day on which the page was read, YYYY-MM-DD.' }),
  note: text().optional().meta({ description: 'What a reader must know of it.' }),
});

const count = () => z.int().min(1);
const gbps = () => z.number().min(0);

const networkCards = z.strictObject({
  cards: z.array(z.int().min(0)).min(1).meta({ description: 'Indexes of the cards that are alike.' }),
  maxInterfaces: count().meta({ description: 'Network interfaces that each of them holds.' }),
  efaGbps: gbps().meta({ description: 'EFA bandwidth of each in Gbps; 0 where it holds no EFA interface.' }),
  enaGbps: gbps().meta({ description: 'ENA (IP) bandwidth of each in Gbps; 0 where it holds no ENA interface.' }),
  gbps: gbps().optional().meta({ description: 'What each carries in all, in Gbps. Default: the larger of the two.' }),
});

const sharedBandwidth = z.strictObject({
  of: z.enum(['physical NIC', 'GPU', 'instance']).meta({ description: 'What the cards share.' }),
  cards: z.array(z.int().min(0)).min(1).meta({ description: 'Indexes of the cards that share it.' }),
  gbps: gbps().meta({ description: 'What they carry together, in Gbps.' }),
  counts: z.enum(['all', 'efa', 'ena']).meta({ description: 'Which traffic counts: all, EFA alone, or ENA alone.' }),
});

const layout = z.strictObject({
  name: z.string().meta({ type: ['string', 'boolean'], description: 'Name, for interfaces.layout.' }),
  description: text().meta({ description: 'What it is good for.' }),
  interfaces: z
    .array(
      z.strictObject({
        card: z.int().min(0).meta({ description: 'Network card index.' }),
        device: z.int().min(0).meta({ description: 'Device index on that card.' }),
        type: z.enum(['interface', 'efa', 'efa-only']).meta({ description: 'InterfaceType, as EC2 spells it.' }),
        efaGbps: gbps()
          .optional()
          .meta({ description: 'EFA bandwidth that it is counted on for, in Gbps. Default: a fair share.' }),
        enaGbps: gbps()
          .optional()
          .meta({ description: 'ENA bandwidth that it is counted on for, in Gbps. Default: a fair share.' }),
      }),
    )
    .min(1)
    .meta({ description: 'Every network interface, card 0 device 0 first.' }),
});

const software = z.strictObject({
  nvidiaDriver: version().optional().meta({ description: 'Oldest NVIDIA driver.' }),
  efaInstaller: version().optional().meta({ description: 'Oldest EFA installer.' }),
  nccl: version().optional().meta({ description: 'Oldest NCCL.' }),
  cuda: version().optional().meta({ description: 'Oldest CUDA.' }),
  driverFaults: z
    .array(
      z.strictObject({
        branch: version().meta({ description: 'Driver branch, 595.' }),
        andLater: z
          .boolean()
          .optional()
          .meta({ description: 'Whether every later branch has the fault too.', default: false }),
        fault: text().meta({ description: 'What goes wrong with it.' }),
        source: source.meta({ description: 'Where it is stated.' }),
      }),
    )
    .optional()
    .meta({ description: 'Driver branches that are known to fail.' }),
  source: source.meta({ description: 'Where it is stated.' }),
});

const instanceType = z
  .strictObject({
    accelerators: z
      .strictObject({
        model: text().meta({ description: 'The chip, NVIDIA B300.' }),
        manufacturer: z.enum(['nvidia', 'aws-neuron']).meta({ description: 'Whose driver and tools run it.' }),
        count: count().meta({ description: 'Accelerators in one instance.' }),
        memoryGiB: z.number().min(1).meta({ description: 'Memory of one accelerator in GiB.' }),
      })
      .meta({ description: 'The accelerators of one instance.' }),
    architecture: z.enum(['arm64', 'x86_64']).meta({ description: 'Processor architecture.' }),
    vcpus: count().meta({ description: 'vCPUs of one instance.' }),
    memoryGiB: z.number().min(1).meta({ description: 'Memory of one instance in GiB.' }),
    instanceStore: z
      .strictObject({
        count: z.int().min(0).meta({ description: 'NVMe volumes.' }),
        sizeGB: z.number().min(0).meta({ description: 'Size of one in GB (10^9 bytes).' }),
      })
      .meta({ description: 'Instance store of one instance.' }),
    ebs: z
      .strictObject({
        gbps: gbps().meta({ description: 'Bandwidth in Gbps.' }),
        iops: z.int().min(0).meta({ description: 'I/O operations a second.' }),
        volumes: z.int().min(0).meta({ description: 'Most attached volumes.' }),
      })
      .meta({ description: 'What EBS gives one instance.' }),
    networkCards: z
      .array(networkCards)
      .min(1)
      .meta({ description: 'All network cards, those that are alike together.' }),
    sharedBandwidth: z.array(sharedBandwidth).optional().meta({ description: 'Limits that several cards share.' }),
    efaGbps: gbps().meta({ description: 'EFA bandwidth that one instance can use in all, in Gbps.' }),
    maxEfaInterfaces: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'EFA interfaces that one instance holds. Default: one for each card with EFA.' }),
    layouts: z.array(layout).min(1).meta({ description: 'Arrangements of interfaces; the first is the default.' }),
    nvlinkDomain: z
      .enum(['none', 'instance', 'ultraserver'])
      .optional()
      .meta({ description: 'Where the NVLink domain ends.', default: 'instance' }),
    ultraServerOnly: z
      .boolean()
      .optional()
      .meta({ description: 'Whether EC2 offers it as part of an UltraServer alone.', default: false }),
    software: software.optional().meta({ description: 'Software below which it does not work.' }),
    sources: z.array(source).min(1).meta({ description: 'Where the facts come from.' }),
  })
  .meta({ description: 'Facts of an instance type; what is built on them is marked unverified.' });

const ultraServer = z
  .strictObject({
    instanceType: z.string().meta({ description: 'The instance type that it is made of.' }),
    instanceCount: count().meta({ description: 'Instances in it.' }),
    sources: z
      .array(source)
      .min(1)
      .optional()
      .meta({ description: "Where the facts come from. Default: the instance type's." }),
  })
  .meta({ description: 'An UltraServer type; what is built on it is marked unverified.' });

/** `hardware`: types that this project does not know, GB300 among them. */
export const hardware = z
  .strictObject({
    instanceTypes: z
      .record(z.string(), instanceType)
      .optional()
      .meta({ description: 'Instance types, by their EC2 name.' }),
    ultraServers: z
      .record(z.string(), ultraServer)
      .optional()
      .meta({ description: 'UltraServer types, by name: u-...' }),
  })
  .meta({ description: 'Types whose facts AWS has not published or this project does not know, stated by you.' });
