import { parseCluster } from '../../../lib/config';
import type { ClusterModel, StorageModel } from '../../../lib/config';
import { EXISTING, INSTANCES, ULTRASERVERS, edit } from './refusal-cases/refusal-case';

function modelOf(text: string): ClusterModel {
  const { model, problems } = parseCluster(text, 'x');
  expect(problems ?? []).toEqual([]);
  return model!;
}

function storageOf(base: string, storage: string): StorageModel | undefined {
  return modelOf(`${base}storage:\n  ${storage}\n`).storage;
}

const SSD = 'ssd: { capacityGiB: 9600, throughputPerTiB: 500 }';

test('a file without storage has none', () => {
  expect(modelOf(ULTRASERVERS).storage).toBeUndefined();
  expect(Object.keys(modelOf(ULTRASERVERS))).toContain('storage');
});

describe('a Lustre file system', () => {
  test('has its defaults filled in, and stands in the parent of the Local Zone', () => {
    expect(storageOf(ULTRASERVERS, `lustre: [{ name: scratch, ${SSD} }]`)).toEqual({
      lustre: [
        {
          name: 'scratch',
          mount: '/fsx',
          zone: 'use1-az4',
          subnet: 'control',
          offeredInLocalZone: false,
          storage: { kind: 'ssd', capacityGiB: 9600, throughputPerTiB: 500, metadataIops: undefined },
          efa: undefined,
          repositories: [],
          backupDays: 7,
          maintenance: undefined,
          onDelete: 'retain',
        },
      ],
      home: undefined,
      checkpoints: undefined,
    });
  });

  test('with EFA stands with the nodes, and counts those of each pool as one client', () => {
    const [lustre] =
      storageOf(INSTANCES, `lustre: [{ name: scratch, ${SSD}, efa: { pools: [serve], interfaces: 8 } }]`)?.lustre ?? [];
    expect(lustre).toMatchObject({ zone: 'use1-az6', subnet: 'nodes' });
    expect(lustre?.efa).toEqual({
      pools: ['serve'],
      interfaces: 8,
      clients: [
        {
          name: 'serve',
          instanceType: 'p5en.48xlarge',
          instances: 6,
          efaInterfaces: 8,
          efaInterfacesOfInstance: 16,
          zone: 'use1-az6',
        },
      ],
    });
  });

  test('that is offered in a Local Zone stands with the nodes too, over TCP', () => {
    const place = 'zone: use1-dfw2-az1, offeredInLocalZone: true';
    expect(storageOf(ULTRASERVERS, `lustre: [{ name: scratch, ${SSD}, ${place} }]`)?.lustre[0]).toMatchObject({
      zone: 'use1-dfw2-az1',
      subnet: 'nodes',
    });
  });

  test('with links to S3, or on Intelligent-Tiering, has no backups unless told', () => {
    const link = '{ path: /data, s3: s3://frontier-data/, import: [new, deleted], export: [changed] }';
    const tiered = 'intelligentTiering: { throughputMBps: 4000, readCacheGiB: 0 }';
    const [linked, other] =
      storageOf(
        ULTRASERVERS,
        `lustre: [{ name: a, ${SSD}, repositories: [${link}] }, { name: b, mount: /b, ${tiered} }]`,
      )?.lustre ?? [];
    expect(linked).toMatchObject({
      backupDays: 0,
      repositories: [
        {
          path: '/data',
          s3Uri: 's3://frontier-data/',
          importEvents: ['NEW', 'DELETED'],
          exportEvents: ['CHANGED'],
        },
      ],
    });
    expect(other).toMatchObject({
      backupDays: 0,
      storage: { kind: 'intelligent-tiering', throughputMBps: 4000, metadataIops: 6000, readCacheGiB: 0 },
    });
  });

  test('moves to no other subnet when control zones come', () => {
    const storage = `lustre: [{ name: scratch, ${SSD}, efa: { pools: [serve], interfaces: 8 } }]`;
    const more = edit(INSTANCES, '[use1-az4, use1-az6]', '[use1-az4, use1-az5]').replace(
      'network:\n',
      'network:\n  nodeSubnets: [{ zone: use1-az6, natZone: use1-az4 }]\n',
    );
    expect(storageOf(more, storage)).toEqual(storageOf(INSTANCES, storage));
  });
});

test('home directories have theirs', () => {
  expect(storageOf(ULTRASERVERS, 'home: { efs: {} }')?.home).toEqual({
    kind: 'efs',
    mount: '/home',
    onDelete: 'retain',
    zone: undefined,
  });
  expect(
    storageOf(ULTRASERVERS, 'home: { onDelete: delete, openZfs: { capacityGiB: 64, throughputMBps: 160 } }')?.home,
  ).toEqual({
    kind: 'openzfs',
    mount: '/home',
    onDelete: 'delete',
    zone: 'use1-az4',
    subnet: 'control',
    offeredInLocalZone: false,
    capacityGiB: 64,
    throughputMBps: 160,
    deployment: 'SINGLE_AZ_HA_2',
    backupDays: 30,
  });
});

test('a bucket for checkpoints too', () => {
  expect(storageOf(ULTRASERVERS, 'checkpoints: {}')?.checkpoints).toEqual({
    zone: 'use1-az4',
    offeredInLocalZone: false,
    baseName: undefined,
    onDelete: 'retain',
  });
});

test('in an existing VPC it stands in the control subnets that the file gives, which may be those of the nodes', () => {
  const shared = '{ zone: use1-az6, subnetId: subnet-0fedcba9876543210, cidr: 10.20.64.0/24 }';
  const text = edit(EXISTING, '    nodeSubnets:', `    controlSubnets: [${shared}]\n    nodeSubnets:`);
  const model = modelOf(`${text}storage: { lustre: [{ name: scratch, ${SSD}, zone: use1-az6 }] }\n`);
  expect(model.network).toMatchObject({
    controlSubnets: [{ zone: 'use1-az6', subnetId: 'subnet-0fedcba9876543210', cidr: '10.20.64.0/24' }],
  });
  expect(model.storage?.lustre[0]?.zone).toBe('use1-az6');
});

test('it is frozen to its depth', () => {
  const storage = storageOf(INSTANCES, `lustre: [{ name: scratch, ${SSD}, efa: { pools: [serve], interfaces: 8 } }]`);
  expect(Object.isFrozen(storage?.lustre[0]?.efa?.clients[0])).toBe(true);
});
