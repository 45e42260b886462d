/**
 * Versions as drivers and libraries write them: numbers between dots or dashes (`580.159.03`, `2.26.2-1`), compared
 * number by number. `570` and `570.0` are equal; `580.9` is older than `580.10`.
 */
const VERSION = /^\d+(?:[.-]\d+)*$/;

/** Whether the text is a version that can be compared. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/**
 * Less than zero where `left` is the older one, zero where they are equal, more than zero where it is the newer one.
 *
 * @throws Error where one of them is no version; see `isVersion`
 */
export function compareVersions(left: string, right: string): number {
  const leftParts = parts(left);
  const rightParts = parts(right);
  for (let index = 0; index < Math.max(leftParts.length, rightParts.length); index++) {
    const difference = (leftParts[index] ?? 0) - (rightParts[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/** The branch that a driver release belongs to: `580` of `580.159.03`. */
export function versionBranch(version: string): string {
  return String(parts(version)[0]);
}

function parts(version: string): number[] {
  if (!isVersion(version)) {
    throw new Error(`'${version}' is not a version; write numbers with dots, such as 580.159.03`);
  }
  return version.split(/[.-]/).map(Number);
}
