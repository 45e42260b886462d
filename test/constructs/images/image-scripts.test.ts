import { softwareFiles } from '../../../constructs/images/image-files';
import { inSandbox, type NodeSandbox } from '../nodes/scripts/node-sandbox';

/** What the components tell the scripts. */
const WANTED = {
  IMAGE_PARENT_DRIVER: '',
  IMAGE_DRIVER: '580.159.03',
  IMAGE_IMEX: '580.159.03',
  IMAGE_EFA_INSTALLER: '1.50.0',
  IMAGE_EFA_INSTALLER_SHA256: '',
  IMAGE_OFI_NCCL: '1.21.1',
  IMAGE_NCCL: '2.31.2',
  IMAGE_DCGM: '4.7.0',
  IMAGE_CLOUDWATCH_AGENT: '1.300068.0',
};

/** Versions of packages, as their manager has them. */
type Packages = Readonly<Record<string, string>>;

const RPMS: Packages = {
  'nvidia-driver-cuda': '580.159.03',
  'nvidia-imex': '580.159.03',
  libnccl: '2.31.2',
  'libnccl-ofi': '1.21.1',
  'datacenter-gpu-manager-4-core': '4.7.0',
  'amazon-cloudwatch-agent': '1.300068.0',
};
const DEBS: Packages = {
  'libnvidia-compute-580': '580.159.03-1ubuntu1',
  'nvidia-imex': '580.159.03-1',
  libnccl2: '2.31.2-1+cuda13.2',
  'libnccl-ofi': '1.21.1-1',
  'datacenter-gpu-manager-4-core': '1:4.7.0-1',
  'amazon-cloudwatch-agent': '1.300068.0b1561-1',
};
const AGENT_KEY = '937616F3450B7D806CBD9725D58167303B789C72';
const EFA_KEY = '4E9091BCBB97A96B26B15E59A05480B1DD2D3CCC';

const cases = (packages: Packages, line: (version: string) => string): string =>
  Object.entries(packages)
    .map(([name, version]) => `${name}) ${line(version)} ;;`)
    .join('\n');

/** A system with these packages: Amazon Linux, or Ubuntu. */
function arrange(image: NodeSandbox, os: 'al2023' | 'ubuntu2404', packages: Packages): void {
  softwareFiles().forEach((file) => image.install(file));
  image.file('/opt/ultraserver/boot-gate.sh', '');
  const last = 'name=${!#}\ncase $name in';
  if (os === 'al2023') {
    image.fake('dnf', 'exit 0');
    image.fake(
      'rpm',
      `${last}\n${cases(packages, (version) => `echo ${version}`)}\n*) echo "$name is missing"; exit 1 ;;\nesac`,
    );
  } else {
    image.fake(
      'dpkg-query',
      `${last}\n${cases(packages, (version) => `echo installed ${version}`)}\n*) exit 1 ;;\nesac`,
    );
    image.fake('apt-get', 'exit 0');
    image.fake('dpkg', 'exit 0');
    image.fake('dpkg-deb', 'echo 1.300068.0b1561-1');
    image.file('/etc/apt/preferences.d/x', '');
  }
  image.fake('modinfo', 'echo 580.159.03');
  image.fake('uname', 'case $1 in -m) echo aarch64 ;; *) echo 6.12.40 ;; esac');
  image.fake('mktemp', 'mkdir -p "$ULTRASERVER_ROOT/work"; echo "$ULTRASERVER_ROOT/work"');
  image.fake('curl', 'exit 0');
  image.fake('sha256sum', 'read -r sum _; [[ $sum == abc ]]');
  image.fake('gpg', `case $* in *--verify*) echo "[GNUPG:] VALIDSIG A0 2026 0 ${EFA_KEY}" ;; esac`);
  image.fake(
    'tar',
    'mkdir -p "$ULTRASERVER_ROOT/work/aws-efa-installer"\ncd "$ULTRASERVER_ROOT/work/aws-efa-installer"\n' +
      `printf '#!/usr/bin/env bash\\necho "efa_installer.sh $*" >>"$ULTRASERVER_ROOT/calls"\\n' >efa_installer.sh\nchmod 755 efa_installer.sh`,
  );
  image.file('/opt/amazon/efa_installed_packages', '# EFA installer version: 1.50.0\n# Debug packages: no\n');
}

const run = (image: NodeSandbox, script: string, change: Partial<typeof WANTED> = {}) =>
  image.run(script, [], { ...WANTED, ...change });

