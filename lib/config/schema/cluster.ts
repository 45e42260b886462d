import { ACCOUNT_ID, LOG_RETENTION_DAYS, POLICY_NAME_OR_ARN, REGION_CODE } from 'cdk-ultraserver/rules';
import { z } from 'zod';

import { engine } from './engine';
import { form, name } from './forms';
import { hardware } from './hardware';
import { imageBuilder } from './image-builder';
import { network } from './network';
import { pool } from './pool';
import { storage } from './storage';

const subscriber = z
  .strictObject({
    email: form('email-form', /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an address like ops@example.com')
      .optional()
      .meta({ description: 'Mail address; AWS asks it to confirm.' }),
    https: form('https-form', /^https:\/\/[^\s/@]+(\/\S*)?$/, 'an https:// address without user or password in it')
      .optional()
      .meta({ description: 'https:// address that takes Amazon SNS messages.' }),
  })
  .meta({ description: 'email or https, one of the two.' });

/** A cluster file. */
export const clusterSchema = z
  .strictObject({
    name: name().meta({ description: "The cluster's name, and the beginning of every stack's. Never change it." }),
    region: form('region-form', REGION_CODE, 'the code of a Region, us-east-1').meta({
      description: 'Code of the AWS Region; that of the parent Region for a Local Zone.',
    }),
    account: form('account-form', ACCOUNT_ID, 'the twelve digits of an AWS account')
      .optional()
      .meta({
        description: 'Id of the AWS account. Default: the templates fit any account.',
        type: ['string', 'integer'],
      }),
    bootstrap: z
      .strictObject({
        qualifier: form('qualifier-form', /^[A-Za-z0-9_-]{1,10}$/, 'one to ten letters, digits, "-" or "_"')
          .optional()
          .meta({
            description: 'Qualifier of the CDK bootstrap stack.',
            default: 'hnb659fds',
            type: ['string', 'integer', 'boolean'],
            maximum: 9_999_999_999,
            minimum: -999_999_999,
          }),
      })
      .optional()
      .meta({ description: 'How the account was bootstrapped for CDK.' }),
    permissionsBoundary: form(
      'permissions-boundary-form',
      POLICY_NAME_OR_ARN,
      'the name of a managed policy, or its ARN: arn:aws:iam::111122223333:policy/Boundary',
    )
      .optional()
      .meta({
        description: 'Managed policy, by name or ARN, that bounds every role.',
        type: ['string', 'number', 'boolean'],
      }),
    kmsKeyArn: z.string().optional().meta({ description: 'ARN of your own KMS key. Default: the cluster makes one.' }),
    tags: z
      .record(z.string(), z.string().meta({ type: ['string', 'number', 'boolean'] }))
      .optional()
      .meta({ description: 'Cost allocation tags for every resource.' }),
    logs: z
      .strictObject({
        retentionDays: z
          .literal([...LOG_RETENTION_DAYS])
          .optional()
          .meta({ description: 'Days that logs are kept, a value that CloudWatch has.', default: 365 }),
      })
      .optional()
      .meta({ description: 'Logs of nodes and network.' }),
    notify: z.array(subscriber).optional().meta({ description: 'Who hears of alarms and events.' }),
    network,
    engine: engine.optional().meta({ description: 'What runs the work.', default: { type: 'ec2' } }),
    storage: storage.optional(),
    imageBuilder: imageBuilder.optional(),
    hardware: hardware.optional(),
    pools: z.array(pool).min(1).meta({ description: 'The capacity, by purpose.' }),
  })
  .meta({
    title: 'cdk-ultraserver cluster file',
    description: 'A GPU cluster on Amazon EC2 UltraServers; docs/cluster-file.md explains every key.',
  });

/** What a cluster file holds once its shape is right; rules come after. */
export type ClusterFile = z.output<typeof clusterSchema>;
