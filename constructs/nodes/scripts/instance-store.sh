#!/usr/bin/env bash
# RAID-0 over the NVMe instance store volumes, xfs, mounted at /mnt/instance-store. Runs at every boot: the volumes keep
# their data over a reboot and are blank after a stop. Formats blank volumes alone; anything it did not make stops it.
set -euo pipefail
# shellcheck source=lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"
NAME=ultraserver
COUNT=$ULTRASERVER_NVME_COUNT

die() {
  say instance-store result failed expected "$COUNT" reason "$1"
  exit 1
}

# signature DEVICE: what blkid finds on it: `blank`, `TYPE LABEL`, or no verdict.
signature() {
  local rc=0 out type label
  out=$(run blkid -p -o export "$1") || rc=$?
  type=$(sed -n 's/^TYPE=//p' <<<"$out")
  label=$(sed -n 's/^LABEL=//p' <<<"$out")
  case $rc in
    0) ANSWER="${type:-unknown} $label" ;;
    2) ANSWER=blank ;;
    *) die "blkid gave no verdict on $1 (exit status $rc)" ;;
  esac
}

# find_array: sets ARRAY to the device that holds the first volume.
find_array() {
  local holder
  for holder in "$ROOT/sys/class/block/${DISKS[0]##*/}/holders"/md*; do
    [[ -e $holder ]] || continue
    ARRAY=$ROOT/dev/${holder##*/}
    return 0
  done
  return 1
}

main() {
  ((COUNT > 0)) || return 0
  if store_ready; then return 0; fi
  while :; do
    mapfile -t DISKS < <(store_disks)
    ((${#DISKS[@]} != COUNT)) || break
    ((SECONDS < ${ULTRASERVER_STORE_WAIT:-60})) || die "found ${#DISKS[@]} instance store volumes"
    sleep "$PAUSE"
  done
  local disk ours=0 blank=0
  for disk in "${DISKS[@]}"; do
    signature "$disk"
    case $ANSWER in
      blank) blank=$((blank + 1)) ;;
      "linux_raid_member $NAME" | "linux_raid_member "*":$NAME") ours=$((ours + 1)) ;;
      *) die "$disk holds '$ANSWER', which this script did not make: it is left as it is" ;;
    esac
  done
  if ((blank == COUNT)); then
    # Without --run and without input mdadm gives up where it would have to ask.
    run mdadm --create "/dev/md/$NAME" --level=0 --name="$NAME" --homehost=any --raid-devices="$COUNT" \
      "${DISKS[@]}" </dev/null || die "mdadm --create failed with exit status $?"
  elif ((ours != COUNT)); then
    die "$ours volumes belong to the array and $blank are blank: they are left as they are"
  elif ! find_array; then
    run mdadm --assemble "/dev/md/$NAME" "${DISKS[@]}" || die "mdadm --assemble failed with exit status $?"
  fi
  run udevadm settle || true
  find_array || die 'mdadm reported success, but no array holds the volumes'
  signature "$ARRAY"
  case $ANSWER in
    blank) TOOL_TIMEOUT=300 run mkfs.xfs -q -K -L "$NAME" "$ARRAY" || die "mkfs.xfs failed with exit status $?" ;;
    "xfs $NAME") ;;
    *) die "the array holds '$ANSWER', which this script did not make: it is left as it is" ;;
  esac
  mkdir -p "$ROOT/mnt/instance-store"
  run mount -t xfs -o noatime "$ARRAY" "$ROOT/mnt/instance-store" || die "mount failed with exit status $?"
  store_ready || die 'the array is not mounted at /mnt/instance-store with all of its volumes'
  chmod 1777 "$ROOT/mnt/instance-store"
  say instance-store result mounted expected "$COUNT" found "${#DISKS[@]}"
}

main
