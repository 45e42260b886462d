import { nearest } from 'cdk-ultraserver/hardware';
import { INSTANT } from 'cdk-ultraserver/rules';

import type { Finding, Path } from '../finding';
import { show, suggestion } from '../suggest';
import type { FleetFile } from './fleet-schema';

/** What is wrong with a fleet file beyond each of its cells by itself. */
export function checkFleet(file: FleetFile): Finding[] {
  return [...described(file), ...sameNames(file), ...pools(file), ...times(file), ...sameReservations(file)];
}

/** Keys that say which capacity, and so belong to a cell. */
const CAPACITY_KEYS = ['members'];
/** Keys that say which cluster, and so belong to a cell or to the fleet. */
const IDENTITY_KEYS = ['name'];

function described({ cell }: FleetFile): Finding[] {
  const identity = IDENTITY_KEYS.filter((key) => key in cell).map((key): Finding => {
    const message = `the description of all cells has ${show(key)}, which each cell has of its own; delete it here`;
    return { id: 'fleet-description', message, path: ['cell', key], atKey: true };
  });
  const capacity = cell.pools.flatMap((pool, index) =>
    CAPACITY_KEYS.filter((key) => key in pool).map((key): Finding => {
      const message = `pool ${show(pool.name)} of the description has ${show(key)}, which each cell has of its own; write them under cells[].pools.${pool.name}`;
      return { id: 'fleet-description', message, path: ['cell', 'pools', index, key], atKey: true };
    }),
  );
  return [...identity, ...capacity];
}

function sameNames({ cells }: FleetFile): Finding[] {
  return cells.flatMap(({ name }, index): Finding[] => {
    const message = `cell ${show(name)} is there twice, must be there once; give one of the two another name`;
    return cells.findIndex((other) => other.name === name) < index
      ? [{ id: 'fleet-cell-twice', message, path: ['cells', index, 'name'] }]
      : [];
  });
}

function pools({ cell, cells }: FleetFile): Finding[] {
  const known = cell.pools.map(({ name }) => name);
  return cells.flatMap((each, index) => {
    const path: Path = ['cells', index, 'pools'];
    const names = Object.keys(each.pools);
    if (names.length === 0) {
      const message = `cell ${show(each.name)} has no pool, must have one of ${known.join(', ')}; add one, or delete the cell`;
      return [{ id: 'fleet-pool-missing', message, path }];
    }
    return names
      .filter((name) => !known.includes(name))
      .map((name): Finding => {
        const message = `cell ${show(each.name)} has pool ${show(name)}, which the description does not have: ${known.join(', ')}${suggestion(nearest(name, known))}; describe it under cell.pools`;
        return { id: 'fleet-pool-unknown', message, path: [...path, name], atKey: true };
      });
  });
}

/** A cell cannot stand by a time at which its blocks have not begun. */
function times({ cells }: FleetFile): Finding[] {
  return cells.flatMap(({ name, by, pools: own }, index): Finding[] => {
    if (by === undefined) {
      return [];
    }
    if (!INSTANT.test(by) || Number.isNaN(Date.parse(by))) {
      const message = `by is ${show(by)}, must be a time with its zone, such as 2026-12-06T11:30:00Z`;
      return [{ id: 'fleet-by-form', message, path: ['cells', index, 'by'] }];
    }
    return Object.entries(own).flatMap(([pool, { startsAt, members }]) =>
      Object.entries(members).flatMap(([member, value]): Finding[] => {
        const start = memberStart(value) ?? startsAt;
        const late = typeof start === 'string' && Date.parse(start) > Date.parse(by);
        const message = `cell ${show(name)} is to stand by ${by}, and the block of its member ${show(member)} begins at ${String(start)}; give a later time, or another block`;
        return late
          ? [{ id: 'fleet-by', message, path: ['cells', index, 'pools', pool, 'members', member], atKey: true }]
          : [];
      }),
    );
  });
}

function memberStart(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'startsAt' in value ? value.startsAt : undefined;
}

/** Within a cell the rule of any cluster file finds it. */
function sameReservations({ cells }: FleetFile): Finding[] {
  const homes = new Map<string, number>();
  return cells.flatMap(({ pools: own }, index) =>
    Object.entries(own).flatMap(([pool, { members }]) =>
      Object.entries(members).flatMap(([member, value]): Finding[] => {
        const id = reservationOf(value);
        if (id === undefined) {
          return [];
        }
        const home = homes.get(id) ?? index;
        homes.set(id, home);
        const message = `member ${show(member)} has ${id}, which a member of cell ${show(cells[home]?.name)} has already; one block or reservation is one member's`;
        return home === index
          ? []
          : [{ id: 'fleet-reservation-twice', message, path: ['cells', index, 'pools', pool, 'members', member] }];
      }),
    ),
  );
}

function reservationOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const { block, reservation } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const id = block ?? reservation;
  return typeof id === 'string' ? id : undefined;
}
