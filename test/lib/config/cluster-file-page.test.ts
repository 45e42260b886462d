import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { parseCluster } from '../../../lib/config';
import { renderKeyTable, withKeyTable } from '../../../lib/config/key-table';
import { EVERY_KEY } from './every-key';
import { REFUSAL_CASES } from './refusal-cases';
import { ULTRASERVERS } from './refusal-cases/refusal-case';
import { CLUSTER_FILES } from '../../support/cluster-files';

const ROOT = join(__dirname, '..', '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'cluster-file.md'), 'utf8');

/** The ids in the first column of the tables below a heading. */
function idsBelow(heading: string): string[] {
  const [section = ''] = PAGE.slice(PAGE.indexOf(`\n## ${heading}\n`) + 1).split(/\n## (?!#)/);
  return [...section.matchAll(/^\| `([a-z0-9-]+)` +\|/gm)].map(([, id]) => id ?? '');
}

/** docs/fleet.md has the refusals of fleet files. */
const FLEET = /^fleet\/|^load-file/;

/** The ids that source files give to what they refuse or warn of. */
function idsIn(...folders: string[]): string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !FLEET.test(file))
      .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')),
  );
  const given = /(?:\bid: |\b(?:form|at)\(\s*|refused\(path, |return \[|: \[|_WARNING = )'([a-z0-9]+(?:-[a-z0-9]+)+)'/g;
  return [...new Set(files.flatMap((text) => [...text.matchAll(given)].map(([, id]) => id ?? '')))].toSorted();
}

/** Maps whose names are free. */
const FREE_NAMES = [
  'tags',
  'hardware.instanceTypes',
  'hardware.ultraServers',
  'engine.addOns.versions',
  'engine.charts',
  'engine.settings',
  'engine.nodeSettings',
  'engine.queueSettings',
  'engine.queueSettings.<name>',
];

/** The keys of a file as the table names them, `pools[].members[].block`; names that are free stand as `<name>`. */
function keysOf(value: unknown, home: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => keysOf(item, `${home}[]`));
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    if (FREE_NAMES.includes(home)) {
      return keysOf(inner, `${home}.<name>`);
    }
    if (home.endsWith('.values')) {
      return [];
    }
    const path = home === '' ? key : `${home}.${key}`;
    return [path, ...keysOf(inner, path)];
  });
}

/** Refusals of opening a file; load-cluster.test.ts meets each. */
const OF_FILES = ['file-missing', 'file-directory', 'file-unreadable', 'file-encoding'];

/** Met by values of charts alone, which are merged and looked at when the stacks are defined. */
const OF_VALUES = 'the page says so under `engine`';

/** Ids in the constructs that a cluster file cannot meet, each with the reason. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  'eks-managed-group-size': 'no subnet has addresses for so many nodes with their pods',
  'eks-managed-group-name': 'names of members are shorter, and of fewer characters',
  'no-node-subnet': 'the schema wants one',
  'security-group-id-form': 'a file names no security groups',
  'layout-or-interfaces': 'a file cannot list interfaces beside a layout',
  'interface-type': 'the schema knows the types of interfaces',
  'log-retention-days': 'the schema knows the numbers of days',
  'ultraserver-accelerators': 'a file does not state the accelerators of an UltraServer',
  'lustre-efa-range': 'with EFA a file system stands in the subnet of the nodes that mount it',
  'lustre-repository-chunk': 'a file does not state how files are cut',
  'mount-option': 'a file has no options for mount',
  'image-build-parameter': 'a file names no parameters for images',
  'eks-cluster-name': "what names cells and clusters is narrower than EKS's own names",
  'eks-control-plane-local-zone': 'a control subnet in a Local Zone is refused whatever the engine',
  'eks-endpoint-ranges': 'the schema wants one',
  'eks-version-dra': 'no kubectl here serves a version so old',
  'kubectl-skew': 'the kubectl follows from the version',
  'eks-dra-auto-mode': 'a file has no Auto Mode',
  'eks-efa-twice': 'a file has no driver of EFA beside the device plugin',
  'eks-gpu-twice': OF_VALUES,
  'eks-dra-gpus': OF_VALUES,
  'eks-dra-compute-domains': OF_VALUES,
  'eks-dra-webhook': OF_VALUES,
  'eks-dra-namespace': 'a file does not state where charts are installed',
  'kubernetes-name': "what names pools is narrower than Kubernetes' own names",
  'kubernetes-label': "what names pools and members is narrower than Kubernetes' own labels",
  'kubernetes-replica-nodes': 'a file has no work',
  'kubernetes-spare-nodes': 'a file has no work',
  'slurm-cluster-size-unknown': 'a file states no size',
  'slurm-queues': 'each queue has a node group: with too many queues there are too many node groups, which is said',
  'slurm-control-local-zone': 'a control subnet in a Local Zone is refused whatever the engine',
  'slurm-domain-name': 'what names members is narrower',
  'slurm-login-count': 'the schema wants none or more, and none are no login nodes',
  'slurm-queue-mixed': 'a pool, which is a queue, is of one type',
  'slurm-queue-blocks': 'a pool, which is a queue, is of one type',
  'slurm-block-sizes': 'a file has no work',
  'slurm-job-nodes': 'a file has no work',
  'slurm-segment': 'a file has no work',
  'slurm-segment-multiple': 'a file has no work',
  'slurm-segments': 'a file has no work',
};

/** Zone ids look like ids of rules, and so do the names of what Kubernetes has. */
const isRule = (id: string): boolean => !/-az\d$/.test(id);

