import { renderCloudConfig } from './cloud-config';
import { scriptFile } from './static-files';
import type { PackagePart } from './user-data-part';

/**
 * The part of user data that installs the CloudWatch agent on Ubuntu, for engines whose images are made of it. It needs the
 * parts of `nodeUserData`, and does nothing where the image has the agent or is of another family.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/download-CloudWatch-Agent-on-EC2-Instance-commandline-first.html
 */
export function debianAgent(): PackagePart {
  return {
    contentType: 'text/cloud-config',
    filename: 'ultraserver-agent-deb.cfg',
    compressed: true,
    body: renderCloudConfig({
      files: [
        scriptFile('agent-deb.sh'),
        {
          path: '/etc/systemd/system/ultraserver-agent.service.d/deb.conf',
          content: '[Service]\nExecStartPre=/opt/ultraserver/agent-deb.sh\n',
        },
      ],
    }),
  };
}
