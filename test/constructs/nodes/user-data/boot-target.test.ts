import { startBootTarget, wantUnits } from '../../../../constructs/nodes/user-data/boot-target';
import { renderCloudConfig } from '../../../../constructs/nodes/user-data/cloud-config';
import { imexParts } from '../../../../constructs/nodes/user-data/imex';
import { nodeUserData } from '../../../../constructs/nodes/user-data/node-user-data';
import type { UserDataPart } from '../../../../constructs/nodes/user-data/user-data-part';
import { GB200_NODE } from '../scripts/node-sandbox';
import { bootProblems, mergedCloudConfig, startOrder, waitsFor, wantedUnits } from './boot-order';

const LOG_GROUPS = { boot: 'b', gate: 'g', imex: 'i', kernel: 'k', agent: 'a' };
const IMEX = imexParts({ instances: 18 });

/** A part of some other engine. */
const part = (config: Parameters<typeof renderCloudConfig>[0]): UserDataPart => ({
  contentType: 'text/cloud-config',
  filename: 'engine.cfg',
  body: renderCloudConfig(config),
});

const DROP_IN = [wantUnits('engine', ['engine.service'])];
const ENGINE = part({ files: DROP_IN });
const parts = (...extra: UserDataPart[]) => nodeUserData({ ...GB200_NODE, logGroups: LOG_GROUPS, extra });
const WHOLE = parts(...IMEX, ENGINE);

const ORDERS: [string, UserDataPart[]][] = [
  ['in their order', WHOLE],
  ['backwards', WHOLE.toReversed()],
  ["an engine's first", [...WHOLE.slice(-3), ...WHOLE.slice(0, -3)]],
];

test.each(ORDERS)('all units are known before the first may reboot the node: parts %s', (_name, ordered) => {
  expect(bootProblems(ordered)).toEqual([]);
  expect(wantedUnits(mergedCloudConfig(ordered).files)).toEqual(
    new Set([
      'ultraserver-kernel-log.service',
      'ultraserver-instance-store.service',
      'ultraserver-tune.service',
      'ultraserver-boot-gate.service',
      'ultraserver-gate-heartbeat.timer',
      'ultraserver-agent.service',
      'ultraserver-imex.service',
      'ultraserver-imex-watch.timer',
      'engine.service',
    ]),
  );
});

test('one command starts the target now and at every boot, and waits for nothing', () => {
  expect(mergedCloudConfig(WHOLE).commands).toEqual(startBootTarget());
  expect(startBootTarget()).toEqual([
    'systemctl daemon-reload',
    'systemctl enable --now --no-block ultraserver.target',
  ]);
});

test.each([
  [
    'an engine that starts its units by itself',
    parts(part({ files: DROP_IN, run: ['systemctl enable --now --no-block engine.service'] })),
    /2 commands start units/,
  ],
  [
    'an engine that enables its units after the start',
    parts(part({ files: DROP_IN, run: ['systemctl enable engine.service'] })),
    /after the first unit has started: systemctl enable engine/,
  ],
  ['parts without those of a node', [ENGINE], /nothing starts the units at the next boot/],
])('it is noticed where a reboot loses units: %s', (_name, faulty, problem) => {
  expect(bootProblems(faulty).join('\n')).toMatch(problem);
});

describe('the order of the units', () => {
  const order = startOrder(mergedCloudConfig(WHOLE).files);

  test('has no cycle, not even where cloud-init ends after multi-user.target', () => {
    const withCloudInit = new Map(order).set('cloud-final.service', new Set(['multi-user.target']));
    for (const unit of withCloudInit.keys()) {
      expect([unit, waitsFor(withCloudInit, unit).has(unit)]).toEqual([unit, false]);
    }
  });

  test('formats before anything may reboot the node, and checks after all', () => {
    expect(waitsFor(order, 'ultraserver-tune.service')).toContain('ultraserver-instance-store.service');
    expect(waitsFor(order, 'ultraserver-boot-gate.service')).toContain('ultraserver-tune.service');
    expect(waitsFor(order, 'ultraserver-imex.service')).toContain('ultraserver-tune.service');
  });

  test('holds up no boot: cloud-init could come after it, and a reboot waits for cloud-init', () => {
    expect([...waitsFor(order, 'multi-user.target')]).toEqual(['ultraserver.target']);
  });

  test.each([
    ['ultraserver-tune.service', 'After=ultraserver-instance-store.service\n', ''],
    ['ultraserver.target', 'DefaultDependencies=no\n', ''],
    ['ultraserver-instance-store.service', '[Service]', 'After=ultraserver-boot-gate.service\n[Service]'],
  ])('is noticed to be another where %s says something else', (unit, from, to) => {
    const files = new Map(mergedCloudConfig(WHOLE).files);
    const path = `/etc/systemd/system/${unit}`;
    const content = files.get(path)?.content ?? '';
    expect(content).toContain(from);
    files.set(path, { content: content.replace(from, to) });
    const other = startOrder(files);
    const sound =
      waitsFor(other, 'ultraserver-tune.service').has('ultraserver-instance-store.service') &&
      waitsFor(other, 'multi-user.target').size === 1 &&
      [...other.keys()].every((name) => !waitsFor(other, name).has(name));
    expect(sound).toBe(false);
  });
});

test('the first heartbeat comes early', () => {
  const timer = mergedCloudConfig(WHOLE).files.get('/etc/systemd/system/ultraserver-gate-heartbeat.timer')?.content;
  expect(timer).toContain('OnBootSec=2min\nOnUnitActiveSec=10min\n');
});
