import { deepFreeze } from '../../../hardware/freeze';
import { refuse } from '../../../private/errors';
import { checkObjectName } from '../../../rules/kubernetes-names';
import type { Mount } from '../../../storage/mount';
import type { KubernetesObject } from './kubernetes-objects';

/** A file system, as pods are to claim it. */
export interface FileSystemVolume {
  /** The claim's name in every namespace, and part of the volumes' names. */
  readonly name: string;
  readonly mount: Mount;

  /** Namespaces whose pods may claim it. */
  readonly namespaces: string[];
}

/**
 * A volume that is there already.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 */
export interface PersistentVolume extends KubernetesObject {
  readonly spec: {
    readonly capacity: { readonly storage: string };
    readonly volumeMode: 'Filesystem';
    readonly accessModes: string[];
    readonly persistentVolumeReclaimPolicy: 'Retain';
    readonly storageClassName: '';
    readonly claimRef: { readonly namespace: string; readonly name: string };
    readonly mountOptions: string[];
    readonly csi?: {
      readonly driver: string;
      readonly volumeHandle: string;
      readonly volumeAttributes?: Record<string, string>;
    };
    readonly nfs?: { readonly server: string; readonly path: string };
  };
}

/** What pods of a namespace mount. */
export interface PersistentVolumeClaim extends KubernetesObject {
  readonly spec: {
    readonly accessModes: string[];
    readonly storageClassName: '';
    readonly volumeName: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
}

/** Drivers go by the claim's size when they bind, and by nothing of it later: the file systems are larger, or grow. */
const SIZE = '1Ti';
const ACCESS_MODES = ['ReadWriteMany'];

/** For `mount` alone; what mounts for pods waits for the network itself. */
const OF_FSTAB = '_netdev';
const TARGET_OPTION = 'mounttargetip=';

/**
 * A volume and a claim in each namespace for a file system that is there. Lustre and EFS are mounted by their CSI drivers,
 * OpenZFS by Kubernetes' own NFS. Nothing of the file system is made or deleted with them.
 *
 * @see https://github.com/kubernetes-sigs/aws-fsx-csi-driver/tree/master/examples/kubernetes/static_provisioning
 * @see https://github.com/kubernetes-sigs/aws-efs-csi-driver/tree/master/examples/kubernetes/static_provisioning
 * @throws InvalidPropsError where a name is none of Kubernetes'
 */
export function fileSystemVolumes(volume: FileSystemVolume): [PersistentVolume, PersistentVolumeClaim][] {
  const { name, namespaces, mount } = volume;
  refuse([
    ...checkObjectName('a volume', name),
    ...namespaces.flatMap((namespace) => checkObjectName('a namespace', namespace)),
  ]);
  return deepFreeze(
    namespaces.map((namespace): [PersistentVolume, PersistentVolumeClaim] => [
      persistentVolume(`${name}-${namespace}`, { namespace, name }, mount),
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name, namespace },
        spec: {
          accessModes: ACCESS_MODES,
          storageClassName: '',
          volumeName: `${name}-${namespace}`,
          resources: { requests: { storage: SIZE } },
        },
      },
    ]),
  );
}

function persistentVolume(name: string, claimRef: { namespace: string; name: string }, mount: Mount): PersistentVolume {
  const options = mount.options.filter((option) => option !== OF_FSTAB);
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage: SIZE },
      volumeMode: 'Filesystem',
      accessModes: ACCESS_MODES,
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: '',
      claimRef,
      ...source(mount, options),
    },
  };
}

/** Two volumes may have one handle, because neither driver attaches anything to a node. */
function source(
  { kind, fileSystemId, dnsName, exportName }: Mount,
  options: string[],
): Pick<PersistentVolume['spec'], 'mountOptions' | 'csi' | 'nfs'> {
  switch (kind) {
    case 'lustre':
      return {
        mountOptions: options,
        csi: {
          driver: 'fsx.csi.aws.com',
          volumeHandle: fileSystemId,
          volumeAttributes: { dnsname: dnsName, mountname: exportName },
        },
      };
    case 'efs': {
      // The driver takes a mount target as an attribute, and encrypts in transit by itself.
      const target = options.find((option) => option.startsWith(TARGET_OPTION))?.slice(TARGET_OPTION.length);
      return {
        mountOptions: options.filter((option) => !option.startsWith(TARGET_OPTION)),
        csi: {
          driver: 'efs.csi.aws.com',
          volumeHandle: fileSystemId,
          ...(target === undefined ? {} : { volumeAttributes: { mounttargetip: target } }),
        },
      };
    }
    case 'openzfs':
      return { mountOptions: options, nfs: { server: dnsName, path: exportName } };
    default:
      return kind satisfies never;
  }
}
