import { fakeMetadata } from './cloud-fakes';
import { GARBAGE, GB200_NODE, HANG, NodeSandbox, SILENT } from './node-sandbox';
import { renderAssignments } from '../../../../constructs/nodes/user-data/node-environment';

const NODES = '/etc/nvidia-imex/nodes_config.cfg';

/** A state of the UltraServer, and what bringing IMEX up must make of it. */
export interface ImexScenario {
  readonly name: string;
  readonly arrange: (node: NodeSandbox) => void;

  /** What the reason must say. @default - the domain comes up */
  readonly reason?: RegExp;
}

/** Addresses of so many instances, in the order in which EC2 happens to list them. */
export function addresses(count: number): string[] {
  const ordered = Array.from({ length: count }, (_address, index) => `10.0.0.${index + 2}`);
  return ordered
    .filter((_address, index) => index % 2 === 1)
    .concat(ordered.filter((_address, index) => index % 2 === 0));
}

/** The filters by which the instances are asked for, as the AWS CLI takes them in JSON. */
export function instanceFilters(cluster: string, member: string): string {
  return JSON.stringify([
    { Name: 'tag:ultraserver:cluster', Values: [cluster] },
    { Name: 'tag:ultraserver:member', Values: [member] },
    { Name: 'instance-state-name', Values: ['running'] },
  ]);
}

/** Auto Scaling's state of the instances; the others are in service. */
export function fakeStates(node: NodeSandbox, ...others: string[]): void {
  const states = [...others, ...Array.from({ length: 18 - others.length }, () => 'InService')];
  node.file('/states', `${states.join('\n')}\n`);
}

/** A process with an open file, beside some that have nothing to do with IMEX. */
export function fakeProcess(node: NodeSandbox, pid: number, name: string, opened: string): void {
  node.file(`/proc/${pid}/comm`, `${name}\n`);
  node.link(`/proc/${pid}/fd/0`, '/dev/null');
  node.link(`/proc/${pid}/fd/47`, opened);
}

/** What `describe-instances` prints for them; each page is one call's worth where the CLI is told to read one page. */
export function fakeInstances(node: NodeSandbox, pages: string[][]): void {
  node.remove('/pages');
  pages.forEach((page, index) => {
    const lines = page.map((address) => `${address}\ti-0${address.replaceAll('.', 'f')}\n`);
    node.file(`/pages/${index}`, lines.join(''));
  });
  node.fake(
    'aws',
    `[[ $AWS_DEFAULT_REGION == us-east-1 ]] || exit 253
    case "$*" in
      *--no-paginate* | *--max-items* | *--page-size*) cat "$ULTRASERVER_ROOT/pages/0" ;;
      'ec2 describe-instances --filters ${instanceFilters('frontier', 'alpha')} '*) cat "$ULTRASERVER_ROOT"/pages/* ;;
      'autoscaling describe-auto-scaling-instances --instance-ids i-'*) cat "$ULTRASERVER_ROOT/states" ;;
      *) exit 252 ;;
    esac`,
  );
}

/** IMEX: `systemctl` starts and stops a daemon that knows the list it was started with. */
export function fakeImex(node: NodeSandbox, state = 'UP', unready = 0): void {
  node.fake(
    'systemctl',
    `case "$*" in
      'disable --now nvidia-imex.service' | 'stop nvidia-imex.service') rm -f "$ULTRASERVER_ROOT/daemon" ;;
      'start --no-block nvidia-imex.service') cat "$ULTRASERVER_ROOT${NODES}" >"$ULTRASERVER_ROOT/daemon" ;;
      'is-active -q ultraserver-imex.service' | 'restart --no-block ultraserver-imex.service') ;;
      *) exit 1 ;;
    esac`,
  );
  // As NVIDIA's tool prints it: each node with its connections, which have states and addresses of their own.
  node.fake(
    'nvidia-imex-ctl',
    `[[ $* == '-N -j' && -e $ULTRASERVER_ROOT/daemon ]] || exit 255
    index=0
    printf '{"nodes":{'
    while read -r host; do
      ((index == 0)) || printf ','
      status=READY; ((index >= ${unready})) || status=UNAVAILABLE
      printf '"%s":{"status":"%s","host":"%s","connections":{"0":{"host":"10.9.9.9","status":"READY","changed":true}},' "$index" "$status" "$host"
      printf '"changed":true,"version":"580.159.03"}'
      index=$((index + 1))
    done <"$ULTRASERVER_ROOT/daemon"
    printf '},"timestamp":"9/4/2026 00:37:39.905","status":"${state}"}\\n'`,
  );
}

