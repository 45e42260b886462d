#!/usr/bin/env bash
# Installs the CloudWatch agent where the image lacks it, and starts it with the rendered configuration. Nothing waits for it.
set -euo pipefail
# shellcheck source=lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"
CTL=$ROOT/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl

die() {
  say agent result failed reason "$1"
  exit 1
}

TOOL_TIMEOUT=${ULTRASERVER_INSTALL_TIMEOUT:-600}
# The newest agent of the distribution: releases before 1.300068 refuse the `efa` section.
[[ -x $CTL ]] || run dnf install -q -y --releasever=latest amazon-cloudwatch-agent ||
  die "the image has no amazon-cloudwatch-agent, and dnf cannot install it (exit status $?)"
[[ -x $CTL ]] || die 'dnf reported success, but amazon-cloudwatch-agent is not there'
# The namespace is the member's, as the node's role has it.
sed -i "s|NAMESPACE|UltraServer/$ULTRASERVER_CLUSTER/$ULTRASERVER_MEMBER|" "$ROOT/etc/ultraserver/agent-metrics.json" ||
  die 'agent-metrics.json cannot be written'
for part in fetch-config:metrics append-config:logs; do
  run "$CTL" -a "${part%:*}" -m ec2 -s -c "file:$ROOT/etc/ultraserver/agent-${part#*:}.json" ||
    die "amazon-cloudwatch-agent refuses its configuration or does not start (exit status $?)"
done
say agent result started
