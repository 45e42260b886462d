import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { parse } from 'yaml';

import { debianAgent } from '../../../../constructs/nodes/user-data/debian-agent';
import { imexParts, IMEX_API_ACTIONS } from '../../../../constructs/nodes/user-data/imex';
import { renderMimeMultipart, USER_DATA_LIMIT_BYTES, userDataBytes } from '../../../../constructs/nodes/user-data/mime';
import { HOOK_API_ACTIONS, NODE_API_ACTIONS } from '../../../../constructs/nodes/user-data/node-api-actions';
import { nodeUserData } from '../../../../constructs/nodes/user-data/node-user-data';
import type { NodeUserDataOptions } from '../../../../constructs/nodes/user-data/node-user-data';
import { isPackagePart } from '../../../../constructs/nodes/user-data/user-data-part';
import { GB200_NODE } from '../scripts/node-sandbox';
import { wantedUnits } from './boot-order';
import { parseMimeMultipart } from './mime-parser';

const SCRIPTS = join(__dirname, '../../../../constructs/nodes/scripts');

const OPTIONS: NodeUserDataOptions = {
  ...GB200_NODE,
  logGroups: {
    boot: '/ultraserver/frontier/boot',
    gate: '/ultraserver/frontier/gate',
    imex: '/ultraserver/frontier/imex',
    kernel: '/ultraserver/frontier/kernel',
    agent: '/ultraserver/frontier/agent',
  },
};

const WITH_IMEX: NodeUserDataOptions = {
  ...OPTIONS,
  extra: imexParts({ instances: 18 }),
};

interface CloudConfigPart {
  readonly merge_how: string;
  readonly output?: { readonly all: string };
  readonly write_files: { readonly path: string; readonly content: string; readonly permissions?: string }[];
  readonly runcmd?: string[];
}

/** The parts, as cloud-init reads them. */
function read(options: NodeUserDataOptions): CloudConfigPart[] {
  return parseMimeMultipart(renderMimeMultipart(nodeUserData(options))).map(({ body }) => {
    expect(body.startsWith('#cloud-config\n')).toBe(true);
    return parse(body) as CloudConfigPart;
  });
}

function files(options: NodeUserDataOptions): Map<string, { content: string; permissions?: string }> {
  const all = read(options).flatMap((part) => part.write_files);
  expect(new Set(all.map(({ path }) => path)).size).toBe(all.length);
  return new Map(all.map((file) => [file.path, file]));
}

const content = (path: string, options = WITH_IMEX) => files(options).get(path)?.content;

test('the parts add to each other', () => {
  expect(new Set(read(WITH_IMEX).map((part) => part.merge_how))).toEqual(
    new Set(['list(append)+dict(no_replace,recurse_list)+str()']),
  );
});

test('every file of the scripts folder reaches a node of an UltraServer, and scripts can be run', () => {
  const sources = readdirSync(SCRIPTS).filter((name) => name !== '.shellcheckrc');
  const installed = files({ ...WITH_IMEX, extra: [...(WITH_IMEX.extra ?? []), debianAgent()] });
  const names = new Set([...installed.keys()].map((path) => basename(path)));
  const renamed = new Map([
    ['imex-config.cfg', 'config.cfg'],
    ['logrotate.conf', 'ultraserver'],
  ]);
  expect(sources.filter((name) => !names.has(renamed.get(name) ?? name))).toEqual([]);
  for (const [path, file] of installed) {
    expect([path, file.permissions]).toEqual([
      path,
      path.endsWith('.sh') && path.startsWith('/opt') ? '0755' : undefined,
    ]);
  }
});

