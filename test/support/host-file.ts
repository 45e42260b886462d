/** A line of a host file. */
export interface HostFileLine {
  readonly host: string;
  readonly slots: number | undefined;
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/**
 * Reads a host file as Open MPI describes it: one node name a line, with `slots=N` after it or without; blank lines and those that
 * begin with `#` do not count.
 *
 * @throws Error for a line that is none of these
 * @see https://github.com/openpmix/prrte/blob/master/src/docs/prrte-rst-content/detail-hosts-cli.rst
 * @see https://docs.open-mpi.org/en/v5.0.x/launching-apps/scheduling.html
 */
export function readHostFile(text: string): HostFileLine[] {
  return text.split('\n').flatMap((line, index): HostFileLine[] => {
    if (line.trim() === '' || line.startsWith('#')) {
      return [];
    }
    const [host = '', ...settings] = line.trim().split(/\s+/);
    const slots = settings.map((setting) => /^slots=([1-9]\d*)$/.exec(setting)?.[1]);
    if (!NAME.test(host) || slots.includes(undefined) || slots.length > 1) {
      throw new Error(`line ${index + 1} is no line of a host file: '${line}'`);
    }
    return [{ host, slots: slots[0] === undefined ? undefined : Number(slots[0]) }];
  });
}
