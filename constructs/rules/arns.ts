import type { Problem } from '../hardware/problem';
import { quote } from './quote';
import { ANY_PARTITION, partitionOf } from './regions';

/** Whose resource an ARN names, and where. */
export interface ArnScope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const SCOPE = (service: string): string => `^arn:(${ANY_PARTITION}):${service}:([a-z0-9-]+):(\\d{12}):`;
const KMS_KEY = new RegExp(`${SCOPE('kms')}key/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$`);
const RESOURCE_GROUP = new RegExp(`${SCOPE('resource-groups')}group/[A-Za-z0-9_.-]{1,300}(/[a-z0-9]{26})?$`);
const POLICY_NAME = '[\\w+=,.@-]{1,128}';
const POLICY = new RegExp(`^arn:(${ANY_PARTITION}):iam::(\\d{12}|aws):policy/([\\w+=,.@-]+/)*${POLICY_NAME}$`);

/** A managed policy as a permissions boundary names it: by its name, or by its ARN. */
export const POLICY_NAME_OR_ARN = new RegExp(`^${POLICY_NAME}$|${POLICY.source}`);

/** Whose KMS key an ARN names, or undefined where the text is none. An alias is none: it can move to another key. */
export function parseKmsKeyArn(text: string): ArnScope | undefined {
  return scopeOf(KMS_KEY.exec(text));
}

/** Whose resource group an ARN names, or undefined where the text is none. */
export function parseResourceGroupArn(text: string): ArnScope | undefined {
  return scopeOf(RESOURCE_GROUP.exec(text));
}

/**
 * What is wrong with a KMS key's ARN for a cluster in a Region.
 *
 * @param region of the cluster @default - not known, and not compared
 */
export function checkKmsKeyArn(text: string, region?: string): Problem[] {
  const scope = parseKmsKeyArn(text);
  if (!scope) {
    const message = `${quote(text)} is no KMS key's ARN: arn:aws:kms:us-east-1:111122223333:key/...; an alias can move to another key, so it is not taken`;
    return [{ id: 'kms-key-form', message }];
  }
  const message = `the key is in ${scope.region}, the cluster in ${region}: volumes and logs take keys of their own Region; give a key of that Region`;
  return checkScope(text, scope, region, { id: 'kms-key-other-region', message });
}

/**
 * What is wrong with the ARN of a group of Capacity Reservations for a cluster in a Region.
 *
 * @param region of the cluster @default - not known, and not compared
 */
export function checkResourceGroupArn(text: string, region?: string): Problem[] {
  const scope = parseResourceGroupArn(text);
  if (!scope) {
    const message = `${quote(text)} is no resource group's ARN: arn:aws:resource-groups:us-east-1:111122223333:group/my-group; aws resource-groups list-groups shows it`;
    return [{ id: 'reservation-group-arn-form', message }];
  }
  const message = `the reservation group is in ${scope.region}, the cluster in ${region}; give a group of that Region`;
  return checkScope(text, scope, region, { id: 'reservation-group-other-region', message });
}

/**
 * What is wrong with a permissions boundary, by its name or ARN, for a cluster.
 *
 * @param account of the cluster @default - not known, and not compared
 * @param region of the cluster @default - not known, and not compared
 */
export function checkPermissionsBoundary(text: string, account?: string, region?: string): Problem[] {
  const [, partition, owner] = POLICY.exec(text) ?? [];
  if (partition === undefined || owner === undefined) {
    return [];
  }
  if (region !== undefined && partition !== partitionOf(region)) {
    return [otherPartition(text, partition, region)];
  }
  // AWS's own policies have `aws` there.
  return account === undefined || owner === account || owner === 'aws'
    ? []
    : [
        {
          id: 'permissions-boundary-other-account',
          message: `the permissions boundary is a policy of account ${owner}, must be one of ${account}, the cluster's: IAM takes no boundary of another account; give its name there, or correct the account`,
        },
      ];
}

function checkScope(text: string, scope: ArnScope, region: string | undefined, elsewhere: Problem): Problem[] {
  if (scope.partition !== partitionOf(scope.region)) {
    return [otherPartition(text, scope.partition, scope.region)];
  }
  return region === undefined || scope.region === region ? [] : [elsewhere];
}

function otherPartition(text: string, partition: string, region: string): Problem {
  return {
    id: 'arn-partition',
    message: `${quote(text)} is an ARN of partition ${partition}, and ${region} is in ${partitionOf(region)}; correct one of the two`,
  };
}

function scopeOf(match: RegExpExecArray | null): ArnScope | undefined {
  const [, partition, region, account] = match ?? [];
  return partition !== undefined && region !== undefined && account !== undefined
    ? { partition, region, account }
    : undefined;
}
