/** What runs beside Slurm, as far as it calls AWS. */
export interface SlurmCallers {
  /** The CloudWatch agent sends logs and metrics. @default true */
  readonly monitoring?: boolean;

  /** A login node of yours outside of AWS PCS reads the cluster's secret. @default false */
  readonly ownLogin?: boolean;
}

/**
 * The interface endpoints that nodes of AWS PCS need in a VPC without a way to the internet, by the last part of the
 * service's name. Beside them they need a gateway endpoint for S3, from which they read the script that installs prolog and
 * epilog.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/vpc-interface-endpoints.html
 */
export function slurmEndpointServices(callers: SlurmCallers = {}): string[] {
  const { monitoring = true, ownLogin = false } = callers;
  const services = new Map<string, boolean>([
    // A node registers, or never joins.
    ['pcs', true],
    ['ssm', true],
    ['ssmmessages', true],
    ['ec2messages', true],
    ['logs', monitoring],
    ['monitoring', monitoring],
    // The agent reads the instance's tags.
    ['ec2', monitoring],
    ['secretsmanager', ownLogin],
  ]);
  return [...services.keys()].filter((service) => services.get(service)).toSorted();
}
