import type { Problem } from '../hardware/problem';
import { quote } from './quote';

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DAYS = 'mon|tue|wed|thu|fri|sat|sun';

/** One field of a cron expression. */
interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;

  /** Names for numbers. */
  readonly names?: string;

  /** What only days have: `?`, `L`, `15W`, `tue#2`. */
  readonly own?: RegExp;
}

const FIELDS: readonly Field[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31, own: /^(\?|L|([1-9]|[12]\d|3[01])W)$/i },
  { name: 'month', least: 1, most: 12, names: MONTHS },
  { name: 'day of the week', least: 1, most: 7, names: DAYS, own: new RegExp(`^(\\?|L|([1-7]|${DAYS})#[1-5])$`, 'i') },
  { name: 'year', least: 1970, most: 2199 },
];

/**
 * What is wrong with the schedule of a pipeline: Image Builder's cron expression has six fields, in UTC, with `?` in one
 * of the two for days.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html
 */
export function checkImageSchedule(schedule: string): Problem[] {
  const fields = /^cron\((\S+( \S+)*)\)$/.exec(schedule)?.[1]?.split(' ');
  const refused = (why: string): Problem[] => [
    {
      id: 'image-build-schedule',
      message: `schedule ${quote(schedule)} ${why}; write minute, hour, day of the month, month, day of the week and year, in UTC: cron(0 6 ? * mon *)`,
      path: ['schedule'],
    },
  ];
  if (fields?.length !== FIELDS.length) {
    return refused('is not cron(...) with six fields');
  }
  const wrong = FIELDS.find((field, index) => !isField(field, fields[index] ?? ''));
  if (wrong) {
    return refused(`has a ${wrong.name} that Image Builder does not know`);
  }
  return (fields[2] === '?') === (fields[4] === '?') ? refused("must have '?' in one of the two fields for days") : [];
}

function isField(field: Field, text: string): boolean {
  return field.own?.test(text) || text.split(',').every((part) => isPart(field, part));
}

/** `*`, `5`, `1-5`, and each with a step: `0/6`. */
function isPart({ least, most, names, own }: Field, part: string): boolean {
  if (own?.test(part) && part !== '?') {
    return true;
  }
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step))) {
    return false;
  }
  const isValue = (text: string): boolean =>
    (/^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most) ||
    (names !== undefined && new RegExp(`^(${names})$`, 'i').test(text));
  const ends = range.split('-');
  return range === '*' || (ends.length <= 2 && ends.every(isValue));
}
