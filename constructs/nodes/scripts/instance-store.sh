#!/usr/bin/env bash
# RAID-0 over the NVMe instance store volumes, xfs, mounted at /mnt/instance-store. Runs at every boot: the volumes keep
# their data over a reboot and are blank after a stop. Formats blank volumes alone; anything it did not make stops it.
# Formatting is on record from its begin to the first mount: what a reboot ended in the middle is begun again.
set -euo pipefail
# shellcheck source=lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"
# What runs the work makes the array, and the gate counts the volumes.
[[ ${ULTRASERVER_INSTANCE_STORE:-node} != engine ]] || exit 0
NAME=ultraserver
COUNT=$ULTRASERVER_NVME_COUNT
MARK=$STATE_DIR/instance-store-formatting
BEGUN=''
if [[ -e $MARK ]]; then BEGUN=1; fi

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
    2)
      # blkid says the same of what it cannot read.
      run head -c 1M "$1" >/dev/null || die "$1 cannot be read (exit status $?)"
      ANSWER=blank
      ;;
    *) die "blkid gave no verdict on $1 (exit status $rc)" ;;
  esac
}

# find_array VOLUME: sets ARRAY to the device that holds it.
find_array() {
  local holder
  for holder in "$ROOT/sys/class/block/${1##*/}/holders"/md*; do
    [[ -e $holder ]] || continue
    ARRAY=$ROOT/dev/${holder##*/}
    return 0
  done
  return 1
}

begin() { { date >"$MARK" && settle "$MARK"; } || die 'the begin of formatting cannot be recorded, so nothing is formatted'; }

# From here on no run may take the store for half made: a record that came back could cost its data.
finish() {
  [[ ! -e $MARK ]] || { rm -f "$MARK" && settle; } || die "the record of formatting, $MARK, cannot be removed"
}

# again REASON: wipes what an interrupted run began, which nobody has mounted, and begins again, once. Without a record of
# it everything stays. The volumes have been looked at: each is blank or one of ours.
again() {
  [[ -n $BEGUN ]] || die "$1"
  BEGUN=''
  say instance-store result again reason "$1"
  local disk
  for disk in "${DISKS[@]}"; do
    find_array "$disk" || continue
    run wipefs -q -a "$ARRAY" || true
    run mdadm --stop "$ARRAY" || die "mdadm --stop failed with exit status $?"
  done
  for disk in "${DISKS[@]}"; do
    run wipefs -q -a "$disk" || die "wipefs failed with exit status $?"
  done
  main
  exit
}

main() {
  ((COUNT > 0)) || return 0
  if store_ready; then
    finish
    return 0
  fi
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
    begin
    # Without --run and without input mdadm gives up where it would have to ask.
    run mdadm --create "/dev/md/$NAME" --level=0 --name="$NAME" --homehost=any --raid-devices="$COUNT" \
      "${DISKS[@]}" </dev/null || die "mdadm --create failed with exit status $?"
  elif ((ours != COUNT)); then
    again "$ours volumes belong to the array and $blank are blank: they are left as they are"
  elif ! find_array "${DISKS[0]}"; then
    run mdadm --assemble "/dev/md/$NAME" "${DISKS[@]}" || again "mdadm --assemble failed with exit status $?"
  fi
  run udevadm settle || true
  find_array "${DISKS[0]}" || die 'mdadm reported success, but no array holds the volumes'
  signature "$ARRAY"
  case $ANSWER in
    blank)
      begin
      TOOL_TIMEOUT=300 run mkfs.xfs -q -K -L "$NAME" "$ARRAY" || die "mkfs.xfs failed with exit status $?"
      ;;
    "xfs $NAME") ;;
    *) die "the array holds '$ANSWER', which this script did not make: it is left as it is" ;;
  esac
  mkdir -p "$ROOT/mnt/instance-store"
  run mount -t xfs -o noatime "$ARRAY" "$ROOT/mnt/instance-store" || again "mount failed with exit status $?"
  store_ready || die 'the array is not mounted at /mnt/instance-store with all of its volumes'
  finish
  chmod 1777 "$ROOT/mnt/instance-store"
  say instance-store result mounted expected "$COUNT" found "${#DISKS[@]}"
}

main
