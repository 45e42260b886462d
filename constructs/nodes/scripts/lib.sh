#!/usr/bin/env bash
# Shared by the node's scripts: what the node is (node.env), one way to ask a tool a question, one way to report.
# shellcheck disable=SC2034 # ROOT, ANSWER, REASON and the rest are for the scripts that source this file
set -euo pipefail
export LC_ALL=C PATH="$PATH:/opt/aws/neuron/bin"
ROOT=${ULTRASERVER_ROOT:-}
# shellcheck source=/dev/null
. "$ROOT/etc/ultraserver/node.env"
STATE_DIR=$ROOT/var/lib/ultraserver
RUN_DIR=$ROOT/run/ultraserver
LOG_DIR=$ROOT/var/log/ultraserver
TOOL_TIMEOUT=${ULTRASERVER_TOOL_TIMEOUT:-30}
PAUSE=${ULTRASERVER_PAUSE:-10}
ANSWER='' REASON=''
mkdir -p "$STATE_DIR" "$RUN_DIR" "$LOG_DIR"

# run COMMAND...: no tool may hang the boot.
run() { timeout -k 5 "$TOOL_TIMEOUT" "$@"; }

# ask COMMAND...: its output in ANSWER. No tool, no output, a failure and a hang all count as no answer; REASON says which.
ask() {
  local rc=0
  ANSWER=$(run "$@") || rc=$?
  case $rc in
    0)
      [[ -z $ANSWER ]] || return 0
      REASON="$1 printed nothing"
      ;;
    124 | 137) REASON="$1 did not answer within $TOOL_TIMEOUT s" ;;
    127) REASON="$1 is not installed" ;;
    *) REASON="$1 failed with exit status $rc" ;;
  esac
  return 1
}

# say EVENT KEY VALUE...: one line of JSON on standard output and in LINE; what JSON or a terminal could trip over becomes a blank.
say() {
  local now value
  TZ=UTC printf -v now '%(%FT%TZ)T' -1
  LINE="{\"time\":\"$now\",\"event\":\"$1\""
  shift
  while (($# > 1)); do
    value=${2//[^ -~]/ }
    value=${value:0:400}
    value=${value//\\/\\\\}
    LINE+=",\"$1\":\"${value//\"/\\\"}\""
    shift 2
  done
  LINE+='}'
  printf '%s\n' "$LINE" || true
}

# report EVENT KEY VALUE...: says it, makes it the event's status and appends it to the event's log. A disk that is full
# ends no script before its work is done.
report() {
  say "$@"
  printf '%s\n' "$LINE" >"$RUN_DIR/$1.json" || true
  printf '%s\n' "$LINE" >>"$LOG_DIR/$1.log" || true
}

# settle [FILE]: what was recorded there, or removed, outlasts a crash. Of this folder alone: a file system may hang.
settle() { run sync "$STATE_DIR" "$@"; }

# imds PATH: instance metadata, version 2.
imds() {
  local url=http://169.254.169.254/latest
  ask curl -sSf -m 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$url/api/token" || return 1
  ask curl -sSf -m 5 -H "X-aws-ec2-metadata-token: $ANSWER" "$url/meta-data/$1"
}

# identity: sets INSTANCE, and the Region for the AWS CLI.
identity() {
  imds instance-id || return 1
  INSTANCE=$ANSWER
  imds placement/region || return 1
  export AWS_DEFAULT_REGION=$ANSWER
  [[ $INSTANCE =~ ^i-[0-9a-f]+$ && $ANSWER =~ ^[a-z]+(-[a-z]+)+-[0-9]+$ ]] && return 0
  REASON="instance metadata gave '$INSTANCE' in '$ANSWER'"
  return 1
}

# restart: reboots the node. cloud-init never takes up again what a reboot ended, so it may finish first; and a heartbeat
# gives the next boot the launch hook's whole time.
restart() {
  TOOL_TIMEOUT=${ULTRASERVER_CLOUD_INIT_WAIT:-900} run cloud-init status --wait >/dev/null ||
    say reboot result unclear reason "cloud-init status --wait ended with exit status $?"
  run bash "$ROOT/opt/ultraserver/boot-gate.sh" heartbeat || true
  run systemctl reboot
}

# store_disks: the NVMe instance store volumes, each once however many links udev made for it.
store_disks() {
  local link
  for link in "$ROOT"/dev/disk/by-id/nvme-Amazon_EC2_NVMe_Instance_Storage_*; do
    [[ ! -e $link || $link == *-part* ]] || readlink -f "$link"
  done | sort -u
}

# store_ready: whether an array of all volumes is mounted where it belongs.
store_ready() {
  local device point type rest members
  while read -r device point type rest; do
    members=$ROOT/sys/block/${device##*/}/md/raid_disks
    [[ $point == /mnt/instance-store && $type == xfs && -r $members ]] || continue
    [[ $(<"$members") == "$ULTRASERVER_NVME_COUNT" ]] && return 0
  done <"$ROOT/proc/mounts"
  return 1
}
