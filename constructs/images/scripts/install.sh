#!/usr/bin/env bash
# Adds to a parent image what it lacks, each piece in the one release that is wanted. What is there in that release is left
# alone. A driver that the parent is known to have is never replaced: EKS's images keep their modules in an archive of their own.
set -euo pipefail
# shellcheck source=image-lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/image-lib.sh"
NVIDIA=https://developer.download.nvidia.com/compute/cuda/repos
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-start.html
EFA_KEY=4E9091BCBB97A96B26B15E59A05480B1DD2D3CCC
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/verify-CloudWatch-Agent-Package-Signature.html
AGENT_KEY=937616F3450B7D806CBD9725D58167303B789C72
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l

# NVIDIA's name for Arm servers is sbsa.
case $(uname -m) in
  aarch64) NVIDIA_ARCH=sbsa DEB_ARCH=arm64 ;;
  x86_64) NVIDIA_ARCH=x86_64 DEB_ARCH=amd64 ;;
  *) die "no packages are known for $(uname -m)" ;;
esac

# fetch URL: into WORK, under its own name.
fetch() { curl -fsSL --retry 5 -o "$WORK/${1##*/}" "$1" || die "cannot fetch $1"; }

# signed URL KEY-URL FINGERPRINT: fetches a file that is signed with that key, and with no other.
signed() {
  local file=$WORK/${1##*/} key=$WORK/${2##*/} said
  fetch "$1"
  fetch "$1.sig"
  fetch "$2"
  export GNUPGHOME=$WORK/gnupg
  [[ -d $GNUPGHOME ]] || mkdir -m 700 "$GNUPGHOME"
  gpg --batch --quiet --import "$key" || die "$2 is no key"
  said=$(gpg --batch --status-fd 1 --verify "$file.sig" "$file") || die "$1 is not signed with the key of $2"
  [[ $said == *'[GNUPG:] VALIDSIG '*"$3"* ]] || die "$1 is signed with another key than $3"
}

# repositories: NVIDIA's, once. On Ubuntu one file pins all releases: packages depend on each other's newest otherwise.
repositories() {
  [[ -z ${REPOSITORIES:-} ]] || return 0
  REPOSITORIES=added
  if amazon_linux; then
    dnf -y -q config-manager --add-repo "$NVIDIA/amzn2023/$NVIDIA_ARCH/cuda-amzn2023.repo"
    return
  fi
  fetch "$NVIDIA/ubuntu2404/$NVIDIA_ARCH/cuda-keyring_1.1-1_all.deb"
  dpkg -i "$WORK/cuda-keyring_1.1-1_all.deb"
  {
    # Revision 1 is NVIDIA's, 0 is Ubuntu's.
    printf 'Package: *nvidia*\nPin: version %s-1*\nPin-Priority: 1001\n\n' "$IMAGE_DRIVER"
    printf 'Package: libnccl*\nPin: version %s-*\nPin-Priority: 1001\n\n' "$IMAGE_NCCL"
    printf 'Package: datacenter-gpu-manager-4-*\nPin: version 1:%s-*\nPin-Priority: 1001\n' "$IMAGE_DCGM"
  } >"$ROOT/etc/apt/preferences.d/ultraserver-image"
  apt-get -q update
}

# add RPM... -- DEB...: RPMs by name and version, packages of Ubuntu by name.
add() {
  local rpms=() debs=() rpm=1 name
  for name; do
    if [[ $name == -- ]]; then
      rpm=0
    elif ((rpm)); then
      rpms+=("$name")
    else
      debs+=("$name")
    fi
  done
  if amazon_linux; then
    dnf -y -q install "${rpms[@]}"
  else
    apt-get -q -y --allow-downgrades --allow-change-held-packages install "${debs[@]}"
  fi
}

driver() {
  if has driver; then return 0; fi
  local there release kernel=kernel
  there=$(found driver || found module || true)
  [[ -z $IMAGE_PARENT_DRIVER ]] ||
    die "the parent image is said to have driver $IMAGE_PARENT_DRIVER, and has ${there:-none}: say what it has, or nothing"
  repositories
  release=$(uname -r)
  if amazon_linux; then
    [[ $release == 6.1.* ]] || kernel=kernel$(cut -d. -f1,2 <<<"$release")
    dnf -y -q module enable "nvidia-driver:${IMAGE_DRIVER%%.*}-open"
  elif [[ -x $ROOT/usr/bin/nvidia-uninstall ]]; then
    "$ROOT/usr/bin/nvidia-uninstall" --silent
  fi
  add "$kernel-devel-$release" "$kernel-modules-extra-$release" "nvidia-open-$IMAGE_DRIVER" \
    "nvidia-fabricmanager-$IMAGE_DRIVER" -- "linux-headers-$release" nvidia-open nvidia-fabricmanager
}

# nvidia PIECE RPM DEB: a package of NVIDIA's.
nvidia() {
  if has "$1"; then return 0; fi
  repositories
  add "$2-$(wanted "$1")" -- "$3"
}

efa() {
  if has efa-installer && has ofi-nccl; then return 0; fi
  local url=https://efa-installer.amazonaws.com archive=aws-efa-installer-$IMAGE_EFA_INSTALLER.tar.gz minimal=
  if amazon_linux && [[ -n $(package gnupg2-minimal || true) ]]; then
    minimal=swapped
    dnf -y -q swap gnupg2-minimal gnupg2-full
  fi
  signed "$url/$archive" "$url/aws-efa-installer.key" "$EFA_KEY"
  [[ -z $IMAGE_EFA_INSTALLER_SHA256 ]] || sha256sum -c --quiet <<<"$IMAGE_EFA_INSTALLER_SHA256  $WORK/$archive" ||
    die "$archive has another SHA-256 than the one that is wanted"
  tar -xzf "$WORK/$archive" -C "$WORK"
  (cd "$WORK/aws-efa-installer" && ./efa_installer.sh -y --no-verify)
  [[ -z $minimal ]] || dnf -y -q swap gnupg2-full gnupg2-minimal
}

# AWS has the agent for Ubuntu in its newest release alone: another one is no reason to take it.
agent() {
  if has cloudwatch-agent; then return 0; fi
  if amazon_linux; then
    dnf -y -q install --releasever=latest "amazon-cloudwatch-agent-$IMAGE_CLOUDWATCH_AGENT*"
    return
  fi
  local url=https://amazoncloudwatch-agent.s3.amazonaws.com newest
  signed "$url/ubuntu/$DEB_ARCH/latest/amazon-cloudwatch-agent.deb" "$url/assets/amazon-cloudwatch-agent.gpg" "$AGENT_KEY"
  newest=$(dpkg-deb -f "$WORK/amazon-cloudwatch-agent.deb" Version)
  same "${newest%%-*}" "$IMAGE_CLOUDWATCH_AGENT" ||
    die "AWS gives the CloudWatch agent $newest for Ubuntu, and $IMAGE_CLOUDWATCH_AGENT is wanted: ask for the former"
  dpkg -i -E "$WORK/amazon-cloudwatch-agent.deb"
}

driver
nvidia imex nvidia-imex nvidia-imex
nvidia nccl libnccl libnccl2
nvidia dcgm datacenter-gpu-manager-4-core datacenter-gpu-manager-4-core
efa
agent
# What mounts file systems; of the release of the parent's system. Lustre's client for Ubuntu is of no archive of its own.
add lustre-client amazon-efs-utils nfs-utils -- nfs-common
# An engine starts IMEX, with a list of nodes that it has made.
systemctl disable nvidia-imex.service
