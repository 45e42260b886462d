#!/usr/bin/env bash
# Installs the CloudWatch agent on Ubuntu, which has no package of it, where the image lacks it: from AWS's bucket of the
# Region, which S3's gateway endpoint reaches without a way to the internet, and only with the signature of AWS's key.
set -euo pipefail
# shellcheck source=lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"
TOOL_TIMEOUT=${ULTRASERVER_INSTALL_TIMEOUT:-300}
AGENT=amazon-cloudwatch-agent
[[ ! -x $ROOT/opt/aws/$AGENT/bin/$AGENT-ctl ]] && type -P dpkg >/dev/null || exit 0
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/verify-CloudWatch-Agent-Package-Signature.html
KEY=937616F3450B7D806CBD9725D58167303B789C72

die() {
  say agent result failed reason "$1"
  exit 1
}

imds placement/region || die "$REASON"
URL=https://amazoncloudwatch-agent-$ANSWER.s3.$ANSWER.amazonaws.com
ask dpkg --print-architecture || die "$REASON"
cd "$STATE_DIR"
for file in "ubuntu/$ANSWER/latest/$AGENT.deb" "ubuntu/$ANSWER/latest/$AGENT.deb.sig" "assets/$AGENT.gpg"; do
  run curl -sSf -m "$TOOL_TIMEOUT" -o "${file##*/}" "$URL/$file" || die "$URL/$file cannot be had (exit status $?)"
done
run gpg --batch --yes -o agent.key --dearmor "$AGENT.gpg" || die "gpg cannot read AWS's key (exit status $?)"
ask gpgv --status-fd 1 --keyring ./agent.key "$AGENT.deb.sig" "$AGENT.deb" || die "$AGENT.deb is not signed by AWS: $REASON"
[[ $ANSWER == *"] VALIDSIG $KEY "* ]] || die "$AGENT.deb is not signed by AWS's key $KEY"
run dpkg -i -E "$AGENT.deb" || die "dpkg cannot install $AGENT.deb (exit status $?)"