/** One node of a whole UltraServer. */
export function wholeUltraServer(node: NodeSandbox): void {
  fakeMetadata(node);
  fakeInstances(node, [addresses(18)]);
  fakeStates(node);
  fakeProcess(node, 1, 'systemd', '/dev/nvidiactl');
  fakeImex(node);
  node.file('/proc/devices', 'Character devices:\n  1 mem\n237 nvidia-caps-imex-channels\n');
  node.fake('mknod', `[[ $* == "-m 666 "*"/dev/nvidia-caps-imex-channels/channel0 c 237 0" ]] || exit 1; echo >"$3"`);
  node.file(
    '/etc/ultraserver/imex.env',
    renderAssignments({
      ULTRASERVER_IMEX_INSTANCES: '18',
    }),
  );
  // A list of another life of the node.
  node.file(NODES, '10.0.0.99\n');
}

const tool = (name: string, body: string) => (node: NodeSandbox) => {
  wholeUltraServer(node);
  node.fake(name, body);
};

const without = (name: string) => (node: NodeSandbox) => {
  wholeUltraServer(node);
  node.remove(`/bin/${name}`);
};

const change = (apply: (node: NodeSandbox) => void) => (node: NodeSandbox) => {
  wholeUltraServer(node);
  apply(node);
};

/** Every answer that a tool of IMEX's bring-up can give. */
export const IMEX_SCENARIOS: ImexScenario[] = [
  { name: 'a whole UltraServer', arrange: wholeUltraServer },
  {
    name: 'two pages',
    arrange: change((node) => fakeInstances(node, [addresses(18).slice(0, 5), addresses(18).slice(5)])),
  },
  { name: 'an instance on both pages', arrange: change((node) => fakeInstances(node, [addresses(18), ['10.0.0.7']])) },
  {
    name: 'a channel that is there',
    arrange: change((node) => [node.file('/dev/nvidia-caps-imex-channels/channel0', ''), node.remove('/bin/mknod')]),
  },

  {
    name: '17 of 18',
    arrange: change((node) => fakeInstances(node, [addresses(17)])),
    reason: /^17 of 18 instances are running$/,
  },
  { name: '19 of 18', arrange: change((node) => fakeInstances(node, [addresses(19)])), reason: /^19 of 18 instances/ },
  {
    name: 'another UltraServer',
    arrange: change((node) => fakeMetadata(node, '10.0.0.200')),
    reason: /10\.0\.0\.200 is not among/,
  },
  {
    name: 'an instance without an address',
    arrange: change((node) => fakeInstances(node, [[...addresses(17), 'None']])),
    reason: /describe-instances printed 'None/,
  },
  { name: 'aws absent', arrange: without('aws'), reason: /aws is not installed/ },
  { name: 'aws silent', arrange: tool('aws', SILENT), reason: /printed nothing/ },
  { name: 'aws garbage', arrange: tool('aws', GARBAGE), reason: /describe-instances printed/ },
  { name: 'aws hanging', arrange: tool('aws', HANG), reason: /did not answer/ },
  { name: 'aws refused', arrange: tool('aws', 'exit 254'), reason: /exit status 254/ },
  { name: 'metadata absent', arrange: without('curl'), reason: /curl is not installed/ },
  { name: 'metadata silent', arrange: tool('curl', SILENT), reason: /printed nothing/ },
  { name: 'metadata garbage', arrange: tool('curl', GARBAGE), reason: /instance metadata gave/ },
  { name: 'metadata hanging', arrange: tool('curl', HANG), reason: /did not answer/ },

  { name: 'nvidia-imex-ctl absent', arrange: without('nvidia-imex-ctl'), reason: /nvidia-imex-ctl is not installed/ },
  { name: 'nvidia-imex-ctl silent', arrange: tool('nvidia-imex-ctl', SILENT), reason: /printed nothing/ },
  {
    name: 'nvidia-imex-ctl garbage',
    arrange: tool('nvidia-imex-ctl', GARBAGE),
    reason: /domain unknown, 0 nodes ready/,
  },
  { name: 'nvidia-imex-ctl hanging', arrange: tool('nvidia-imex-ctl', HANG), reason: /did not answer/ },
  { name: 'nvidia-imex-ctl failing', arrange: tool('nvidia-imex-ctl', 'exit 255'), reason: /exit status 255/ },
  {
    name: 'half an answer',
    arrange: tool('nvidia-imex-ctl', `echo '{"status":"UP"}'`),
    reason: /domain UP, 0 nodes ready, and not for/,
  },
  {
    name: 'a quorum that is never reached',
    arrange: change((node) => fakeImex(node, 'DOWN', 18)),
    reason: /domain DOWN, 0 nodes ready$/,
  },
  {
    name: 'a node that is not ready',
    arrange: change((node) => fakeImex(node, 'DEGRADED', 1)),
    reason: /domain DEGRADED, 17 nodes ready$/,
  },
  {
    name: 'a domain that is up with a node that is not',
    arrange: change((node) => fakeImex(node, 'UP', 1)),
    reason: /domain UP, 17 nodes ready$/,
  },
  {
    name: 'a domain that is degraded with all nodes ready',
    arrange: change((node) => fakeImex(node, 'DEGRADED')),
    reason: /domain DEGRADED, 18 nodes ready$/,
  },
  {
    name: 'a daemon with another list',
    arrange: change((node) => {
      const fake = (node.read('/bin/nvidia-imex-ctl') ?? '').split('\n').slice(2).join('\n');
      node.fake('nvidia-imex-ctl', `sed -i s/10.0.0.2$/10.0.0.99/ "$ULTRASERVER_ROOT/daemon"\n${fake}`);
    }),
    reason: /domain UP, 18 nodes ready, and not for/,
  },
  { name: 'systemctl absent', arrange: without('systemctl'), reason: /nvidia-imex cannot be stopped/ },
  { name: 'systemctl hanging', arrange: tool('systemctl', HANG), reason: /nvidia-imex cannot be stopped/ },
  { name: 'no nvidia-imex unit', arrange: tool('systemctl', 'exit 1'), reason: /cannot be stopped .* is it installed/ },
  {
    name: 'a unit that does not start',
    arrange: tool('systemctl', '[[ $* != start* ]]'),
    reason: /nvidia-imex cannot be started/,
  },
  {
    name: 'a driver without IMEX',
    arrange: change((node) => node.file('/proc/devices', 'Character devices:\n')),
    reason: /no IMEX channels/,
  },
  {
    name: 'no list of devices',
    arrange: change((node) => node.remove('/proc/devices')),
    reason: /no IMEX channels/,
  },
  {
    name: 'a folder of channels that cannot be made',
    arrange: change((node) => node.file('/dev/nvidia-caps-imex-channels', '')),
    reason: /mknod failed with exit status 1/,
  },
  {
    name: 'a list that cannot be written',
    arrange: change((node) => [node.remove('/etc/nvidia-imex'), node.file('/etc/nvidia-imex', '')]),
    reason: /list of nodes cannot be written/,
  },
  { name: 'mknod failing', arrange: tool('mknod', 'exit 1'), reason: /mknod failed/ },
];

