import type { NodeFile } from './cloud-config';

/** Ends the text of a file in the script. */
const END = 'END-OF-FILE';

/**
 * Lines of bash that put files on a system, for where cloud-init does not: below `$ULTRASERVER_ROOT`, each at once or not at
 * all. They define `root` and `place`, and rely on `set -euo pipefail`.
 *
 * @throws Error where a file holds the line that ends it in the script
 */
export function placeFiles(files: readonly NodeFile[]): string[] {
  return [
    'root=${ULTRASERVER_ROOT:-}',
    '',
    '# place PATH MODE: standard input in a file, which is never there in part.',
    'place() {',
    '  mkdir -p "${root}${1%/*}"',
    '  cat >"${root}$1.new"',
    '  chmod "$2" "${root}$1.new"',
    '  mv -f "${root}$1.new" "${root}$1"',
    '}',
    '',
    ...files.flatMap(placeFile),
  ];
}

function placeFile({ path, content, executable }: NodeFile): string[] {
  const text = content.replace(/\n$/, '');
  if (text.split('\n').includes(END)) {
    throw new Error(`${path} holds the line '${END}', which ends it in the script that installs it`);
  }
  return [`place ${path} ${executable ? '0755' : '0644'} <<'${END}'`, ...text.split('\n'), END, ''];
}
