#!/usr/bin/env bash
# Kernel settings at every boot, and the one reboot that a driver option needs when the driver was loaded before the
# option was written. Which settings, for which types and on whose word: ../user-data/tuning.ts.
set -euo pipefail
# shellcheck source=lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"
STATUS=0

warn() {
  say tune result failed reason "$1"
  STATUS=1
}

huge_pages() {
  local file=$ROOT/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages have
  [[ -r $file ]] || {
    warn 'this kernel has no 2 MiB huge pages'
    return
  }
  have=$(<"$file")
  ((have >= ULTRASERVER_HUGE_PAGES)) || echo "$ULTRASERVER_HUGE_PAGES" >"$file" || true
  have=$(<"$file")
  ((have >= ULTRASERVER_HUGE_PAGES)) || warn "the kernel gave $have of $ULTRASERVER_HUGE_PAGES huge pages"
}

settings() {
  local file=$ROOT/etc/sysctl.d/90-ultraserver.conf
  [[ ! -e $file ]] || run sysctl -q -p "$file" || warn "sysctl failed with exit status $?"
}

driver_option() {
  local params=$ROOT/proc/driver/nvidia/params mark=$STATE_DIR/tune-rebooted
  [[ -n ${ULTRASERVER_NVIDIA_PARAM:-} && -r $params ]] || return 0
  if grep -qxF "$ULTRASERVER_NVIDIA_PARAM" "$params"; then return 0; fi
  if [[ -e $mark ]]; then
    warn "the driver still runs without '$ULTRASERVER_NVIDIA_PARAM' after a reboot"
  elif ! date >"$mark" || ! settle "$mark"; then
    warn 'the reboot for a driver option cannot be recorded, so it is not made'
  else
    say tune result rebooting reason "the driver was loaded without '$ULTRASERVER_NVIDIA_PARAM'"
    touch "$RUN_DIR/rebooting"
    restart || {
      rm -f "$RUN_DIR/rebooting"
      warn 'systemctl reboot failed'
    }
  fi
}

settings
huge_pages
driver_option
exit "$STATUS"
