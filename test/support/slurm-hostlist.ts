/**
 * The names that a host list expression of Slurm stands for. Written from Slurm's documentation, and of its grammar what is used
 * here: commas between expressions, and at the end of each at most one pair of brackets with numbers and ranges.
 *
 * @throws Error where it is none
 * @see https://slurm.schedmd.com/slurm.conf.html#OPT_NodeName
 */
export function expandHostList(list: string): string[] {
  return list === '' ? [] : list.split(/,(?![^[]*\])/).flatMap(expandExpression);
}

function expandExpression(expression: string): string[] {
  const [whole, prefix = '', ranges] = /^([A-Za-z0-9._-]*)(?:\[([\d,-]+)\])?$/.exec(expression) ?? [];
  if (whole === undefined || expression === '') {
    throw new Error(`no host list expression: '${expression}'`);
  }
  if (ranges === undefined) {
    return [prefix];
  }
  return ranges.split(',').flatMap((range) => {
    const [matched, first = '', last = first] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
    if (matched === undefined || Number(last) < Number(first)) {
      throw new Error(`no range: '${range}' in '${expression}'`);
    }
    return Array.from(
      { length: Number(last) - Number(first) + 1 },
      (_, index) => prefix + String(Number(first) + index).padStart(first.length, '0'),
    );
  });
}
