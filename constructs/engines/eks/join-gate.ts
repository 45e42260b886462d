import { renderCloudConfig } from '../../nodes/user-data/cloud-config';
import type { UserDataPart } from '../../nodes/user-data/user-data-part';

/**
 * nodeadm starts containerd and the kubelet in `nodeadm-run.service`, after cloud-init's last stage. It waits here for the
 * boot gate, for as long as that takes: a node that the gate keeps out never becomes a node of the cluster, and one that an
 * operator lets in later joins then.
 *
 * @see https://github.com/awslabs/amazon-eks-ami/blob/main/templates/al2023/runtime/rootfs/etc/systemd/system/nodeadm-run.service
 */
const JOIN_AFTER_GATE = `[Service]
TimeoutStartSec=infinity
ExecStartPre=/bin/bash -c 'until grep -qs result.:.passed /run/ultraserver/gate.json; do sleep 5; done'
`;

/**
 * The part of user data by which a node joins its cluster once the boot gate has passed it, and never before.
 *
 * IMEX is masked: on Kubernetes each job's ComputeDomain has daemons of its own, and a second one on the node would hold
 * the channels.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-nvidia-ultraserver.html
 */
export function joinGatePart(): UserDataPart {
  return {
    contentType: 'text/cloud-config',
    filename: 'ultraserver-join.cfg',
    body: renderCloudConfig({
      files: [{ path: '/etc/systemd/system/nodeadm-run.service.d/ultraserver.conf', content: JOIN_AFTER_GATE }],
      run: ['systemctl daemon-reload', 'systemctl mask --now nvidia-imex.service'],
    }),
  };
}
