import { buildModel } from './build-model';
import type { FileProblem } from './cluster-file-error';
import { gatherFacts } from './facts';
import type { Finding, Path } from './finding';
import { readHardware } from './hardware';
import type { ClusterModel } from './model';
import { RULES } from './rules/rules';
import { checkShape } from './shape';
import { warningsOf } from './warnings';
import { YamlSource } from './yaml-source';

/** A cluster, or everything that is wrong with its file. */
export type ParsedCluster =
  | { readonly model: ClusterModel; readonly problems?: undefined }
  | { readonly model?: undefined; readonly problems: readonly FileProblem[] };

/**
 * Reads the text of a cluster file. Pure: it reads no clock, no environment and no file.
 *
 * @param file path of the file, for the model
 */
export function parseCluster(text: string, file: string): ParsedCluster {
  const source = new YamlSource(text);
  if (source.data === undefined) {
    return { problems: inOrder(source.problems) };
  }
  const shape = checkShape(source);
  const given = (path: Path): boolean => has(source.data, path);
  const sound = (path: Path): boolean => !shape.findings.some((finding) => begins(finding.path, path));
  const hardware = readHardware(shape.draft, sound);
  const poolFindings: Finding[] = [];
  const cluster = gatherFacts(
    shape.draft,
    (pool, path) => {
      const { findings, ...found } = hardware.ofPool(pool, path);
      poolFindings.push(...findings);
      return found;
    },
    given,
  );
  const findings = [
    ...shape.findings,
    ...hardware.findings,
    ...poolFindings,
    ...RULES.flatMap((rule) => rule(cluster)),
  ];
  const problems = [...source.problems, ...distinct(findings).map((finding) => locate(finding, source))];
  return problems.length > 0
    ? { problems: inOrder(problems) }
    : { model: buildModel(file, cluster, warningsOf(cluster)) };
}

function locate({ id, message, path, atKey }: Finding, source: YamlSource): FileProblem {
  return { id, message, ...source.position(path, atKey) };
}

/** A fault of a pool is found once for each of its members. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(
      findings.map((finding) => [JSON.stringify([finding.id, finding.message, finding.path]), finding]),
    ).values(),
  ];
}

function inOrder(problems: readonly FileProblem[]): FileProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

function has(data: unknown, path: Path): boolean {
  let at = data;
  for (const segment of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, segment)) {
      return false;
    }
    at = (at as Record<string | number, unknown>)[segment];
  }
  return true;
}

function begins(path: Path, start: Path): boolean {
  return start.every((segment, index) => path[index] === segment);
}
