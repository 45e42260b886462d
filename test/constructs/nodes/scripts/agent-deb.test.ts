import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { agentNamespace } from '../../../../constructs/monitoring/agent-metrics';
import { renderAgentMetrics } from '../../../../constructs/nodes/user-data/agent-config';
import { scriptFile } from '../../../../constructs/nodes/user-data/static-files';
import { fakeMetadata } from './cloud-fakes';
import { GB200_NODE, GARBAGE, inSandbox, type NodeSandbox, parseLines, SILENT } from './node-sandbox';

const CTL = '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl';
const KEY = '937616F3450B7D806CBD9725D58167303B789C72';
const URL = 'https://amazoncloudwatch-agent-us-east-1.s3.us-east-1.amazonaws.com';
const SIGNED = `echo '[GNUPG:] GOODSIG D58167303B789C72 Amazon CloudWatch Agent'; echo '[GNUPG:] VALIDSIG ${KEY} 2026-11-01 1793491200'`;

/** An Ubuntu node whose image lacks the agent. */
function ubuntu(node: NodeSandbox): void {
  node.install(scriptFile('agent-deb.sh'));
  fakeMetadata(node);
  const metadata = readFileSync(join(node.root, 'bin/curl'), 'utf8').split('\n').slice(2).join('\n');
  node.fake('curl', `[[ $* != *${URL}* ]] || { : >"$5"; exit 0; }\n${metadata}`);
  node.fake('dpkg', `[[ $* == -i* ]] || echo arm64`);
  node.fake('gpg', 'exit 0');
  node.fake('gpgv', SIGNED);
}

const install = (node: NodeSandbox) => node.run('agent-deb.sh');
const installed = (node: NodeSandbox): string[] => node.calls('dpkg -i');

test('takes the package of the Region and the architecture, and installs it as AWS signed it', () => {
  inSandbox((node) => {
    ubuntu(node);
    expect(install(node)).toMatchObject({ status: 0 });
    expect(
      node
        .calls('curl')
        .filter((call) => call.includes(URL))
        .map((call) => call.split(' ').at(-1)),
    ).toEqual([
      `${URL}/ubuntu/arm64/latest/amazon-cloudwatch-agent.deb`,
      `${URL}/ubuntu/arm64/latest/amazon-cloudwatch-agent.deb.sig`,
      `${URL}/assets/amazon-cloudwatch-agent.gpg`,
    ]);
    expect(node.calls('gpgv')).toEqual([
      'gpgv --status-fd 1 --keyring ./agent.key amazon-cloudwatch-agent.deb.sig amazon-cloudwatch-agent.deb',
    ]);
    expect(installed(node)).toEqual(['dpkg -i -E amazon-cloudwatch-agent.deb']);
  });
});

test.each([
  ['the image has the agent', (node: NodeSandbox) => node.link(CTL, '/bin/gpg')],
  ['the image is of another family', (node: NodeSandbox) => node.remove('/bin/dpkg')],
])('does nothing where %s', (_name, arrange) => {
  inSandbox((node) => {
    ubuntu(node);
    arrange(node);
    expect(install(node)).toMatchObject({ status: 0, output: '' });
    expect(node.calls()).toEqual([]);
  });
});

test.each([
  [
    'another key',
    (node: NodeSandbox) => node.fake('gpgv', SIGNED.replaceAll(KEY, `0${KEY.slice(1)}`)),
    /not signed by AWS's key/,
  ],
  [
    'a key whose name holds the right one',
    (node: NodeSandbox) => node.fake('gpgv', `echo '[GNUPG:] GOODSIG 1 VALIDSIG ${KEY} '`),
    /not signed by AWS's key/,
  ],
  ['a bad signature', (node: NodeSandbox) => node.fake('gpgv', 'exit 1'), /not signed by AWS: gpgv failed/],
  ['no gpgv', (node: NodeSandbox) => node.remove('/bin/gpgv'), /gpgv is not installed/],
  ['a silent gpgv', (node: NodeSandbox) => node.fake('gpgv', SILENT), /gpgv printed nothing/],
  ['garbage', (node: NodeSandbox) => node.fake('gpgv', GARBAGE), /not signed by AWS's key/],
  ['no key', (node: NodeSandbox) => node.fake('gpg', 'exit 2'), /gpg cannot read AWS's key/],
  ['no way to the bucket', (node: NodeSandbox) => fakeMetadata(node), /amazon-cloudwatch-agent.deb cannot be had/],
  ['no metadata', (node: NodeSandbox) => node.remove('/bin/curl'), /curl is not installed/],
])('installs nothing, and says why: %s', (_name, arrange, reason) => {
  inSandbox((node) => {
    ubuntu(node);
    arrange(node);
    const { status, output } = install(node);
    expect(status).toBe(1);
    expect(parseLines(output)).toEqual([
      expect.objectContaining({ event: 'agent', result: 'failed', reason: expect.stringMatching(reason) }),
    ]);
    expect(installed(node)).toEqual([]);
  });
});

test('the agent publishes in the namespace that the templates read, however often it is started', () => {
  inSandbox((node) => {
    const path = '/etc/ultraserver/agent-metrics.json';
    node.file(path, renderAgentMetrics(GB200_NODE));
    node.fake('ctl', 'exit 0');
    node.link(CTL, '/bin/ctl');
    for (let time = 0; time < 2; time++) {
      expect(node.run('agent.sh').status).toBe(0);
      expect(JSON.parse(node.read(path) ?? '')).toMatchObject({
        metrics: { namespace: agentNamespace(GB200_NODE.cluster, GB200_NODE.member) },
      });
    }
  });
});
