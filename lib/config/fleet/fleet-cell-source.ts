import type { ClusterSource, Position } from '../cluster-source';
import { type Path, valueAt } from '../finding';
import type { FileProblem } from '../input-file-error';
import type { FleetFile } from './fleet-schema';

type Values = Readonly<Record<string, unknown>>;

/** Keys of a cell that are the fleet's own, and no part of a cluster file. */
const OWN_KEYS = ['name', 'by', 'pools'];

/** Keys of a cell's pool that its members have where they do not say otherwise. */
const MEMBER_KEYS = ['startsAt', 'endsAt'];

/**
 * One cell of a fleet, read as a cluster file: the description with what the cell says on top. Maps are merged key by key,
 * anything else is taken from the cell. Every part stands where the fleet file has it.
 */
export class FleetCellSource implements ClusterSource {
  readonly problems: readonly FileProblem[] = [];
  readonly data: Values;

  /** Of each pool of the cell: its index in the description, and its members' names. */
  private readonly pools: { readonly name: string; readonly index: number; readonly members: string[] }[];

  private readonly file: { readonly cell: Values; readonly cells: readonly Values[] };

  /**
   * @param source the fleet file
   * @param file what it holds
   * @param index of the cell
   */
  constructor(
    private readonly source: ClusterSource,
    file: FleetFile,
    private readonly index: number,
  ) {
    this.file = file;
    const { name, pools } = file.cells[index] ?? { name: '', pools: {} };
    this.pools = file.cell.pools.flatMap((pool, at) => {
      const own = pools[pool.name];
      return own ? [{ name: pool.name, index: at, members: Object.keys(own.members) }] : [];
    });
    this.data = {
      ...(merge(without(file.cell, ['pools']), without(file.cells[index] ?? {}, OWN_KEYS)) as Values),
      name: `${file.fleet}-${name}`,
      pools: this.pools.map(({ name: poolName, index: at }) => {
        const { members, ...own } = pools[poolName] ?? { members: {} };
        const times = pick(own, MEMBER_KEYS);
        return {
          ...(merge(file.cell.pools[at], without(own, MEMBER_KEYS)) as Values),
          members: Object.entries(members).map(([member, value]) => ({ ...times, ...asMember(value), name: member })),
        };
      }),
    };
  }

  position(path: Path, atKey = false): Position {
    const origin = this.origin(path);
    return this.source.position(origin.path, origin.atKey ?? atKey);
  }

  literal(path: Path): string | undefined {
    return this.source.literal(this.origin(path).path);
  }

  /** Where the fleet file has what stands at a path of the cell. */
  private origin(path: Path): { readonly path: Path; readonly atKey?: boolean } {
    const [first, second, ...rest] = path;
    if (first === 'name') {
      return { path: ['cells', this.index, 'name'] };
    }
    return first === 'pools' && second !== undefined
      ? this.poolOrigin(Number(second), rest)
      : { path: this.either(['cell'], ['cells', this.index], path) };
  }

  private poolOrigin(at: number, [key, member, ...rest]: Path): { readonly path: Path; readonly atKey?: boolean } {
    const pool = this.pools[at];
    if (pool === undefined) {
      return { path: ['cells', this.index, 'pools'] };
    }
    const own: Path = ['cells', this.index, 'pools', pool.name];
    if (key !== 'members' || member === undefined) {
      const inside = key === undefined ? [] : [key, ...(member === undefined ? [] : [member]), ...rest];
      return {
        path: key === 'members' ? [...own, 'members'] : this.either(['cell', 'pools', pool.index], own, inside),
      };
    }
    const name = pool.members[Number(member)] ?? '';
    const [property = ''] = rest;
    if (rest.length === 0 || property === 'name') {
      return { path: [...own, 'members', name], atKey: true };
    }
    const value = valueAt(this.file, [...own, 'members', name]);
    if (isMap(value) && property in value) {
      return { path: [...own, 'members', name, ...rest] };
    }
    return MEMBER_KEYS.includes(String(property)) && valueAt(this.file, [...own, property]) !== undefined
      ? { path: [...own, property] }
      : { path: [...own, 'members', name] };
  }

  /** The cell's own value where it has one, else the description's; where there is neither, the cell. */
  private either(description: Path, own: Path, path: Path): Path {
    const depth = (start: Path): number =>
      path.findLastIndex((_, at) => this.has([...start, ...path.slice(0, at + 1)]));
    const [ofCell, ofDescription] = [depth(own), depth(description)];
    return ofDescription > ofCell ? [...description, ...path] : [...own, ...path];
  }

  private has(path: Path): boolean {
    return valueAt(this.file, path) !== undefined;
  }
}

/** `cr-0123456789abcdef0` alone is a block; a map is a member without its name. */
function asMember(value: unknown): Values {
  return isMap(value) ? value : { block: value };
}

function merge(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) {
    return over === undefined ? base : over;
  }
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(keys.map((key) => [key, key in over ? merge(base[key], over[key]) : base[key]]));
}

function without(values: Values, keys: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
}

function pick(values: Values, keys: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
