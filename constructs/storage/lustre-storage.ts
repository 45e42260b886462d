import type { Problem } from '../hardware/problem';
import { checkLustreSsd } from '../rules/lustre-capacity';
import {
  checkLustreMetadataIops,
  DEFAULT_TIERED_METADATA_IOPS,
  type LustreStorageClass,
} from '../rules/lustre-metadata';
import { checkLustreTiering } from '../rules/lustre-tiering';

/** Size of a Lustre file system on SSD. */
export interface LustreSsdOptions {
  /**
   * In GiB: 1200, 2400 and multiples of 2400; with EFA a multiple of 4800, 9600, 19200 or 38400 at 1000, 500, 250 or 125
   * MB/s a TiB. It can grow, and not shrink.
   *
   * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/increase-storage-capacity.html
   */
  readonly capacityGiB: number;

  /** In MB/s for each TiB: 125, 250, 500 or 1000. With EFA it can never be changed. */
  readonly throughputPerTiB: number;

  /**
   * Metadata operations a second: 1500, 3000, 6000, or a multiple of 12000 up to 192000.
   *
   * @default - FSx scales them with the capacity
   */
  readonly metadataIops?: number;
}

/** Size of a Lustre file system on Intelligent-Tiering, whose capacity grows and shrinks by itself. */
export interface LustreTieringOptions {
  /** In MB/s for the whole file system: a multiple of 4000. */
  readonly throughputMBps: number;

  /**
   * Metadata operations a second: 6000 or 12000.
   *
   * @default 6000
   */
  readonly metadataIops?: number;

  /**
   * The SSD read cache.
   *
   * @default LustreReadCache.proportional()
   */
  readonly readCache?: LustreReadCache;
}

/** The SSD read cache of a Lustre file system on Intelligent-Tiering. @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_LustreReadCacheConfiguration.html */
export class LustreReadCache {
  /** In proportion to the throughput. */
  static proportional(): LustreReadCache {
    return new LustreReadCache('PROPORTIONAL_TO_THROUGHPUT_CAPACITY');
  }

  /** Of this size in GiB: 32 to 131072 for every 4000 MB/s. */
  static ofSize(sizeGiB: number): LustreReadCache {
    return new LustreReadCache('USER_PROVISIONED', sizeGiB);
  }

  /** None: each read goes to the tiered storage. */
  static none(): LustreReadCache {
    return new LustreReadCache('NO_CACHE');
  }

  private constructor(
    /** FSx's word for it. */
    readonly sizingMode: string,

    /** In GiB; undefined where nobody states it. */
    readonly sizeGiB?: number,
  ) {}
}

/** What FSx is told of the storage. */
export interface LustreStorageBinding {
  /** FSx's word for the storage class. */
  readonly storageType: 'SSD' | 'INTELLIGENT_TIERING';

  /** In GiB; on SSD. */
  readonly storageCapacity?: number;

  /** In MB/s a TiB; on SSD. */
  readonly perUnitStorageThroughput?: number;

  /** In MB/s; on Intelligent-Tiering. */
  readonly throughputCapacity?: number;

  /** On Intelligent-Tiering. */
  readonly readCache?: LustreReadCache;

  /** Metadata operations a second. @default - FSx scales them with the capacity */
  readonly metadataIops?: number;
}

/**
 * How a Lustre file system keeps its data, and how fast.
 *
 * | Storage | Capacity | Throughput | S3 links | Backups |
 * |---|---|---|---|---|
 * | `LustreStorage.ssd` | stated | with the capacity | yes | yes, without S3 links |
 * | `LustreStorage.intelligentTiering` | grows by itself | stated | no | not confirmed |
 *
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-fsx-lustre.html
 */
export abstract class LustreStorage {
  /** On SSD, of a stated capacity. */
  static ssd(options: LustreSsdOptions): LustreStorage {
    return new SsdStorage(options);
  }

  /** On Intelligent-Tiering. It cannot be linked to S3. */
  static intelligentTiering(options: LustreTieringOptions): LustreStorage {
    return new TieredStorage(options);
  }

  abstract readonly storageClass: LustreStorageClass;

  /** What keeps FSx from making it. */
  abstract check(efa: boolean): Problem[];

  /** What FSx is told of it. */
  abstract bind(): LustreStorageBinding;
}

class SsdStorage extends LustreStorage {
  override readonly storageClass = 'ssd';

  constructor(private readonly options: LustreSsdOptions) {
    super();
  }

  override check(efa: boolean): Problem[] {
    const { capacityGiB, throughputPerTiB, metadataIops } = this.options;
    return [
      ...checkLustreSsd({ capacityGiB, throughputPerTiB, efa }),
      ...checkLustreMetadataIops(metadataIops, this.storageClass),
    ];
  }

  override bind(): LustreStorageBinding {
    const { capacityGiB, throughputPerTiB, metadataIops } = this.options;
    return {
      storageType: 'SSD',
      storageCapacity: capacityGiB,
      perUnitStorageThroughput: throughputPerTiB,
      metadataIops,
    };
  }
}

class TieredStorage extends LustreStorage {
  override readonly storageClass = 'intelligent-tiering';
  private readonly metadataIops: number;
  private readonly readCache: LustreReadCache;

  constructor(private readonly options: LustreTieringOptions) {
    super();
    this.metadataIops = options.metadataIops ?? DEFAULT_TIERED_METADATA_IOPS;
    this.readCache = options.readCache ?? LustreReadCache.proportional();
  }

  override check(): Problem[] {
    return [
      ...checkLustreTiering({
        throughputMBps: this.options.throughputMBps,
        readCacheGiB: this.readCache.sizeGiB,
      }),
      ...checkLustreMetadataIops(this.metadataIops, this.storageClass),
    ];
  }

  override bind(): LustreStorageBinding {
    return {
      storageType: 'INTELLIGENT_TIERING',
      throughputCapacity: this.options.throughputMBps,
      readCache: this.readCache,
      metadataIops: this.metadataIops,
    };
  }
}
