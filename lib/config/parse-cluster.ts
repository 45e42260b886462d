import { buildModel } from './build-model';
import type { ClusterSource } from './cluster-source';
import { distinctProblems, inOrder, locate } from './file-problems';
import type { FileProblem } from './input-file-error';
import { gatherFacts } from './facts';
import { begins } from './finding';
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
  return parseClusterSource(new YamlSource(text), file);
}

/** As `parseCluster`, of what may be a part of a larger file. */
export function parseClusterSource(source: ClusterSource, file: string): ParsedCluster {
  if (source.data === undefined) {
    return { problems: inOrder(source.problems) };
  }
  const shape = checkShape(source);
  const meant = new Set(shape.meant.map(String));
  const given = (path: Path): boolean => has(source.data, path) || meant.has(String(path));
  const hardware = readHardware(shape.draft, shape.findings);
  const poolFindings: Finding[] = [];
  const unclear: Path[] = [];
  const cluster = gatherFacts(
    shape.draft,
    (pool, path) => {
      const { findings, otherKind, ...found } = hardware.ofPool(pool, path);
      poolFindings.push(...findings);
      unclear.push(...(otherKind ? [path] : []));
      return found;
    },
    given,
  );
  const findings = [
    ...shape.findings.filter((finding) => !hardware.explained.has(finding)),
    ...hardware.findings,
    ...poolFindings,
    ...RULES.flatMap((rule) => rule(cluster)),
  ];
  const problems = distinctProblems([
    ...source.problems,
    ...withoutFollowers(findings, unclear).map((finding) => locate(finding, source)),
  ]);
  return problems.length > 0
    ? { problems: inOrder(problems) }
    : { model: buildModel(file, cluster, warningsOf(cluster)) };
}

/** Where it is not clear what a pool is of, whether its members need a count is not either. */
const TYPE_UNCLEAR = ['pool-type', 'type-ultraserver-only'];
const COUNT = ['count-missing', 'ultraserver-count'];

/** @param unclear pools that name a type of the other kind */
function withoutFollowers(findings: readonly Finding[], unclear: readonly Path[]): Finding[] {
  const pools = [
    ...unclear,
    ...findings.filter(({ id }) => TYPE_UNCLEAR.includes(id)).map(({ path }) => path.slice(0, 2)),
  ];
  return findings.filter(({ id, path }) => !COUNT.includes(id) || !pools.some((pool) => begins(path, pool)));
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
