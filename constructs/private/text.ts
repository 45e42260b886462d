import { createHash } from 'node:crypto';

/** Orders texts by their code units: alike on every machine, and without a collation to load. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `status-check-ebs` as part of a construct's id: `StatusCheckEbs`. */
export function pascalCase(kebabCase: string): string {
  return kebabCase.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** SHA-256 of a text, in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
