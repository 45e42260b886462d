import type { UserDataPart } from '../../../../constructs/nodes/user-data/user-data-part';

import { parse } from 'yaml';

import { renderMimeMultipart } from '../../../../constructs/nodes/user-data/mime';
import { parseMimeMultipart } from './mime-parser';

const TARGET = 'ultraserver.target';
const UNITS = '/etc/systemd/system/';

/** Files by path. */
type Files = ReadonlyMap<string, { readonly content: string }>;

interface CloudConfig {
  readonly write_files?: { readonly path: string; readonly content: string }[];
  readonly runcmd?: string[];
}

/** What cloud-init makes of the parts: lists of later parts come after those of earlier ones. */
export function mergedCloudConfig(parts: UserDataPart[]): { files: Files; commands: string[] } {
  const configs = parseMimeMultipart(renderMimeMultipart(parts))
    .filter(({ body }) => body.startsWith('#cloud-config'))
    .map(({ body }) => parse(body) as CloudConfig);
  return {
    files: new Map(configs.flatMap(({ write_files: files = [] }) => files.map((file) => [file.path, file] as const))),
    commands: configs.flatMap(({ runcmd = [] }) => runcmd),
  };
}

/** The units that the target starts, by all of its drop-ins. */
export function wantedUnits(files: Files): Set<string> {
  const dropIns = [...files].filter(([path]) => path.startsWith(`${UNITS}${TARGET}`));
  return new Set(dropIns.flatMap(([, { content }]) => values(content, 'Wants')));
}

/**
 * What is wrong with a first boot that may end with a reboot as soon as the first unit has started: units that a later
 * command would enable are lost then, as cloud-init runs commands once.
 */
export function bootProblems(parts: UserDataPart[]): string[] {
  const { files, commands } = mergedCloudConfig(parts);
  const problems: string[] = [];
  const starts = commands.filter((command) => /systemctl (start|restart|enable .*--now)/.test(command));
  if (starts.length !== 1) {
    problems.push(`${starts.length} commands start units: ${starts.join('; ')}`);
  }
  const first = commands.indexOf(starts[0] ?? '');
  if (!commands.slice(0, Math.max(first, 0)).includes('systemctl daemon-reload')) {
    problems.push('units start that systemd has not read');
  }
  for (const command of commands.slice(first + 1)) {
    problems.push(`after the first unit has started: ${command}`);
  }
  for (const command of starts.filter((start) => !start.includes('--no-block'))) {
    problems.push(`cloud-init waits for units that wait for it: ${command}`);
  }
  // What survives: the target, by its own symbolic link, and the files.
  const enabled = commands.some((command) => command.startsWith('systemctl enable ') && command.endsWith(` ${TARGET}`));
  if (!enabled || !/^WantedBy=multi-user\.target$/m.test(files.get(`${UNITS}${TARGET}`)?.content ?? '')) {
    problems.push('nothing starts the units at the next boot');
  }
  return problems;
}

/** What comes after what, as systemd would order it; of a unit, all that it waits for. */
export function startOrder(files: Files): Map<string, Set<string>> {
  const units = new Map(
    [...files].flatMap(([path, { content }]) =>
      path.startsWith(UNITS) && !path.includes('.d/') ? [[path.slice(UNITS.length), content] as const] : [],
    ),
  );
  const after = new Map<string, Set<string>>();
  const add = (unit: string, earlier: string) => after.set(unit, (after.get(unit) ?? new Set()).add(earlier));
  for (const [unit, content] of units) {
    values(content, 'After').forEach((earlier) => add(unit, earlier));
    values(content, 'Before').forEach((later) => add(later, unit));
    // A target waits for what it wants, unless it says otherwise.
    values(content, 'WantedBy').forEach((target) => add(target, unit));
  }
  if (!units.get(TARGET)?.includes('DefaultDependencies=no')) {
    wantedUnits(files).forEach((unit) => add(TARGET, unit));
  }
  return after;
}

/** Everything that a unit waits for, directly or not. */
export function waitsFor(order: ReadonlyMap<string, ReadonlySet<string>>, unit: string): Set<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    for (const earlier of order.get(name) ?? []) {
      if (!found.has(earlier)) {
        found.add(earlier);
        visit(earlier);
      }
    }
  };
  visit(unit);
  return found;
}

function values(content: string, key: string): string[] {
  return [...content.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].flatMap(([, list = '']) => list.split(' '));
}
