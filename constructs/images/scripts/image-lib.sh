#!/usr/bin/env bash
# What an image has, piece by piece: shared by what builds it and by what checks it. Versions come from package managers and
# from files, never from a GPU: builders have none.
set -euo pipefail
export LC_ALL=C
ROOT=${ULTRASERVER_ROOT:-}

die() {
  printf 'image: %s\n' "$1" >&2
  exit 1
}

# amazon_linux: whether packages are RPMs.
amazon_linux() { type -P dnf >/dev/null; }

# package NAME...: the version of the first of them that is installed, without epoch and revision.
package() {
  local name version
  for name; do
    if amazon_linux; then
      version=$(rpm -q --qf '%{VERSION}\n' "$name" 2>/dev/null) || continue
    else
      version=$(dpkg-query -W -f '${db:Status-Status} ${Version}\n' "$name" 2>/dev/null) || continue
      [[ $version == 'installed '* ]] || continue
      version=${version#installed }
      version=${version#*:}
      version=${version%%-*}
      version=${version%%+*}
    fi
    printf '%s\n' "${version%%$'\n'*}"
    return
  done
  return 1
}

# found PIECE: its version in this system.
found() {
  local branch=${IMAGE_DRIVER%%.*}
  case $1 in
    driver) package nvidia-driver-cuda nvidia-driver "libnvidia-compute-$branch" libnvidia-compute nvidia-open ;;
    module) modinfo -F version nvidia 2>/dev/null ;;
    imex) package nvidia-imex ;;
    efa-installer) awk 'NR == 1 { print $5 }' "$ROOT/opt/amazon/efa_installed_packages" 2>/dev/null ;;
    ofi-nccl) package libnccl-ofi ;;
    nccl) package libnccl libnccl2 ;;
    dcgm) package datacenter-gpu-manager-4-core ;;
    cloudwatch-agent) package amazon-cloudwatch-agent ;;
    *) die "'$1' is no piece of an image" ;;
  esac
}

# wanted PIECE: the version that the image is to have.
wanted() {
  case $1 in
    driver | module) printf '%s\n' "$IMAGE_DRIVER" ;;
    imex) printf '%s\n' "$IMAGE_IMEX" ;;
    efa-installer) printf '%s\n' "$IMAGE_EFA_INSTALLER" ;;
    ofi-nccl) printf '%s\n' "$IMAGE_OFI_NCCL" ;;
    nccl) printf '%s\n' "$IMAGE_NCCL" ;;
    dcgm) printf '%s\n' "$IMAGE_DCGM" ;;
    cloudwatch-agent) printf '%s\n' "$IMAGE_CLOUDWATCH_AGENT" ;;
    *) die "'$1' is no piece of an image" ;;
  esac
}

# same FOUND WANTED: a build of the agent, 1.300068.0b1561, is of the release 1.300068.0.
same() { [[ -n $2 && ($1 == "$2" || $1 =~ ^${2//./\\.}b[0-9]+$) ]]; }

# has PIECE: whether it is there in the version that is wanted.
has() { same "$(found "$1" || true)" "$(wanted "$1")"; }
