import { exampleModel, synthesize } from '../../support/cluster';

interface LaunchTemplate {
  readonly Type: string;
  readonly Properties: {
    readonly LaunchTemplateData: {
      readonly TagSpecifications: { readonly ResourceType: string; readonly Tags: { Key: string; Value: string }[] }[];
    };
  };
}

describe.each(['gb200.yaml', 'gb200-ec2.yaml', 'gb200-slurm.yaml', 'eks-managed.yaml'])('%s', (file) => {
  const model = { ...exampleModel(`config/${file}`), tags: { team: 'research' } };
  const cell = synthesize(model).templates.get(`${model.name}-cell-main`) ?? '';

  // A launch template's own tags are not those of what it launches.
  test('every node, its volumes and interfaces carry the tags of the file', () => {
    const { Resources } = JSON.parse(cell) as { Resources: Record<string, LaunchTemplate> };
    const all = Object.values(Resources).filter(({ Type }) => Type === 'AWS::EC2::LaunchTemplate');
    expect(all.length).toBeGreaterThan(1);
    for (const { Properties } of all) {
      const specifications = Properties.LaunchTemplateData.TagSpecifications;
      expect(specifications.map(({ ResourceType }) => ResourceType)).toEqual(
        expect.arrayContaining(['instance', 'volume', 'network-interface']),
      );
      for (const { Tags } of specifications) {
        expect(Tags).toEqual(
          expect.arrayContaining([
            { Key: 'team', Value: 'research' },
            { Key: 'ultraserver:cluster', Value: model.name },
          ]),
        );
      }
    }
  });
});

test('so do the nodes that Karpenter launches', () => {
  const model = { ...exampleModel('config/gb200.yaml'), tags: { team: 'research' } };
  const cell = synthesize(model).templates.get('frontier-cell-main') ?? '';
  const nodeClass = cell.split('\n').find((line) => line.includes('EC2NodeClass')) ?? '';
  expect(cell).toContain(String.raw`\"tags\":{\"ultraserver:cluster\":\"frontier\",\"team\":\"research\"}`);
  expect(nodeClass).not.toBe('');
});

test.each([
  ['gb200.yaml', 'EksCluster', 'frontier-main'],
  ['gb200-slurm.yaml', 'SlurmCluster', 'frontier-slurm-main'],
])('%s says the name of its engine’s cluster', (file, output, name) => {
  const model = exampleModel(`config/${file}`);
  const { Outputs = {} } = JSON.parse(synthesize(model).templates.get(`${model.name}-cell-main`) ?? '') as {
    Outputs?: Record<string, { Value: unknown }>;
  };
  expect(Outputs[output]?.Value).toBe(name);
});
