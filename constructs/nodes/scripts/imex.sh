#!/usr/bin/env bash
# IMEX for the whole NVLink domain: the same node list on every instance of the UltraServer.
#   imex.sh up     waits for all instances, writes the list, starts IMEX, waits until the domain is up
#   imex.sh watch  reports on the running domain; restarts it where a replaced instance is in service and no job runs
set -euo pipefail
# shellcheck source=lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"
# shellcheck source=imex-lib.sh
. "$ROOT/opt/ultraserver/imex-lib.sh"
# shellcheck source=/dev/null
. "$ROOT/etc/ultraserver/imex.env"
EXPECTED=$ULTRASERVER_IMEX_INSTANCES
IN_SERVICE=0 IDS=()

# fail REASON: a domain that is not whole is not left half up, and no list is left that a later start could take for good.
fail() {
  run systemctl stop nvidia-imex.service || true
  rm -f "$CONFIG" || true
  tell failed "$1"
  exit 1
}

# filter TAG VALUE: in JSON, as the CLI's shorthand takes a comma for another value; EC2's wildcards stand for themselves.
filter() {
  printf '{"Name":"tag:ultraserver:%s","Values":["%s"]},' "$1" "$(sed 's/[*?\\]/\\&/g; s/["\\]/\\&/g' <<<"$2")"
}

# members: sets LIST to the addresses of the UltraServer's running instances, sorted, IDS, and NODES to their number.
members() {
  local line own filters pattern='^[0-9]+(\.[0-9]+){3}[[:blank:]]i-[0-9a-f]+$'
  NODES=0
  identity || return 1
  imds local-ipv4 || return 1
  own=$ANSWER
  filters=$(filter cluster "$ULTRASERVER_CLUSTER")$(filter member "$ULTRASERVER_MEMBER")
  filters+='{"Name":"instance-state-name","Values":["running"]}'
  # The AWS CLI reads all pages unless told otherwise.
  ask aws ec2 describe-instances --filters "[$filters]" \
    --query 'Reservations[].Instances[].[PrivateIpAddress,InstanceId]' --output text || return 1
  while read -r line; do
    [[ $line =~ $pattern ]] || {
      REASON="aws ec2 describe-instances printed '$line'"
      return 1
    }
  done <<<"$ANSWER"
  LIST=$(cut -f1 <<<"$ANSWER" | sort -u)
  mapfile -t IDS < <(cut -f2 <<<"$ANSWER" | sort -u)
  NODES=$(wc -l <<<"$LIST")
  REASON="$NODES of $EXPECTED instances are running"
  grep -qxF "$own" <<<"$LIST" && return 0
  REASON="this node's address $own is not among the UltraServer's instances"
  return 1
}

# in_service: sets IN_SERVICE to how many of them Auto Scaling has in service, where a hook of it waits for their gates.
in_service() {
  IN_SERVICE=$NODES
  [[ -n ${ULTRASERVER_HOOK:-} ]] || return 0
  ask aws autoscaling describe-auto-scaling-instances --instance-ids "${IDS[@]}" \
    --query 'AutoScalingInstances[].[LifecycleState]' --output text || return 1
  IN_SERVICE=$(grep -cxF InService <<<"$ANSWER") || true
  REASON="$IN_SERVICE of $EXPECTED are in service"
}

up() {
  run systemctl disable --now nvidia-imex.service || fail "nvidia-imex cannot be stopped (exit status $?): is it installed?"
  rm -f "$CONFIG" || fail 'the list of an earlier start cannot be removed'
  until members && ((NODES == EXPECTED)); do
    ((SECONDS < ${ULTRASERVER_IMEX_WAIT:-1800})) || fail "$REASON"
    tell waiting "$REASON"
    sleep "$PAUSE"
  done
  bring_up "${ULTRASERVER_QUORUM_WAIT:-1200}"
}

watch() {
  local rc=0
  run systemctl is-active -q ultraserver-imex.service || rc=$?
  # 3: on its way up, or waiting for its restart, and reporting for itself.
  ((rc != 3)) || return 0
  if ((rc != 0)); then
    REASON="systemctl gave no verdict on ultraserver-imex (exit status $rc)"
  elif members; then
    if ((NODES != EXPECTED)); then
      tell waiting "$REASON; the running domain is left as it is"
      return 0
    elif [[ -s $CONFIG && $LIST == "$(<"$CONFIG")" ]]; then
      domain_up && tell up '' && return 0
    elif in_service; then
      if ((IN_SERVICE != EXPECTED)) || busy; then
        tell waiting "the instances have changed, but $REASON: the running domain is left as it is"
        return 0
      fi
      tell waiting 'the instances have changed: IMEX restarts with the new list'
      run systemctl restart --no-block ultraserver-imex.service && return 0
      REASON="ultraserver-imex cannot be restarted (exit status $?)"
    fi
  fi
  tell failed "$REASON"
  exit 1
}

case ${1:-} in
  up) up ;;
  watch) watch ;;
  *) exit 64 ;;
esac
