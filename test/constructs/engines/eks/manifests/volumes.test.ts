import { judge } from './judge';
import type { KubernetesObject } from '../../../../../constructs/engines/eks/manifests';
import { fileSystemVolumes, type PersistentVolume } from '../../../../../constructs/engines/eks/manifests/volumes';
import type { Mount } from '../../../../../constructs/storage/mount';

const LUSTRE: Mount = {
  kind: 'lustre',
  fileSystemId: 'fs-0123456789abcdef0',
  dnsName: 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com',
  exportName: 'abcdefgh',
  path: '/fsx',
  options: ['_netdev', 'noatime', 'flock'],
};
const EFS: Mount = {
  kind: 'efs',
  fileSystemId: 'fs-0fedcba9876543210',
  dnsName: 'fs-0fedcba9876543210.efs.us-east-1.amazonaws.com',
  exportName: '/',
  path: '/home',
  options: ['_netdev', 'tls', 'mounttargetip=10.0.24.7'],
};
const ZFS: Mount = { ...LUSTRE, kind: 'openzfs', exportName: '/fsx/', options: ['_netdev', 'nfsvers=4.1'] };

function onlyVolume(volume: Parameters<typeof fileSystemVolumes>[0]): PersistentVolume {
  const [pair, ...others] = fileSystemVolumes(volume);
  expect(others).toEqual([]);
  return pair![0];
}

test('a claim in each namespace, bound to a volume of its own that outlives it', () => {
  const pairs = fileSystemVolumes({ name: 'scratch', mount: LUSTRE, namespaces: ['research', 'serving'] });
  expect(pairs.map(([volume, claim]) => [volume.metadata.name, claim.spec.volumeName, claim.metadata])).toEqual([
    ['scratch-research', 'scratch-research', { name: 'scratch', namespace: 'research' }],
    ['scratch-serving', 'scratch-serving', { name: 'scratch', namespace: 'serving' }],
  ]);
  for (const [{ spec }, claim] of pairs) {
    expect(spec.persistentVolumeReclaimPolicy).toBe('Retain');
    expect(spec.claimRef).toEqual({ namespace: claim.metadata.namespace, name: 'scratch' });
    expect([spec.storageClassName, claim.spec.storageClassName]).toEqual(['', '']);
    expect(claim.spec.resources.requests.storage).toBe(spec.capacity.storage);
  }
});

test('Lustre by its own mount name, without what only fstab knows', () => {
  const volume = onlyVolume({ name: 'scratch', mount: LUSTRE, namespaces: ['default'] });
  expect(volume.spec.csi).toEqual({
    driver: 'fsx.csi.aws.com',
    volumeHandle: 'fs-0123456789abcdef0',
    volumeAttributes: { dnsname: LUSTRE.dnsName, mountname: 'abcdefgh' },
  });
  expect(volume.spec.mountOptions).toEqual(['noatime', 'flock']);
});

test('EFS at the mount target of the zone, encrypted', () => {
  const volume = onlyVolume({ name: 'home', mount: EFS, namespaces: ['default'] });
  expect(volume.spec.csi).toEqual({
    driver: 'efs.csi.aws.com',
    volumeHandle: 'fs-0fedcba9876543210',
    volumeAttributes: { mounttargetip: '10.0.24.7' },
  });
  expect(volume.spec.mountOptions).toEqual(['tls']);
});

test('EFS without a target goes by its name', () => {
  const volume = onlyVolume({ name: 'home', mount: { ...EFS, options: ['tls'] }, namespaces: ['default'] });
  expect(volume.spec.csi).not.toHaveProperty('volumeAttributes');
});

test("OpenZFS by Kubernetes' own NFS", () => {
  const volume = onlyVolume({ name: 'home', mount: ZFS, namespaces: ['default'] });
  expect(volume.spec.nfs).toEqual({ server: ZFS.dnsName, path: '/fsx/' });
  expect(volume.spec).not.toHaveProperty('csi');
});

test.each([
  { name: 'Scratch', namespaces: ['default'] },
  { name: 'scratch', namespaces: ['Default'] },
])('names that Kubernetes does not take are refused: %j', (names) => {
  expect(() => fileSystemVolumes({ ...names, mount: LUSTRE })).toThrow('must be');
});

test.each([LUSTRE, EFS, ZFS])("are what Kubernetes' schema takes: $kind", (mount) => {
  const objects = fileSystemVolumes({ name: 'shared', mount, namespaces: ['default', 'research'] }).flat();
  expect(objects.flatMap(judge)).toEqual([]);
});

test('it would show: an access mode that is no text', () => {
  const volume = onlyVolume({ name: 'shared', mount: LUSTRE, namespaces: ['default'] });
  const wrong: KubernetesObject = Object.assign(structuredClone(volume), {
    spec: { ...volume.spec, accessModes: 'RWX' },
  });
  expect(judge(wrong)).not.toEqual([]);
});
