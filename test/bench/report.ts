import type { Sample } from './measure';

/** All samples of one competitor with the validator on or off. */
export interface Series {
  readonly name: string;
  readonly validation: boolean;
  readonly samples: readonly Sample[];
}

/** A ratio that is to be kept. */
export interface Target {
  readonly name: string;
  readonly baseline: string;
  readonly validation: boolean;
  readonly atMost: number;
}

/** The middle of a list of numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** How many times as long as the baseline something takes, by the medians of both. */
export function ratio(all: readonly Series[], name: string, baseline: string, validation: boolean): number {
  return wall(all, name, validation) / wall(all, baseline, validation);
}

/** A table of all series: medians, the fastest run, peak memory, and the ratio to the baseline. */
export function renderTable(all: readonly Series[], baseline: string): string {
  const rows = all.map(({ name, validation, samples }) => [
    name,
    validation ? 'on' : 'off',
    seconds(median(samples.map(({ wallMs }) => wallMs))),
    seconds(Math.min(...samples.map(({ wallMs }) => wallMs))),
    seconds(median(samples.map(({ cpuMs }) => cpuMs))),
    median(samples.map(({ peakMiB }) => peakMiB)).toFixed(0),
    ratio(all, name, baseline, validation).toFixed(2),
  ]);
  const head = ['app', 'validator', 'median s', 'least s', 'CPU s', 'peak MiB', `x ${baseline}`];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(['---', '---', '---:', '---:', '---:', '---:', '---:']), ...rows.map(line)].join('\n');
}

/** One line a target: what was reached, and whether that is enough. */
export function renderTargets(all: readonly Series[], targets: readonly Target[]): string {
  return targets
    .map(({ name, baseline, validation, atMost }) => {
      const reached = ratio(all, name, baseline, validation);
      const verdict = reached <= atMost ? 'reached' : 'missed';
      return `${verdict}: ${name} takes ${reached.toFixed(2)} x ${baseline}, validator ${validation ? 'on' : 'off'} (to reach: ${atMost} x)`;
    })
    .join('\n');
}

function wall(all: readonly Series[], name: string, validation: boolean): number {
  const series = all.find((one) => one.name === name && one.validation === validation);
  if (!series || series.samples.length === 0) {
    throw new Error(`no samples of '${name}' with the validator ${validation ? 'on' : 'off'}`);
  }
  return median(series.samples.map(({ wallMs }) => wallMs));
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
