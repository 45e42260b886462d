/** The stacks of CloudFormation. */
export interface StacksPlan {
  /** In the order in which they are defined. */
  readonly list: readonly StackPlan[];

  /** What is in stacks, each kind once. */
  readonly shapes: readonly StackShape[];

  /** Resources that the project lets one stack have. */
  readonly mostResources: number;

  /** Bytes that the project lets one template have. */
  readonly mostBytes: number;

  /** Of all stacks. */
  readonly resources: number;
}

/** One stack. */
export interface StackPlan {
  readonly name: string;

  /** Name of the cluster. */
  readonly cluster: string;
  readonly purpose: 'operations' | 'network' | 'storage' | 'images' | 'reservations' | 'cell';

  /** Name of the cell among `cells`; null for stacks of a whole cluster. */
  readonly cell: string | null;

  /** Name in `shapes`. */
  readonly shape: string;

  readonly resources: number;

  /** Size of the template, estimated from its resources: no more than a seventh off, or 3 KB. */
  readonly bytesAbout: number;
}

/** What stacks of one kind are made of. */
export interface StackShape {
  readonly name: string;
  readonly resources: number;

  /** Resources by CloudFormation type. */
  readonly byType: Readonly<Record<string, number>>;
}
