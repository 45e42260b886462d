import { z } from 'zod';

/** An AMI with what must be known of it. */
export const image = z
  .strictObject({
    id: z.string().optional().meta({ description: 'AMI id, ami-...; this or ssm.' }),
    ssm: z
      .string()
      .optional()
      .meta({ description: 'Path of an SSM parameter whose value is the AMI id and does not move; this or id.' }),
    architecture: z
      .enum(['arm64', 'x86_64'])
      .meta({ description: 'Architecture of the AMI; Grace (GB200, GB300) is arm64.' }),
    rootDevice: z.string().meta({
      pattern: /^\/dev\/(sd|xvd)[a-z]\d{0,2}$/.source,
      description: "The AMI's RootDeviceName: /dev/xvda for Amazon Linux, /dev/sda1 for Ubuntu.",
    }),
    driver: z.string().meta({
      pattern: /^\d+([.-]\d+)*$/.source,
      type: ['string', 'number'],
      description: 'Version of the accelerator driver in the AMI, 580.159.03.',
    }),
  })
  .meta({ description: 'An AMI with what must be known of it. Default: the pinned one for the instance type.' });
