import { renderCloudConfig } from '../../nodes/user-data/cloud-config';
import { fstabLine } from '../../nodes/user-data/mounts';
import { renderAssignments } from '../../nodes/user-data/node-environment';
import { scriptFile } from '../../nodes/user-data/static-files';
import type { UserDataPart } from '../../nodes/user-data/user-data-part';
import type { Mount } from '../../storage/mount';

const UNIT = 'ultraserver-mounts.service';

/** Begins again where a client cannot be installed yet, or a file system is not there: a login node has no gate to do it. */
const SERVICE = `[Unit]
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/opt/ultraserver/mounts.sh
Restart=on-failure
RestartSec=30
[Install]
WantedBy=multi-user.target
`;

/** Parts of user data that mount file systems on a node without accelerators. */
export function loginMountParts(cluster: string, mounts: Mount[]): UserDataPart[] {
  return [
    {
      contentType: 'text/cloud-config',
      filename: 'ultraserver-mounts.cfg',
      body: renderCloudConfig({
        files: [
          {
            path: '/etc/ultraserver/node.env',
            content: renderAssignments({ ULTRASERVER_CLUSTER: cluster, ULTRASERVER_MEMBER: 'login' }),
          },
          { path: '/etc/ultraserver/mounts.fstab', content: `${mounts.map(fstabLine).join('\n')}\n` },
          scriptFile('lib.sh'),
          scriptFile('mounts.sh', 'storage/scripts'),
          { path: `/etc/systemd/system/${UNIT}`, content: SERVICE },
        ],
        run: ['systemctl daemon-reload', `systemctl enable --now --no-block ${UNIT}`],
      }),
    },
  ];
}
