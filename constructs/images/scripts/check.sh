#!/usr/bin/env bash
# Whether an image has every piece in the release that it is to have. It fails on a tool that is missing, on one that says
# nothing, and on any other release; all of that is said, not only the first.
set -euo pipefail
# An operator asks without a word; a build says what it wants.
# shellcheck source=/dev/null
[[ -n ${IMAGE_DRIVER:-} ]] || . "${ULTRASERVER_ROOT:-}/etc/ultraserver/image.env"
# shellcheck source=image-lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/image-lib.sh"
FAULTS=0

fault() {
  printf 'image: %s\n' "$1" >&2
  FAULTS=$((FAULTS + 1))
}

# piece NAME: its version, from the package manager.
piece() {
  local version
  version=$(found "$1") || version=''
  if same "$version" "$(wanted "$1")"; then
    printf 'image: %s %s\n' "$1" "$version"
  else
    fault "$1 is ${version:-not there}, wanted $(wanted "$1")"
  fi
}

# Modules of EKS's images are in an archive until a GPU is there to choose one.
module() {
  if [[ -n $IMAGE_PARENT_DRIVER && -z $(found module || true) ]]; then return 0; fi
  piece module
}

# tool PATH...: one of them is a program.
tool() {
  local path
  for path; do
    [[ ! -x $ROOT$path ]] || return 0
  done
  fault "no $1"
}

for name in driver imex efa-installer ofi-nccl nccl dcgm cloudwatch-agent; do
  piece "$name"
done
module
for name in nvidia-smi nvidia-imex nvidia-imex-ctl dcgmi; do
  tool "/usr/bin/$name" "/usr/local/bin/$name"
done
tool /opt/amazon/efa/bin/fi_info
tool /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl
tool /opt/ultraserver/boot-gate.sh
state=$(systemctl is-enabled nvidia-imex.service 2>/dev/null) || true
case $state in
  disabled | masked | static) ;;
  *) fault "nvidia-imex.service is ${state:-not there}, wanted disabled: it must not start with a list of nodes that is over" ;;
esac
((FAULTS == 0)) || die "$FAULTS faults"
printf 'image: everything is there\n'
