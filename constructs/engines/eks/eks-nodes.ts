/** What holds the GPU nodes of a cluster. */
export class EksNodes {
  /** An Auto Scaling group of this package for each member, as on plain EC2. A template may change while nodes run. */
  static selfManaged(): EksNodes {
    return new EksNodes('self-managed');
  }

  /**
   * A managed node group of EKS for each member, shown and drained by EKS. Nothing of it can be changed while nodes run: EKS
   * would replace them one by one, and a Capacity Block has no room for that.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/capacity-blocks-mng.html
   */
  static managed(): EksNodes {
    return new EksNodes('managed');
  }

  private constructor(readonly kind: 'self-managed' | 'managed') {}
}