test('every unit runs a script that is installed, and starts with the node or has a timer that does', () => {
  const installed = files(WITH_IMEX);
  const wanted = wantedUnits(installed);
  const units = [...installed].filter(([path]) => /^\/etc\/systemd\/system\/[^/]+\.(service|timer)$/.test(path));
  expect(units.length).toBeGreaterThan(8);
  for (const [path, { content: text }] of units) {
    const unit = basename(path);
    const script = /^ExecStart=(\/opt\/ultraserver\/\S+)/m.exec(text)?.[1];
    expect(script === undefined || installed.has(script)).toBe(true);
    expect([unit, wanted.has(unit) || wanted.has(unit.replace('.service', '.timer'))]).toEqual([unit, true]);
    // The target alone is enabled.
    expect([unit, text.includes('[Install]')]).toEqual([unit, false]);
  }
  expect([...wanted].filter((unit) => !installed.has(`/etc/systemd/system/${unit}`))).toEqual([]);
});

test('a verdict of the gate stands, and only what could not be told is tried again', () => {
  const unit = content('/etc/systemd/system/ultraserver-boot-gate.service');
  expect(unit).toContain('Restart=on-failure\nRestartPreventExitStatus=1\n');
  // systemd refuses units of type oneshot with another way to say this, and then starts nothing.
  for (const [path, file] of files(WITH_IMEX)) {
    expect([path, /^(RestartForceExitStatus|Restart=always)/m.test(file.content)]).toEqual([
      path,
      path.endsWith('kernel-log.service'),
    ]);
  }
});

test('each log file of the agent is written by somebody', () => {
  const all = [...files(WITH_IMEX).values()].map((file) => file.content).join('\n');
  expect(read(WITH_IMEX)[0]?.output?.all).toContain('/var/log/ultraserver/boot.log');
  expect(all).toContain('StandardOutput=append:/var/log/ultraserver/kernel.log');
  expect(all).toContain('"$LOG_DIR/$1.log"');
});

test('fits into user data with the longest names that a cluster file allows, and room for another engine without IMEX', () => {
  const longest = 'n'.repeat(40);
  // A log group is named after its stack, its id in the stack and a random suffix.
  const logGroups = Object.fromEntries(
    Object.keys(OPTIONS.logGroups).map((log) => [log, `${longest}-operations-Logs${log}ABCD1234-ABCDEFGHIJKL`]),
  ) as unknown as typeof OPTIONS.logGroups;
  const options = { ...OPTIONS, cluster: longest, member: longest, logGroups };
  const imex = imexParts({ instances: 18 });

  const withImex = userDataBytes(renderMimeMultipart(nodeUserData({ ...options, extra: imex })));
  const without = userDataBytes(renderMimeMultipart(nodeUserData(options)));
  expect(withImex).toBeLessThan(USER_DATA_LIMIT_BYTES - 512);
  expect(without).toBeLessThan(USER_DATA_LIMIT_BYTES - 4096);
});

test('the same options give the same bytes', () => {
  expect(renderMimeMultipart(nodeUserData(WITH_IMEX))).toBe(renderMimeMultipart(nodeUserData({ ...WITH_IMEX })));
});

test('what may be a reference is in no packed part', () => {
  const packed = nodeUserData(WITH_IMEX).filter(isPackagePart);
  for (const name of ['frontier', 'alpha', 'boot-gate', ...Object.values(OPTIONS.logGroups)]) {
    expect(packed.some(({ body }) => body.includes(`'${name}'`) || body.includes(`"${name}"`))).toBe(false);
  }
});

