import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { UltraServerType } from 'cdk-ultraserver';
import {
  checkLustreEfa,
  LUSTRE_THROUGHPUTS,
  lustreSsdThroughput,
  nearestLustreCapacities,
} from 'cdk-ultraserver/rules';

import { scriptFile } from '../../../constructs/nodes/user-data/static-files';
import { testApp } from '../../support/app';
import { MarkdownPage } from '../../support/markdown';
import { SnippetProgram } from '../../support/markdown-typescript';

const page = MarkdownPage.read('docs/storage.md');

describe('docs/storage.md', () => {
  test('states the capacities as the rules have them', () => {
    expect(page.table('lustre-capacity').map(([throughput, , efa, gives]) => [throughput, efa, gives])).toEqual(
      LUSTRE_THROUGHPUTS.map((throughputPerTiB) => {
        const size = { capacityGiB: 1, throughputPerTiB, efa: true };
        const [capacityGiB = 0] = nearestLustreCapacities(size);
        return [
          String(throughputPerTiB),
          `multiples of ${capacityGiB} GiB`,
          `${lustreSsdThroughput({ ...size, capacityGiB })} MB/s`,
        ];
      }),
    );
  });

  test('counts connections as the rules count them', () => {
    for (const [type = '', efaInterfaces = '', connections, most] of page.table('connections')) {
      const instances = type.startsWith('u-') ? UltraServerType.fromName(type).instanceCount : 1;
      const instanceType = type.startsWith('u-') ? UltraServerType.fromName(type).instanceType.name : type;
      const fits = (count: number): boolean =>
        checkLustreEfa({
          clients: [{ name: type, instanceType, instances: instances * count, efaInterfaces: Number(efaInterfaces) }],
        }).length === 0;
      expect([type, Number(connections)]).toEqual([type, instances * Number(efaInterfaces)]);
      expect([type, fits(Number(most)), fits(Number(most) + 1)]).toEqual([type, true, false]);
    }
    expect(page.table('connections')).toHaveLength(4);
  });

  test('names the packages that the script installs', () => {
    const { content } = scriptFile('mounts.sh', 'storage/scripts');
    for (const [, , rpm = '', deb = ''] of page.table('clients')) {
      expect([rpm, content.includes(`package=${rpm}`)]).toEqual([rpm, true]);
      expect([deb, content.includes(`deb=${deb}`) || deb === rpm]).toEqual([deb, true]);
    }
  });

  describe('the stack', () => {
    let program: SnippetProgram;
    beforeAll(() => {
      program = new SnippetProgram({ storage: page.blocksIn('ts')[0]?.text ?? '' });
    });
    afterAll(() => program.dispose());

    test('defines what it names', async () => {
      const { StorageStack } = (await program.load('storage')) as Readonly<
        Record<string, new (scope: Construct, id: string) => Stack>
      >;
      const template = Template.fromStack(new StorageStack!(testApp(), 'Snippet'));
      for (const type of ['AWS::FSx::FileSystem', 'AWS::EFS::FileSystem', 'AWS::S3Express::DirectoryBucket']) {
        template.resourceCountIs(type, 1);
      }
      expect(JSON.stringify(template.toJSON())).toContain(' /fsx lustre _netdev,noatime,flock 0 0');
    });
  });
});
