/**
 * The forms of AWS identifiers, as far as they can be told without a call: a typing error is caught, an id that
 * stands for nothing is not.
 *
 * EC2 ids have 8 or 17 hexadecimal digits.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */
const ec2Id = (prefix: string): RegExp => new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`);

const CAPACITY_RESERVATION = ec2Id('cr');
const AMI = ec2Id('ami');
const VPC = ec2Id('vpc');
const SUBNET = ec2Id('subnet');
const SECURITY_GROUP = ec2Id('sg');
const KMS_KEY_ARN =
  /^arn:aws[a-z-]*:kms:([a-z0-9-]+):(\d{12}):key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const RESOURCE_GROUP_ARN =
  /^arn:aws[a-z-]*:resource-groups:([a-z0-9-]+):(\d{12}):group\/[A-Za-z0-9_.-]{1,300}(\/[a-z0-9]{26})?$/;
const ACCOUNT = /^\d{12}$/;

/** Whether the text has the form of a Capacity Reservation id; Capacity Blocks are launched into by this id too. */
export function isCapacityReservationId(text: string): boolean {
  return CAPACITY_RESERVATION.test(text);
}

/** Whether the text has the form of an AMI id. */
export function isAmiId(text: string): boolean {
  return AMI.test(text);
}

/** Whether the text has the form of a VPC id. */
export function isVpcId(text: string): boolean {
  return VPC.test(text);
}

/** Whether the text has the form of a subnet id. */
export function isSubnetId(text: string): boolean {
  return SUBNET.test(text);
}

/** Whether the text has the form of a security group id. */
export function isSecurityGroupId(text: string): boolean {
  return SECURITY_GROUP.test(text);
}

/** Whether the text has the form of an account id: twelve digits. */
export function isAccountId(text: string): boolean {
  return ACCOUNT.test(text);
}

/** Region and account of a resource that an ARN names. */
export interface ArnScope {
  readonly region: string;
  readonly account: string;
}

/** Region and account of a KMS key ARN, or undefined where the text is none. An alias is none: it can move to another key. */
export function parseKmsKeyArn(text: string): ArnScope | undefined {
  return scopeOf(KMS_KEY_ARN.exec(text));
}

/** Region and account of a resource group's ARN, or undefined where the text is none. */
export function parseResourceGroupArn(text: string): ArnScope | undefined {
  return scopeOf(RESOURCE_GROUP_ARN.exec(text));
}

function scopeOf(match: RegExpExecArray | null): ArnScope | undefined {
  const [, region, account] = match ?? [];
  return region !== undefined && account !== undefined ? { region, account } : undefined;
}
