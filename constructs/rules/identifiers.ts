import type { Problem } from '../hardware/problem';
import { quote } from './quote';

/**
 * The forms of AWS identifiers, as far as they can be told without a call: a typing error is caught, an id that
 * stands for nothing is not.
 */
interface IdForm {
  /** The rule's id. */
  readonly id: string;
  readonly is: string;
  readonly prefix: string;

  /** The command that shows such ids. */
  readonly shownBy: string;
}

const CAPACITY_RESERVATION: IdForm = {
  id: 'reservation-id-form',
  is: 'Capacity Reservation id',
  prefix: 'cr',
  shownBy:
    'aws ec2 describe-capacity-reservations shows it, for a Capacity Block aws ec2 describe-capacity-blocks does too',
};
const AMI: IdForm = {
  id: 'image-id-form',
  is: 'AMI id',
  prefix: 'ami',
  shownBy: 'aws ec2 describe-images shows it',
};
const VPC: IdForm = { id: 'vpc-id-form', is: 'VPC id', prefix: 'vpc', shownBy: 'aws ec2 describe-vpcs shows it' };
const SUBNET: IdForm = {
  id: 'subnet-id-form',
  is: 'subnet id',
  prefix: 'subnet',
  shownBy: 'aws ec2 describe-subnets shows it',
};
const SECURITY_GROUP: IdForm = {
  id: 'security-group-id-form',
  is: 'security group id (interfaces take ids, not names)',
  prefix: 'sg',
  shownBy: 'aws ec2 describe-security-groups shows it',
};

/** The form of an account's id: twelve digits. */
export const ACCOUNT_ID = /^\d{12}$/;

/** What is wrong with the form of a Capacity Reservation id, a Capacity Block's among them. */
export function checkCapacityReservationId(text: string): Problem[] {
  return checkId(CAPACITY_RESERVATION, text);
}

/** What is wrong with the form of an AMI id; the path is that in an image, `['id']`. */
export function checkAmiId(text: string): Problem[] {
  return checkId(AMI, text).map((problem) => ({ ...problem, path: ['id'] }));
}

/** What is wrong with the form of a VPC id. */
export function checkVpcId(text: string): Problem[] {
  return checkId(VPC, text);
}

/** What is wrong with the form of a subnet id. */
export function checkSubnetId(text: string): Problem[] {
  return checkId(SUBNET, text);
}

/** What is wrong with the form of a security group id. */
export function checkSecurityGroupId(text: string): Problem[] {
  return checkId(SECURITY_GROUP, text);
}

/** EC2 ids have 8 or 17 hexadecimal digits. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
function checkId(form: IdForm, text: string): Problem[] {
  return new RegExp(`^${form.prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(text)
    ? []
    : [
        {
          id: form.id,
          message: `${quote(text)} is no ${form.is}: "${form.prefix}-" and 8 or 17 digits 0-9, a-f; ${form.shownBy}`,
        },
      ];
}
