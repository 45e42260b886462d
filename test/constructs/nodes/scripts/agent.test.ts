import { HANG, inSandbox, parseLines } from './node-sandbox';
import type { NodeSandbox } from './node-sandbox';

const CTL = '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl';
const LINK = `ln -s "$ULTRASERVER_ROOT/bin/ctl" "$ULTRASERVER_ROOT${CTL}"`;

/** A node on which `dnf` brings the agent. */
function installable(node: NodeSandbox): void {
  node.fake('ctl', 'exit 0');
  node.file('/etc/ultraserver/agent-metrics.json', '{}\n');
  node.fake(
    'dnf',
    `[[ $* == *install*amazon-cloudwatch-agent ]] || exit 1; mkdir -p "\${ULTRASERVER_ROOT}/opt/aws/amazon-cloudwatch-agent/bin"; ${LINK}`,
  );
}

const start = (node: NodeSandbox) => {
  const { status, output } = node.run('agent.sh');
  return { status, said: parseLines(output) };
};

test('installs the agent and starts it with metrics and logs', () => {
  inSandbox((node) => {
    installable(node);
    node.remove(CTL);
    expect(start(node)).toEqual({ status: 0, said: [expect.objectContaining({ event: 'agent', result: 'started' })] });
    expect(node.calls()).toEqual([
      'dnf install -q -y --releasever=latest amazon-cloudwatch-agent',
      `ctl -a fetch-config -m ec2 -s -c file:${node.root}/etc/ultraserver/agent-metrics.json`,
      `ctl -a append-config -m ec2 -s -c file:${node.root}/etc/ultraserver/agent-logs.json`,
    ]);
  });
});

test('takes the agent that the image has', () => {
  inSandbox((node) => {
    installable(node);
    node.link(CTL, '/bin/ctl');
    node.remove('/bin/dnf');
    expect(start(node).status).toBe(0);
  });
});

test.each([
  ['dnf absent', (node: NodeSandbox) => node.remove('/bin/dnf'), /exit status 127/],
  ['dnf failing', (node: NodeSandbox) => node.fake('dnf', 'exit 1'), /exit status 1/],
  ['dnf hanging', (node: NodeSandbox) => node.fake('dnf', HANG), /exit status 124/],
  ['dnf silent', (node: NodeSandbox) => node.fake('dnf', 'exit 0'), /is not there/],
  ['a configuration that is refused', (node: NodeSandbox) => node.fake('ctl', 'exit 1'), /refuses its configuration/],
  ['an agent that hangs', (node: NodeSandbox) => node.fake('ctl', HANG), /exit status 124/],
])('says so and fails: %s', (_name, arrange, reason) => {
  inSandbox((node) => {
    installable(node);
    arrange(node);
    expect(node.run('agent.sh', [], { ULTRASERVER_INSTALL_TIMEOUT: node.patience })).toMatchObject({
      status: 1,
      output: expect.stringMatching(reason),
    });
  });
});
