#!/usr/bin/env bash
# Mounts the file systems of mounts.fstab, each by the client that its type needs. The boot gate runs it before its own
# checks: a node without its file systems does not come into service.
set -euo pipefail
# shellcheck source=../../nodes/scripts/lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"
TABLE=$ROOT/etc/ultraserver/mounts.fstab
# Installing a client and the first answer of a file system take their time.
TOOL_TIMEOUT=${ULTRASERVER_MOUNT_TIMEOUT:-600}

# 75, EX_TEMPFAIL: the gate's unit begins again.
die() {
  say mounts result failed path "${POINT:-}" reason "$1"
  exit 75
}

# mounted: whether the kernel has a file system of the type at the mount point; EFS is NFS to it.
mounted() {
  local point type
  while read -r _ point type _; do
    [[ $point != "$POINT" || $type != "${TYPE/#efs/nfs}"* ]] || return 0
  done <"$ROOT/proc/mounts"
  return 1
}

# client: installs what mounts the type, where the image lacks it. Ubuntu's packages come from repositories that the image
# names: a key that is fetched at boot would prove nothing.
client() {
  local tool=mount.$TYPE install=(dnf install -q -y) package=nfs-utils deb=nfs-common
  if [[ $TYPE == efs ]]; then package=amazon-efs-utils deb=$package; fi
  if [[ $TYPE == lustre ]]; then package=lustre-client deb=lustre-client-modules-$(uname -r); fi
  type -P dnf >/dev/null || install=(apt-get install -q -y) package=$deb
  type -P "$tool" >/dev/null ||
    { run "${install[@]}" "$package" && type -P "$tool" >/dev/null; } ||
    die "no $tool after ${install[0]} install $package: $?"
  [[ $TYPE != lustre ]] || run modprobe lustre || die "modprobe lustre failed: $?"
}

# efa COUNT: the image's own service gives Lustre its EFA interfaces: as many as the file system's connections are counted by.
efa() {
  run systemctl start configure-efa-fsx-lustre-client || die "configure-efa-fsx-lustre-client failed: $?"
  ask lnetctl net show --net efa || die "$REASON"
  local count
  count=$(grep -c @efa <<<"$ANSWER") || count=0
  ((count == $1)) || die "Lustre uses $count EFA interfaces, expected $1"
}

mapfile -t ENTRIES <"$TABLE"
for entry in "${ENTRIES[@]}"; do
  read -r SOURCE POINT TYPE options _ <<<"$entry"
  if mounted; then continue; fi
  client
  [[ ! $options =~ X-ultraserver.efa=([0-9]+) ]] || efa "${BASH_REMATCH[1]}"
  mkdir -p "$ROOT$POINT"
  run mount -T "$TABLE" "$POINT" || die "mount of $SOURCE failed: $?"
  mounted || die "mount of $SOURCE left no mount"
  say mounts result mounted path "$POINT"
done
