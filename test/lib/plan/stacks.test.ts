import fc from 'fast-check';

import type { ClusterModel } from '../../../lib/config/model';
import type { StacksPlan } from '../../../lib/plan/stack-data';
import { clusterFile } from '../../../lib/plan/planned-cluster';
import { MOST_BYTES, MOST_RESOURCES, planStacks } from '../../../lib/plan/stacks';
import { MOST_RESOURCES as REFUSED_RESOURCES } from '../../../lib/stacks/base-stack';
import { MOST_TEMPLATE_BYTES as REFUSED_BYTES } from '../../../lib/stacks/template-size';
import { type ClusterTemplate, EXAMPLES, exampleModel, modelOf, synthesize } from '../../support/cluster';
import { clusters } from '../../support/random-cluster';

const planOne = (model: ClusterModel): StacksPlan => planStacks(clusterFile(model).clusters);

type Counts = Record<string, Record<string, number>>;

/** Resources by type, of each stack that synthesis makes, and the size of its template. */
function synthesized(model: ClusterModel): { counts: Counts; bytes: Record<string, number> } {
  const counts: Counts = {};
  const bytes: Record<string, number> = {};
  for (const [stack, text] of synthesize(model).templates) {
    const types: Record<string, number> = {};
    for (const { Type } of Object.values((JSON.parse(text) as ClusterTemplate).Resources)) {
      types[Type] = (types[Type] ?? 0) + 1;
    }
    counts[stack] = types;
    bytes[stack] = Buffer.byteLength(text);
  }
  return { counts, bytes };
}

/** The same, as the plan says. */
function counted({ list, shapes }: StacksPlan): Counts {
  const byType = new Map(shapes.map((shape) => [shape.name, { ...shape.byType }]));
  return Object.fromEntries(list.map(({ name, shape }) => [name, byType.get(shape) ?? {}]));
}

/** Stacks whose size is estimated worse than the plan promises: a seventh, or 3 KB. */
function misjudged({ list }: StacksPlan, bytes: Readonly<Record<string, number>>): string[] {
  return list
    .filter(({ name, bytesAbout }) => Math.abs(bytesAbout - bytes[name]!) > Math.max(3000, bytes[name]! / 7))
    .map(({ name, bytesAbout }) => `${name}: ${bytesAbout}, in truth ${bytes[name]}`);
}

function expectTrue(model: ClusterModel): void {
  const plan = planOne(model);
  const { counts, bytes } = synthesized(model);
  expect(counted(plan)).toEqual(counts);
  expect(misjudged(plan, bytes)).toEqual([]);
}

describe('every resource of every stack is counted, and the size of its template estimated', () => {
  test.each(EXAMPLES)('%s', (file) => {
    expectTrue(exampleModel(file));
  });

  test('random clusters', () => {
    fc.assert(fc.property(clusters, expectTrue), { numRuns: 20 });
  });

  test.each([
    ['ec2', 12],
    ['eks', 12],
    ['slurm', 9],
  ])('a full cell of %s', (engine, size) => {
    const model = modelOf(fullCell(engine, size));
    expect(planOne(model).list.at(-1)?.resources).toBeGreaterThan(150);
    expectTrue(model);
  });
});

test('a resource more or less is seen', () => {
  const model = exampleModel('config/minimal.yaml');
  const { counts } = synthesized(model);
  const plan = planOne(model);
  const shapes = plan.shapes.map((shape) => ({
    ...shape,
    byType: { ...shape.byType, 'AWS::EC2::LaunchTemplate': 2 },
  }));
  expect(counted({ ...plan, shapes })).not.toEqual(counts);
});

test('a wrong estimate is seen', () => {
  const plan = planOne(exampleModel('config/minimal.yaml'));
  const bytes = Object.fromEntries(plan.list.map(({ name, bytesAbout }) => [name, bytesAbout * 1.2]));
  expect(misjudged(plan, bytes)).toHaveLength(plan.list.length);
});

test('stacks that are alike are stated once', () => {
  const { list, shapes } = planOne(exampleModel('config/two-zones.yaml'));
  const cells = list.filter(({ purpose }) => purpose === 'cell');
  expect(cells.map(({ name }) => name)).toEqual(['twozones-cell-virginia', 'twozones-cell-atlanta']);
  expect(new Set(cells.map(({ shape }) => shape))).toEqual(new Set(['cell']));
  expect(shapes.map(({ name }) => name)).toEqual(['operations', 'network', 'cell']);
});

test('the limits are those that synthesis refuses at', () => {
  expect([MOST_RESOURCES, MOST_BYTES]).toEqual([REFUSED_RESOURCES, REFUSED_BYTES]);
});

/** UltraServers in one cell, as many as are asked for. */
function fullCell(engine: string, size: number): string {
  const id = (index: number): string => `cr-0123456789abcd${(index + 0x100).toString(16)}`;
  return JSON.stringify({
    name: 'full',
    region: 'us-east-1',
    tags: { team: 'research' },
    network: { controlZones: ['use1-az4', 'use1-az6'] },
    engine: { type: engine },
    pools: [
      {
        name: 'train',
        ultraServer: 'u-p6e-gb200x72',
        zone: 'use1-dfw2-az1',
        image: { id: 'ami-0123456789abcdef0', architecture: 'arm64', rootDevice: '/dev/sda1', driver: '580.159.03' },
        members: Array.from({ length: size }, (_, index) => ({
          name: `rack-${index}`,
          block: id(index),
          endsAt: '2026-12-20T11:30:00Z',
        })),
      },
    ],
  });
}
