#!/usr/bin/env bash
# Lets a node into service when it is what its type promises. A first failure reboots it once; a second one keeps it out
# of service, with the reason reported, instead of a replacement on the same hardware.
#   boot-gate.sh            checks the node and completes its launch
#   boot-gate.sh heartbeat  keeps Auto Scaling waiting for it
set -euo pipefail
# shellcheck source=lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"
FAILED=$STATE_DIR/gate-failed
VERSION='^[0-9]+(\.[0-9]+)+$'
CHECK='' EXPECTED='' FOUND=''

# miss CHECK EXPECTED FOUND REASON: what a failed check leaves behind.
miss() {
  CHECK=$1 EXPECTED=$2 FOUND=$3 REASON=$4
  return 1
}

# older A B: whether version A comes before version B, number by number.
older() {
  local a b i
  IFS=. read -ra a <<<"$1"
  IFS=. read -ra b <<<"$2"
  for ((i = 0; i < ${#b[@]}; i++)); do
    ((10#${a[i]:-0} == 10#${b[i]})) || break
  done
  ((10#${a[i]:-0} < 10#${b[i]:-0}))
}

check_driver() {
  local minimum=${ULTRASERVER_DRIVER_MINIMUM:-0}
  [[ $1 =~ $VERSION ]] || miss driver "$ULTRASERVER_IMAGE_DRIVER" "$1" 'that is not a driver version' || return 1
  [[ $1. == "$ULTRASERVER_IMAGE_DRIVER".* ]] ||
    miss driver "$ULTRASERVER_IMAGE_DRIVER" "$1" 'the image has another driver than the one stated for it' || return 1
  ! older "$1" "$minimum" ||
    miss driver "$minimum or newer" "$1" 'the driver is older than the instance type needs'
}

check_nvidia() {
  local count=$ULTRASERVER_ACCELERATORS versions version
  ask nvidia-smi --query-gpu=driver_version --format=csv,noheader || miss gpu-count "$count" '' "$REASON" || return 1
  mapfile -t versions <<<"$ANSWER"
  for version in "${versions[@]}"; do
    [[ $version =~ $VERSION ]] || miss gpu-count "$count" "$version" 'nvidia-smi printed something else than versions' || return 1
  done
  ((${#versions[@]} == count)) || miss gpu-count "$count" "${#versions[@]}" 'the node has another number of GPUs' || return 1
  for version in "${versions[@]}"; do
    check_driver "$version" || return 1
  done
}

# On a domain that spans the UltraServer the rack's switches give each GPU its place: no place, no NVLink to other nodes.
check_fabric() {
  [[ -n ${ULTRASERVER_DOMAIN_INSTANCES:-} ]] || return 0
  local want='Completed|Success, one clique and cluster' gpus program
  program='/^ +Fabric *$/ { inside = 1; gpu = ""; next }'
  # shellcheck disable=SC2016 # $2 is awk's
  program+=' inside && / (State|Status|CliqueId|ClusterUUID) / { gpu = gpu $2 "|" }'
  program+=' inside && / ClusterUUID / { print gpu; inside = 0 }'
  ask nvidia-smi -q || miss gpu-fabric "$want" '' "$REASON" || return 1
  gpus=$(awk -F ' *: *' "$program" <<<"$ANSWER") || gpus=''
  (($(grep -c . <<<"$gpus") == ULTRASERVER_ACCELERATORS)) ||
    miss gpu-fabric "$want" "$gpus" 'nvidia-smi -q shows no fabric state for each GPU' || return 1
  gpus=$(sort -u <<<"$gpus")
  [[ $gpus =~ ^Completed\|Success\|[0-9]+\|[0-9a-f-]*[1-9a-f][0-9a-f-]*\|$ ]] ||
    miss gpu-fabric "$want" "$gpus" 'the GPUs have not joined one NVLink domain'
}

check_option() {
  local params=$ROOT/proc/driver/nvidia/params want=${ULTRASERVER_NVIDIA_PARAM:-}
  [[ -z $want ]] || grep -qsxF "$want" "$params" ||
    miss driver-option "$want" '' "the driver runs without it (/etc/modprobe.d/90-ultraserver.conf)"
}

check_neuron() {
  local count=$ULTRASERVER_ACCELERATORS version=$ROOT/sys/module/neuron/version devices
  ask neuron-ls --json-output || miss neuron-count "$count" '' "$REASON" || return 1
  devices=$(grep -o '"neuron_device"' <<<"$ANSWER" | wc -l)
  ((devices == count)) || miss neuron-count "$count" "$devices" 'the node has another number of Neuron devices' || return 1
  [[ -r $version ]] || miss driver "$ULTRASERVER_IMAGE_DRIVER" '' 'the neuron module is not loaded' || return 1
  check_driver "$(<"$version")"
}

check_efa() {
  local device count=0
  for device in "$ROOT"/sys/class/infiniband/*; do
    [[ ! $device/device/driver -ef $ROOT/sys/bus/pci/drivers/efa ]] || count=$((count + 1))
  done
  ((count == ULTRASERVER_EFA_INTERFACES)) ||
    miss efa-count "$ULTRASERVER_EFA_INTERFACES" "$count" "layout $ULTRASERVER_LAYOUT promises another number of EFA devices"
}

check_instance_store() {
  local count
  count=$(store_disks | wc -l)
  ((count == ULTRASERVER_NVME_COUNT)) ||
    miss nvme-count "$ULTRASERVER_NVME_COUNT" "$count" 'the node has another number of instance store volumes' || return 1
  [[ ${ULTRASERVER_INSTANCE_STORE:-node} == engine ]] || ((count == 0)) || store_ready ||
    miss instance-store mounted '' 'no array of all volumes is mounted at /mnt/instance-store'
}

checks() {
  case $ULTRASERVER_ACCELERATOR in
    nvidia) check_nvidia && check_option && check_fabric || return 1 ;;
    aws-neuron) check_neuron || return 1 ;;
    *) miss accelerator 'nvidia or aws-neuron' "$ULTRASERVER_ACCELERATOR" 'no check is known for it' || return 1 ;;
  esac
  check_efa && check_instance_store
}

verdict() { report gate result "$1" check "$CHECK" expected "$EXPECTED" found "$FOUND" reason "$REASON"; }

refuse() {
  if [[ ! -e $FAILED ]]; then
    # No reboot without a record of it: the node would reboot for ever.
    if printf '%s\n' "$CHECK: $REASON" >"$FAILED" && settle "$FAILED"; then
      verdict rebooting
      restart && exit 1
      REASON+=' (systemctl reboot failed)'
    else
      REASON+=' (and the reboot cannot be recorded, so it is not made)'
    fi
  fi
  verdict failed
  exit 1
}

# lifecycle: sets STATE and GROUP as Auto Scaling has them.
lifecycle() {
  identity || return 1
  ask aws autoscaling describe-auto-scaling-instances --instance-ids "$INSTANCE" \
    --query 'AutoScalingInstances[0].[LifecycleState,AutoScalingGroupName]' --output text || return 1
  IFS=$'\t' read -r STATE GROUP <<<"$ANSWER"
  [[ $STATE =~ ^(Pending|InService|Standby|EnteringStandby|Detach|Terminat|Warmed) && -n $GROUP ]] && return 0
  REASON="aws autoscaling printed '$ANSWER'"
  return 1
}

# act COMMAND: answers Auto Scaling's launch hook.
act() {
  run aws autoscaling "$1" --lifecycle-hook-name "$ULTRASERVER_HOOK" --auto-scaling-group-name "$GROUP" \
    --instance-id "$INSTANCE" "${@:2}" && return 0
  REASON="aws autoscaling $1 failed with exit status $?"
  return 1
}

# complete: done when Auto Scaling itself says that the instance no longer waits, or where nothing waits for the node.
complete() {
  local try
  [[ -n ${ULTRASERVER_HOOK:-} ]] || return 0
  for ((try = 0; try < ${ULTRASERVER_TRIES:-12}; try++)); do
    ((try == 0)) || sleep "$PAUSE"
    lifecycle || continue
    case $STATE in
      Pending) REASON='Auto Scaling has not come to the launch hook yet' ;;
      Pending:Wait)
        REASON='Auto Scaling still waits after CompleteLifecycleAction'
        act complete-lifecycle-action --lifecycle-action-result CONTINUE || continue
        ;;
      *) return 0 ;;
    esac
  done
  return 1
}

heartbeat() {
  STATE=''
  [[ -z ${ULTRASERVER_HOOK:-} ]] || lifecycle || beat_failed
  case $STATE in
    Pending) ;;
    Pending:Wait)
      act record-lifecycle-action-heartbeat || beat_failed
      say heartbeat result sent
      ;;
    *) run systemctl stop ultraserver-gate-heartbeat.timer ;;
  esac
}

beat_failed() {
  say heartbeat result failed reason "$REASON"
  exit 1
}

main() {
  [[ ! -e $RUN_DIR/rebooting ]] || exit 1
  until checks; do
    ((SECONDS < ${ULTRASERVER_GATE_WAIT:-300})) || refuse
    sleep "$PAUSE"
  done
  if ! complete; then
    CHECK=lifecycle-action EXPECTED=CONTINUE FOUND=''
    # No verdict on the node, and no alarm: the unit runs again (75 is EX_TEMPFAIL).
    verdict unreported
    exit 75
  fi
  rm -f "$FAILED" || true
  report gate result passed
}

case ${1:-check} in
  check) main ;;
  heartbeat) heartbeat ;;
  *) exit 64 ;;
esac
