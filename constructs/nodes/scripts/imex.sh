#!/usr/bin/env bash
# IMEX for the whole NVLink domain: the same node list on every instance of the UltraServer.
#   imex.sh up     waits for all instances, writes the list, starts IMEX, waits until the domain is up
#   imex.sh watch  reports on the running domain; restarts it where a replaced instance is in service and no job runs
set -euo pipefail
# shellcheck source=lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"
CONFIG=$ROOT/etc/nvidia-imex/nodes_config.cfg
# shellcheck source=/dev/null
. "$ROOT/etc/ultraserver/imex.env"
EXPECTED=$ULTRASERVER_IMEX_INSTANCES
NODES=0 IN_SERVICE=0 LIST='' IDS=()

# tell RESULT REASON: `up` and `waiting` once, a failure every time.
tell() {
  local before=''
  [[ ! -e $RUN_DIR/imex.json ]] || before=$(<"$RUN_DIR/imex.json")
  say imex result "$1" nodes "$NODES" expected "$EXPECTED" reason "$2" >/dev/null
  [[ $1 != failed && ${LINE#*,} == "${before#*,}" ]] ||
    report imex result "$1" nodes "$NODES" expected "$EXPECTED" reason "$2"
}

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
  filters=$(filter cluster "$ULTRASERVER_IMEX_CLUSTER")$(filter member "$ULTRASERVER_IMEX_MEMBER")
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

# in_service: sets IN_SERVICE to how many of them Auto Scaling has in service, which is where their gates let them.
in_service() {
  ask aws autoscaling describe-auto-scaling-instances --instance-ids "${IDS[@]}" \
    --query 'AutoScalingInstances[].[LifecycleState]' --output text || return 1
  IN_SERVICE=$(grep -cxF InService <<<"$ANSWER") || true
  REASON="$IN_SERVICE of $EXPECTED are in service"
}

# busy: whether a process, other than IMEX itself, has a channel open, or might have.
busy() {
  local rc=0 open fd name
  open=$(run find "$ROOT"/proc/[0-9]*/fd -lname '*/nvidia-caps-imex-channels/channel*' 2>/dev/null) || rc=$?
  # 1: processes have ended meanwhile.
  if ((rc > 1)); then
    REASON="nobody knows whether a job runs (find ended with exit status $rc)"
    return 0
  fi
  for fd in $open; do
    fd=${fd%/fd/*}
    name=$(cat "$fd/comm" 2>/dev/null) || continue
    [[ $name != nvidia-imex* ]] || continue
    REASON="process ${fd##*/} ($name) uses an IMEX channel"
    return 0
  done
  return 1
}

# shellcheck disable=SC2016 # $0 is awk's
# domain_up: whether IMEX itself says that every node of the list is ready and the domain is up.
domain_up() {
  local program told state hosts
  NODES=0
  ask nvidia-imex-ctl -N -j || return 1
  # Its JSON, token by token: how deep, under which key, and the value after each key.
  program='{ gsub(/"/, "") } $0 == "{" { at[++depth] = key; key = ""; next } $0 == "}" { depth--; next }'
  program+=' $0 == ":" { key = last; next } key == "" { last = $0; next }'
  program+=' depth == 1 && key == "status" { state = $0 }'
  program+=' depth == 3 && at[2] == "nodes" && key == "host" { print "host", $0 }'
  program+=' depth == 3 && at[2] == "nodes" && key == "status" && $0 == "READY" { ready++ }'
  program+=' { key = "" } END { print "domain", state ? state : "unknown", ready + 0 }'
  told=$(grep -oE '"[^"]*"|[{}:]|[[:alnum:].+-]+' <<<"$ANSWER" | awk "$program") || true
  read -r _ state NODES < <(grep '^domain ' <<<"$told")
  hosts=$(sed -n 's/^host //p' <<<"$told" | sort)
  REASON="nvidia-imex-ctl says: domain $state, $NODES nodes ready"
  [[ $hosts == "$LIST" ]] || REASON+=', and not for the nodes of the list'
  [[ $state == UP && $NODES == "$EXPECTED" && $hosts == "$LIST" ]]
}

channel() {
  local dir=$ROOT/dev/nvidia-caps-imex-channels major
  [[ ! -e $dir/channel0 ]] || return 0
  major=$(awk '$2 == "nvidia-caps-imex-channels" { print $1 }' "$ROOT/proc/devices") || major=''
  [[ $major =~ ^[0-9]+$ ]] || fail 'the driver offers no IMEX channels'
  { mkdir -p "$dir" && run mknod -m 666 "$dir/channel0" c "$major" 0; } || fail "mknod failed with exit status $?"
}

up() {
  run systemctl disable --now nvidia-imex.service || fail "nvidia-imex cannot be stopped (exit status $?): is it installed?"
  rm -f "$CONFIG" || fail 'the list of an earlier start cannot be removed'
  until members && ((NODES == EXPECTED)); do
    ((SECONDS < ${ULTRASERVER_IMEX_WAIT:-1800})) || fail "$REASON"
    tell waiting "$REASON"
    sleep "$PAUSE"
  done
  channel
  { mkdir -p "${CONFIG%/*}" && printf '%s\n' "$LIST" >"$CONFIG"; } || fail 'the list of nodes cannot be written'
  # With full quorum a start may last until the last node has joined.
  run systemctl start --no-block nvidia-imex.service || fail "nvidia-imex cannot be started (exit status $?)"
  SECONDS=0
  until domain_up; do
    ((SECONDS < ${ULTRASERVER_QUORUM_WAIT:-1200})) || fail "$REASON"
    tell waiting "$REASON"
    sleep "$PAUSE"
  done
  tell up ''
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
