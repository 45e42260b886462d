import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { imageComponents } from '../../../constructs/images/image-components';
import { imageFiles, softwareFiles } from '../../../constructs/images/image-files';
import { slurmJobFiles } from '../../../constructs/engines/slurm/job-scripts';
import { imexScripts } from '../../../constructs/nodes/user-data/imex';
import { nodeScripts } from '../../../constructs/nodes/user-data/node-user-data';
import { imageSoftware } from 'cdk-ultraserver/rules';

const paths = (engine: Parameters<typeof imageFiles>[0]): string[] => imageFiles(engine).map(({ path }) => path);

describe('the files of an image', () => {
  test.each([
    ['ec2', imexScripts().body],
    ['eks', nodeScripts().body],
    ['slurm', nodeScripts().body],
  ] as const)('for %s are those of user data, with the same text', (engine, userData) => {
    const jobs =
      engine === 'slurm' ? [...slurmJobFiles().map(({ path }) => path), '/opt/ultraserver/agent-deb.sh'] : [];
    for (const { path, content } of imageFiles(engine).filter((file) => !jobs.includes(file.path))) {
      const lines = content.trimEnd().split('\n');
      expect(userData).toContain(`- path: ${path}\n`);
      expect([path, userData.includes(lines.map((line) => `   ${line}`).join('\n'))]).toEqual([path, true]);
    }
    const written = [...userData.matchAll(/^- path: (.+)$/gm)].map(([, path]) => path);
    const left = written.filter((path) => !paths(engine).includes(path!));
    // What starts units, and what is a piece of configuration, is for user data to say.
    expect(left.filter((path) => !/\.target\.d\/|^\/etc\/nvidia-imex\//.test(path!))).toEqual([]);
  });

  test('start nothing', () => {
    for (const engine of ['ec2', 'eks', 'slurm'] as const) {
      expect(paths(engine).filter((path) => /\.wants\/|\.d\/.*\.conf$|\.env$/.test(path))).toEqual([]);
    }
  });

  test('for slurm hold prolog and epilog', () => {
    expect(paths('slurm')).toEqual(expect.arrayContaining(slurmJobFiles().map(({ path }) => path)));
    expect(new Set(paths('slurm')).size).toBe(paths('slurm').length);
  });

  test('are every script of nodes', () => {
    const folder = join(__dirname, '../../../constructs/nodes/scripts');
    const scripts = readdirSync(folder).filter((name) => /\.(sh|service|timer|target)$/.test(name));
    expect(
      scripts.filter((name) => ![...paths('ec2'), ...paths('slurm')].some((path) => path.endsWith(`/${name}`))),
    ).toEqual([]);
  });
});

test('the first component puts them there, whole', () => {
  const root = mkdtempSync(join(tmpdir(), 'image-'));
  try {
    const [files] = imageComponents({ engine: 'slurm', software: imageSoftware({}) });
    const script = files?.document.phases[0]?.steps[0]?.script ?? '';
    const { status, stderr } = spawnSync('bash', ['-c', script], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, SHLVL: '1', ULTRASERVER_ROOT: root },
    });
    expect([status, stderr]).toEqual([0, '']);
    for (const { path, content } of imageFiles('slurm')) {
      expect([path, readFileSync(join(root, path), 'utf8')]).toEqual([path, content]);
    }
    expect(softwareFiles().filter(({ path }) => existsSync(join(root, path)))).toEqual([]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
