#!/usr/bin/env bash
# Kernel lines on GPUs, EFA and hardware errors, for the CloudWatch agent: Amazon Linux 2023 keeps the kernel log in the
# journal alone, and releases of the agent differ in whether they read that.
set -euo pipefail
# shellcheck source=lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"
LOG=$LOG_DIR/kernel.log SINCE=()
# Begun again in the same boot it goes on after the last line: an Xid that is written twice would be counted twice.
[[ ! -s $LOG ]] || SINCE=(--since "@$(($(date -r "$LOG" +%s) + 1))")
journalctl -k -f -n all -o short-iso "${SINCE[@]}" |
  grep --line-buffered -E 'NVRM|Xid|NVLink|efa|EDAC|Hardware Error'
