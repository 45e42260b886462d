import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { MarkdownPage, ROOT } from './markdown';

/** Links of a page that lead nowhere in the repository, or to another page than an https one. */
export function brokenLinks(page: MarkdownPage): string[] {
  return page.links().flatMap(({ target, line }) => {
    if (/^[a-z]+:/.test(target)) {
      return target.startsWith('https://') ? [] : [`${page.path}:${line}: ${target} is not https`];
    }
    const [file = '', anchor] = target.split('#');
    const path = file === '' ? page.path : normalize(join(dirname(page.path), file));
    if (path.startsWith('..') || !existsSync(join(ROOT, path))) {
      return [`${page.path}:${line}: there is no ${path}`];
    }
    if (anchor === undefined) {
      return [];
    }
    const found =
      file === '' ? page : MarkdownPage.read(statSync(join(ROOT, path)).isFile() ? path : `${path}/README.md`);
    return found.anchors().includes(anchor) ? [] : [`${page.path}:${line}: ${path} has no heading #${anchor}`];
  });
}
