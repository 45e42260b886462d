import type { ISubnetRef } from 'aws-cdk-lib/aws-ec2';

/** A subnet with what a reference to it does not tell. */
export interface ZoneSubnet {
  /** Id of its zone: `use1-dfw2-az1`. */
  readonly zone: string;

  /**
   * Its range.
   *
   * @default - unknown: the subnet exists already and its range was not given
   */
  readonly cidr?: string;

  readonly subnet: ISubnetRef;
}