describe('docs/cluster-file.md', () => {
  const documented = idsBelow('Refusals');

  test('lists each refusal once', () => {
    expect(documented.filter((id, index) => documented.indexOf(id) < index)).toEqual([]);
    expect(documented.length).toBeGreaterThan(100);
  });

  test('lists the refusals that are tested, and no others', () => {
    const tested = [...new Set([...REFUSAL_CASES.map(({ id }) => id), ...OF_FILES])];
    expect(documented.toSorted()).toEqual(tested.toSorted());
  });

  test('lists the warnings', () => {
    expect(idsBelow('Warnings').toSorted()).toEqual(
      idsIn('lib/config').filter((id) =>
        readFileSync(join(ROOT, 'lib/config/warnings.ts'), 'utf8').includes(`'${id}'`),
      ),
    );
  });

  test('knows every id that the reader of cluster files gives', () => {
    const known = [...documented, ...idsBelow('Warnings')];
    expect(idsIn('lib/config').filter((id) => isRule(id) && !known.includes(id) && !(id in UNREACHABLE))).toEqual([]);
  });

  test('knows every id of the rules that it shares with the constructs', () => {
    const ids = idsIn('constructs/rules', 'constructs/hardware').filter(isRule);
    expect(ids).toContain('subnet-addresses');
    expect(ids.filter((id) => !documented.includes(id) && !(id in UNREACHABLE))).toEqual([]);
    expect(Object.keys(UNREACHABLE).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('has the table of keys that `npm run schema` writes', () => {
    expect(withKeyTable(PAGE)).toBe(PAGE);
    expect(() => withKeyTable('# no table')).toThrow(/must have the lines/);
  });

  test('has a row for every key of the examples', () => {
    const table = renderKeyTable();
    const lacking = (text: string) => keysOf(parse(text), '').filter((key) => !table.includes(`| \`${key}\` |`));
    expect(CLUSTER_FILES.flatMap((file) => lacking(readFileSync(join(ROOT, 'config', file), 'utf8')))).toEqual([]);
    expect(EVERY_KEY.flatMap(lacking)).toEqual([]);
    // The check can fail.
    expect(lacking('pools: [{ nmae: x }]')).toEqual(['pools[].nmae']);
  });

  test('shows a file that is right', () => {
    const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(PAGE) ?? [];
    expect(parseCluster(yaml, 'x').problems ?? []).toEqual([]);
    expect(yaml).toBe(readFileSync(join(ROOT, 'config', 'minimal.yaml'), 'utf8'));
  });

  test('shows of each engine what is right in a whole file', () => {
    const [head = ''] = ULTRASERVERS.split('pools:');
    const shown = [...PAGE.matchAll(/```yaml\n(engine:[^]*?)```/g)].map(([, yaml = '']) => head + yaml);
    expect(shown.map((text) => parseCluster(text, 'x').model?.engine.type)).toEqual(['eks', 'slurm']);
  });

  test('links to every example', () => {
    expect(CLUSTER_FILES.filter((file) => !PAGE.includes(`(../config/${file})`))).toEqual([]);
  });
});
