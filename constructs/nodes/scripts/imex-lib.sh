#!/usr/bin/env bash
# Shared by the scripts that run IMEX, after lib.sh: the list of nodes, the channel, its users, and the domain's state.
# Each brings a `fail REASON` of its own: what it leaves behind when a domain does not come up.
# shellcheck disable=SC2154 # lib.sh sets what this file takes for given
CONFIG=$ROOT/etc/nvidia-imex/nodes_config.cfg
NODES=0 EXPECTED=0 LIST='' ABOUT=()

# tell RESULT REASON: `up` and `waiting` once, a failure every time.
tell() {
  local before=''
  [[ ! -e $RUN_DIR/imex.json ]] || before=$(<"$RUN_DIR/imex.json")
  say imex result "$1" nodes "$NODES" expected "$EXPECTED" "${ABOUT[@]}" reason "$2" >/dev/null
  [[ $1 != failed && ${LINE#*,} == "${before#*,}" ]] ||
    report imex result "$1" nodes "$NODES" expected "$EXPECTED" "${ABOUT[@]}" reason "$2"
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

# channel: makes the default channel where there is none.
channel() {
  local dir=$ROOT/dev/nvidia-caps-imex-channels major
  [[ ! -e $dir/channel0 ]] || return 0
  major=$(awk '$2 == "nvidia-caps-imex-channels" { print $1 }' "$ROOT/proc/devices") || major=''
  [[ $major =~ ^[0-9]+$ ]] || fail 'the driver offers no IMEX channels'
  { mkdir -p "$dir" && run mknod -m 666 "$dir/channel0" c "$major" 0; } || fail "mknod failed with exit status $?"
}

# bring_up SECONDS: writes LIST, starts IMEX, which must not run, and waits until the domain is up.
bring_up() {
  channel
  { mkdir -p "${CONFIG%/*}" && printf '%s\n' "$LIST" >"$CONFIG"; } || fail 'the list of nodes cannot be written'
  # With full quorum a start may last until the last node has joined.
  run systemctl start --no-block nvidia-imex.service || fail "nvidia-imex cannot be started (exit status $?)"
  SECONDS=0
  until domain_up; do
    ((SECONDS < $1)) || fail "$REASON"
    tell waiting "$REASON"
    sleep "$PAUSE"
  done
  tell up ''
}