/** Brings IMEX up on the node of a scenario; gives what differs from what it says. */
export function judgeImex(scenario: ImexScenario, mutate?: (name: string, text: string) => string): string[] {
  const node = new NodeSandbox(GB200_NODE, mutate);
  try {
    scenario.arrange(node);
    const { status } = node.run('imex.sh', ['up']);
    const up = scenario.reason === undefined;
    const state = node.status('imex');
    const sorted = addresses(18).toSorted().join('\n') + '\n';
    const checks: [string, unknown, unknown][] = [
      ['the exit status', status, up ? 0 : 1],
      ['the result', state?.result, up ? 'up' : 'failed'],
      ['the reason', scenario.reason?.test(state?.reason ?? '') ?? state?.reason === '', true],
      ['the list', node.read(NODES), up ? sorted : undefined],
      ['whether the daemon runs', node.read('/daemon') !== undefined, up],
      ['whether there is a channel', !up || node.read('/dev/nvidia-caps-imex-channels/channel0') !== undefined, true],
      ['the log', JSON.stringify(node.log('imex').at(-1)), JSON.stringify(state)],
      ['the numbers', up ? `${state?.nodes} of ${state?.expected}` : '', up ? '18 of 18' : ''],
    ];
    return checks.flatMap(([what, got, want]) =>
      got === want
        ? []
        : [`${scenario.name}: ${what} is ${String(got)}, not ${String(want)}; ${JSON.stringify(state)}`],
    );
  } finally {
    node.destroy();
  }
}
