import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { SLURM_EPILOG, SLURM_PROLOG, slurmJobFiles } from '../../../../constructs/engines/slurm/job-scripts';
import { renderNodeInstaller, slurmNodeInstaller } from '../../../../constructs/engines/slurm/node-installer';
import { GB200_NODE, inSandbox, type NodeSandbox } from '../../nodes/scripts/node-sandbox';
import { NODES } from './slurm-node';

const DISABLE = 'systemctl disable --now nvidia-imex.service';

function install(node: NodeSandbox): number | null {
  node.file('/opt/ultraserver/installer.sh', slurmNodeInstaller().script);
  // `mv` and `grep` are of every system; `mv` is not among what the other scripts use.
  node.fake('mv', '/bin/mv "$@"');
  return node.run('installer.sh').status;
}

describe('the script that puts prolog and epilog on a node', () => {
  test('writes every file as the package has it, those that are run executable', () => {
    inSandbox((node) => {
      node.file(NODES, '10.0.0.99\n');
      node.remove('/opt/ultraserver/lib.sh');
      expect(install(node)).toBe(0);
      for (const { path, content, executable } of slurmJobFiles()) {
        expect([path, node.read(path)]).toEqual([path, content]);
        expect(statSync(join(node.root, path)).mode & 0o777).toBe(executable ? 0o755 : 0o644);
      }
      expect(node.read(NODES)).toBeUndefined();
      expect(node.calls('systemctl')).toEqual([DISABLE]);
    });
  });

  test('writes the scripts that the settings name', () => {
    const paths = slurmJobFiles().map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining([SLURM_PROLOG, SLURM_EPILOG]));
  });

  test('fails where NVLink joins the node to others and there is no IMEX', () => {
    inSandbox((node) => {
      node.fake('systemctl', 'exit 1');
      expect(install(node)).not.toBe(0);
    });
  });

  test('asks for no IMEX elsewhere', () => {
    const { nvlinkDomainInstances: _joined, ...facts } = GB200_NODE;
    inSandbox((node) => {
      expect(install(node)).toBe(0);
      expect(node.calls('systemctl')).toEqual([]);
    }, facts);
  });

  test('fails on a node without its facts', () => {
    inSandbox((node) => {
      node.remove('/etc/ultraserver/node.env');
      node.fake('systemctl', 'exit 0');
      expect(install(node)).not.toBe(0);
    });
  });

  test('is bash', () => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: slurmNodeInstaller().script, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  test('has the checksum of its text', () => {
    const { script, sha256 } = slurmNodeInstaller();
    expect(sha256).toBe(createHash('sha256').update(script).digest('hex'));
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('refuses a file that would end early in it', () => {
    expect(() => renderNodeInstaller([{ path: '/etc/x', content: 'a\nEND-OF-FILE\nb\n' }])).toThrow(/'END-OF-FILE'/);
    expect(() => renderNodeInstaller([{ path: '/etc/x', content: 'a END-OF-FILE\n' }])).not.toThrow();
  });
});