/** Calls that change the system. */
const changes = (image: NodeSandbox): string[] =>
  image.calls().filter((call) => !/^(rpm|dpkg-query|modinfo|uname|mktemp|dpkg-deb|systemctl is-)/.test(call));

describe('what installs', () => {
  test('leaves alone what is there, but for what mounts file systems', () => {
    inSandbox((image) => {
      arrange(image, 'al2023', RPMS);
      expect(run(image, 'install.sh', { IMAGE_PARENT_DRIVER: '580.159.03' })).toEqual({ status: 0, output: '' });
      expect(changes(image)).toEqual([
        'dnf -y -q install lustre-client amazon-efs-utils nfs-utils',
        'systemctl disable nvidia-imex.service',
      ]);
    });
  });

  test('adds to Amazon Linux on Arm exactly what it lacks, from the repository for servers', () => {
    inSandbox((image) => {
      const { 'datacenter-gpu-manager-4-core': _dcgm, 'libnccl-ofi': _plugin, ...packages } = RPMS;
      arrange(image, 'al2023', { ...packages, libnccl: '2.30.1', 'amazon-cloudwatch-agent': '1.300067.0' });
      expect(run(image, 'install.sh', { IMAGE_PARENT_DRIVER: '580.159.03' })).toMatchObject({ status: 0 });
      expect(changes(image).filter((call) => /^(dnf|efa)/.test(call))).toEqual([
        'dnf -y -q config-manager --add-repo https://developer.download.nvidia.com/compute/cuda/repos/amzn2023/sbsa/cuda-amzn2023.repo',
        'dnf -y -q install libnccl-2.31.2',
        'dnf -y -q install datacenter-gpu-manager-4-core-4.7.0',
        'efa_installer.sh -y --no-verify',
        'dnf -y -q install --releasever=latest amazon-cloudwatch-agent-1.300068.0*',
        'dnf -y -q install lustre-client amazon-efs-utils nfs-utils',
      ]);
    });
  });

  test('puts the wanted driver in the place of another one on Ubuntu, pinned with all that belongs to it', () => {
    inSandbox((image) => {
      arrange(image, 'ubuntu2404', { ...DEBS, 'libnvidia-compute-580': '595.91.07-1' });
      expect(run(image, 'install.sh')).toMatchObject({ status: 0 });
      expect(image.read('/etc/apt/preferences.d/ultraserver-image')).toContain(
        'Package: *nvidia*\nPin: version 580.159.03-1*\nPin-Priority: 1001\n',
      );
      expect(changes(image).filter((call) => call.includes('nvidia-open'))).toEqual([
        'apt-get -q -y --allow-downgrades --allow-change-held-packages install linux-headers-6.12.40 nvidia-open nvidia-fabricmanager',
      ]);
    });
  });

  test.each([
    [
      'a parent with another driver than the one that is said',
      'al2023',
      { IMAGE_PARENT_DRIVER: '580.159.03' },
      { ...RPMS, 'nvidia-driver-cuda': '580.126.09' },
      /parent image is said to have driver 580\.159\.03, and has 580\.126\.09/,
    ],
    [
      'an archive with another checksum',
      'al2023',
      { IMAGE_EFA_INSTALLER: '1.51.0', IMAGE_EFA_INSTALLER_SHA256: 'def' },
      RPMS,
      /another SHA-256/,
    ],
    [
      'an agent that AWS does not give any more',
      'ubuntu2404',
      { IMAGE_CLOUDWATCH_AGENT: '1.300067.0' },
      DEBS,
      /AWS gives the CloudWatch agent 1\.300068\.0b1561-1/,
    ],
  ] as const)('ends at %s', (_what, os, change, packages, message) => {
    inSandbox((image) => {
      arrange(image, os, packages);
      if (os === 'ubuntu2404') {
        image.fake('gpg', `case $* in *--verify*) echo "[GNUPG:] VALIDSIG ${AGENT_KEY}" ;; esac`);
      }
      const { status, output } = run(image, 'install.sh', change);
      expect([status, output]).toEqual([1, expect.stringMatching(message) as string]);
      expect(image.calls('efa_installer.sh')).toEqual([]);
    });
  });

  test.each([
    [
      "with a key that is not AWS's",
      'case $* in *--verify*) echo "[GNUPG:] VALIDSIG 0123456789" ;; esac',
      /signed with another key/,
    ],
    ['not at all', 'case $* in *--verify*) exit 1 ;; esac', /is not signed/],
    ['and gpg says nothing', 'exit 0', /signed with another key/],
  ])('runs no installer that is signed %s', (_how, gpg, message) => {
    inSandbox((image) => {
      arrange(image, 'al2023', RPMS);
      image.fake('gpg', gpg);
      const { status, output } = run(image, 'install.sh', { IMAGE_EFA_INSTALLER: '1.51.0' });
      expect([status, output]).toEqual([1, expect.stringMatching(message) as string]);
      expect(image.calls('efa_installer.sh')).toEqual([]);
    });
  });
});