describe('what a node is told of itself', () => {
  test('of a GB200', () => {
    expect(content('/etc/ultraserver/node.env')).toBe(
      [
        "ULTRASERVER_CLUSTER='frontier'",
        "ULTRASERVER_MEMBER='alpha'",
        "ULTRASERVER_ACCELERATOR='nvidia'",
        "ULTRASERVER_ACCELERATORS='4'",
        "ULTRASERVER_DRIVER_MINIMUM='570'",
        "ULTRASERVER_IMAGE_DRIVER='580.159.03'",
        "ULTRASERVER_LAYOUT='four-efa'",
        "ULTRASERVER_EFA_INTERFACES='4'",
        "ULTRASERVER_NVME_COUNT='3'",
        "ULTRASERVER_DOMAIN_INSTANCES='18'",
        "ULTRASERVER_HUGE_PAGES='5128'",
        "ULTRASERVER_NVIDIA_PARAM='GrdmaPciTopoCheckOverride: 1'",
        "ULTRASERVER_HOOK='boot-gate'",
        '',
      ].join('\n'),
    );
    expect(content('/etc/ultraserver/imex.env')).toBe("ULTRASERVER_IMEX_INSTANCES='18'\n");
  });

  test('a quote in a name stays a quote', () => {
    expect(content('/etc/ultraserver/node.env', { ...OPTIONS, member: "o'brien" })).toContain(`'o'\\''brien'`);
  });
});

describe('settings', () => {
  const names = (options: NodeUserDataOptions) =>
    [...files(options).keys()].filter((path) => path.endsWith('90-ultraserver.conf'));
  const x86 = { ...OPTIONS, architecture: 'x86_64', nvlinkDomainInstances: undefined } as const;

  test('of a GB200 with a driver that has the option', () => {
    expect(content('/etc/modprobe.d/90-ultraserver.conf')).toBe('options nvidia NVreg_GrdmaPciTopoCheckOverride=1\n');
    expect(content('/etc/sysctl.d/90-ultraserver.conf')).toBe('kernel.numa_balancing = 0\n');
    expect(content('/etc/security/limits.d/90-ultraserver.conf')).toBe('* - memlock unlimited\n');
  });

  test('of a driver that has dropped the option', () => {
    for (const [driver, has] of [
      ['594.1', true],
      ['595.58.03', false],
      ['610.43.02', false],
    ] as const) {
      expect(names({ ...OPTIONS, imageDriver: driver }).some((path) => path.includes('modprobe'))).toBe(has);
    }
  });

  test('of an x86 node', () => {
    expect(names(x86)).toEqual(['/etc/security/limits.d/90-ultraserver.conf']);
    expect(content('/etc/ultraserver/efa.env', x86)).toBe('FI_PROVIDER=efa\nFI_EFA_FORK_SAFE=1\n');
    expect(content('/etc/ultraserver/node.env', x86)).not.toContain('DOMAIN_INSTANCES');
  });

  test('NVLink between instances is asked for where there is any', () => {
    expect(content('/etc/ultraserver/efa.env')).toBe(
      'FI_PROVIDER=efa\nFI_EFA_FORK_SAFE=1\nNCCL_MNNVL_ENABLE=1\nNCCL_NVLS_ENABLE=1\n',
    );
  });

  test('IMEX waits for all nodes, on the ports that its tool asks', () => {
    expect(content('/etc/nvidia-imex/config.cfg')?.split('\n')).toEqual(
      expect.arrayContaining(['IMEX_WAIT_FOR_QUORUM=FULL', 'SERVER_PORT=50000', 'IMEX_CMD_PORT=50005']),
    );
  });
});

describe('AWS calls of the scripts', () => {
  test('each has an action for the role, and each action a caller', () => {
    const scripts = ['boot-gate.sh', 'imex.sh'].map((name) => readFileSync(join(SCRIPTS, name), 'utf8')).join('\n');
    const called = [
      ...[...scripts.matchAll(/ask aws (autoscaling|ec2) ([a-z-]+)/g)].map(([, service, call]) => `${service}:${call}`),
      ...[...scripts.matchAll(/act ([a-z-]+)/g)].map(([, call]) => `autoscaling:${call}`),
    ].map((name) => name.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase()).toLowerCase());
    const granted = [...HOOK_API_ACTIONS, ...NODE_API_ACTIONS, ...IMEX_API_ACTIONS]
      .map(({ action }) => action.toLowerCase())
      .filter((action) => /^(autoscaling|ec2):/.test(action));
    expect(new Set(granted)).toEqual(new Set(called));
  });
});
