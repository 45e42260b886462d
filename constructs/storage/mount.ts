/** What is mounted: which client, and which CSI driver, it takes. */
export type MountKind = 'lustre' | 'efs' | 'openzfs';

/**
 * A file system as nodes mount it. `LustreFileSystem.mount` and `HomeFileSystem.mount` make them; an engine mounts them by
 * its own means: a part of user data on plain nodes, a CSI driver on Kubernetes.
 */
export interface Mount {
  readonly kind: MountKind;

  /** `fs-…`. */
  readonly fileSystemId: string;

  /** Name that nodes reach it by. */
  readonly dnsName: string;

  /** What of it is mounted: Lustre's mount name, or a folder such as `/` and `/fsx/`. */
  readonly exportName: string;

  /** Where it appears on nodes: `/fsx`. */
  readonly path: string;

  /** Options for `mount`, one each. */
  readonly options: string[];

  /**
   * EFA interfaces of a node that Lustre uses.
   *
   * @default - none: over TCP
   */
  readonly efaInterfaces?: number;
}

/** How a file system is mounted, where its own way does not do. */
export interface MountOptions {
  /**
   * Further options for `mount`, one each.
   *
   * @default - those of the file system alone
   */
  readonly options?: string[];
}

/** Of every mount: it waits for the network, and reading a file writes nothing. */
export const NETWORK_MOUNT_OPTIONS: readonly string[] = ['_netdev', 'noatime'];