/** The programs that an image must have. */
const TOOLS = [
  '/usr/bin/nvidia-smi',
  '/usr/bin/nvidia-imex',
  '/usr/bin/nvidia-imex-ctl',
  '/usr/bin/dcgmi',
  '/opt/amazon/efa/bin/fi_info',
  '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl',
  '/opt/ultraserver/boot-gate.sh',
];

function complete(image: NodeSandbox, os: 'al2023' | 'ubuntu2404', packages: Packages): void {
  arrange(image, os, packages);
  image.fake('systemctl', 'echo disabled; exit 1');
  TOOLS.forEach((path) => image.program(path));
}

describe('what checks', () => {
  test.each([
    ['al2023', RPMS],
    ['ubuntu2404', DEBS],
  ] as const)('an image on %s that is whole', (os, packages) => {
    inSandbox((image) => {
      complete(image, os, packages);
      const { status, output } = run(image, 'check.sh');
      expect([status, output]).toEqual([
        0,
        expect.stringMatching(/dcgm 4\.7\.0\n.*\n*[^]*everything is there\n$/) as string,
      ]);
    });
  });

  test.each([
    ['each package that is missing', (image: NodeSandbox) => image.fake('rpm', 'exit 1'), 6],
    ['each package whose version is empty', (image: NodeSandbox) => image.fake('rpm', 'exit 0'), 6],
    ['each package of another version', (image: NodeSandbox) => image.fake('rpm', 'echo 1.2.3'), 6],
    ['no package manager', (image: NodeSandbox) => image.remove('/bin/rpm'), 6],
    ['each program that is missing', (image: NodeSandbox) => TOOLS.forEach((path) => image.remove(path)), 7],
    ['a module that is missing', (image: NodeSandbox) => image.fake('modinfo', 'exit 1'), 1],
    ['a module of another version', (image: NodeSandbox) => image.fake('modinfo', 'echo 595.91.07'), 1],
    ['EFA without its record', (image: NodeSandbox) => image.remove('/opt/amazon/efa_installed_packages'), 1],
    ['an empty record', (image: NodeSandbox) => image.file('/opt/amazon/efa_installed_packages', ''), 1],
    [
      'an older installer',
      (image: NodeSandbox) => image.file('/opt/amazon/efa_installed_packages', '# EFA installer version: 1.49.0\n'),
      1,
    ],
    ['IMEX that starts by itself', (image: NodeSandbox) => image.fake('systemctl', 'echo enabled'), 1],
    ['IMEX that is no service', (image: NodeSandbox) => image.fake('systemctl', 'exit 1'), 1],
  ])('fails at %s', (_what, plant, faults) => {
    inSandbox((image) => {
      complete(image, 'al2023', RPMS);
      plant(image);
      const { status, output } = run(image, 'check.sh');
      expect([status, output.trimEnd().split('\n').at(-1)]).toEqual([1, `image: ${faults} faults`]);
    });
  });

  test('asks no module of a parent whose modules wait for a GPU, but none of another release either', () => {
    inSandbox((image) => {
      complete(image, 'al2023', RPMS);
      image.fake('modinfo', 'exit 1');
      expect(run(image, 'check.sh', { IMAGE_PARENT_DRIVER: '580.159.03' }).status).toBe(0);
      image.fake('modinfo', 'echo 595.91.07');
      expect(run(image, 'check.sh', { IMAGE_PARENT_DRIVER: '580.159.03' }).status).toBe(1);
    });
  });

  test('tells an operator the same, by what the image remembers', () => {
    inSandbox((image) => {
      complete(image, 'al2023', RPMS);
      expect(image.run('check.sh').status).not.toBe(0);
      const lines = Object.entries(WANTED).map(([key, value]) => `${key}='${value}'\n`);
      image.file('/etc/ultraserver/image.env', lines.join(''));
      expect(image.run('check.sh').status).toBe(0);
    });
  });
});
