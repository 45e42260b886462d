import { type ClusterTemplate, exampleModel, modelOf, synthesize } from '../../support/cluster';
import { WITH_IMAGES } from '../config/refusal-cases/image-builder-cases';

type Outputs = Readonly<Record<string, { readonly Value: unknown }>>;

const parsed = (text: string | undefined): ClusterTemplate => JSON.parse(text!) as ClusterTemplate;

describe('config/images.yaml', () => {
  const model = exampleModel('config/images.yaml');
  const { templates } = synthesize(model);
  const images = templates.get('baked-images')!;

  test('has a stack of few resources, which no other one refers to', () => {
    expect(Object.keys(parsed(images).Resources).length).toBeLessThan(20);
    const others = [...templates].filter(([name]) => name !== 'baked-images');
    expect(others.filter(([, text]) => text.includes('baked-images'))).toEqual([]);
  });

  test('builds in a control subnet, with the key of the cluster', () => {
    expect(images).toMatch(/"SubnetId": \{\s+"Fn::ImportValue": "baked-network:ExportsOutputRefNetworkcontroluse1az4/);
    expect(images.match(/baked-operations:ExportsOutputFnGetAttKey\w+Arn/g)).toHaveLength(2);
  });

  test('says what to start, and what to write into the file: what its own member has', () => {
    const outputs = parsed(images).Outputs as Outputs;
    expect(outputs.gracePipeline?.Value).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^grace/), 'Arn'] });
    const [member] = model.cells[0]!.members;
    const { reference, architecture, rootDevice, driver } = member!.image;
    expect(reference).toEqual({ kind: 'ssm', parameter: model.imageBuilder!.images[0]!.parameterName });
    expect(outputs.graceImage?.Value).toBe(
      `image: { ssm: /imagebuilder/baked/grace/1.0.0, architecture: ${architecture}, rootDevice: ${rootDevice}, driver: ${driver} }`,
    );
  });
});

describe('a file with every key', () => {
  const model = modelOf(WITH_IMAGES);
  const images = synthesize(model).templates.get('frontier-images')!;

  test('has them in its model', () => {
    expect(model.imageBuilder).toMatchObject({
      zone: 'use1-az6',
      images: [
        { name: 'plain', version: '1.0.0', rootVolumeGiB: 100, schedule: undefined, parent: { os: 'al2023' } },
        {
          name: 'grace',
          engine: 'ec2',
          parameterName: '/imagebuilder/frontier/grace/2026.12.06',
          parent: { reference: { kind: 'id', id: 'ami-0123456789abcdef0' }, driver: '580.126.09' },
          software: { driver: '580.126.09', imex: '580.126.09', efaInstaller: '1.51.0', ofiNccl: '1.22.0' },
          builderTypes: ['m7g.4xlarge'],
        },
      ],
    });
    expect(model.imageBuilder?.images[0]?.instanceTypes.map(({ name }) => name)).toEqual(['p6e-gb200.36xlarge']);
  });

  test('and in its template', () => {
    expect(images).toContain('"ParentImage": "ami-0123456789abcdef0"');
    expect(images).toContain('"ScheduleExpression": "cron(0 6 ? * mon *)"');
    expect(images).toContain(`IMAGE_EFA_INSTALLER_SHA256='${'a'.repeat(64)}'`);
    expect(images).toContain('"VolumeSize": 150');
    expect(images).toContain('"ultraserver:cluster": "frontier"');
  });

  test('leaves the other stacks as they are without it', () => {
    const bare = synthesize(modelOf(WITH_IMAGES.replace(/imageBuilder:[^]*/, ''))).templates;
    const others = [...synthesize(model).templates].filter(([name]) => name !== 'frontier-images');
    expect(Object.fromEntries(others)).toEqual(Object.fromEntries(bare));
  });
});
