#!/usr/bin/env bash
# Slurm's Prolog, which slurmd runs as root on each node of a job: waits until the boot gate has passed the node, brings IMEX
# up over the nodes that the job has in the node's NVLink domain, or fails. Slurm then drains the node and requeues the job,
# held. https://slurm.schedmd.com/prolog_epilog.html#failure_handling
set -euo pipefail
# shellcheck source=../../../nodes/scripts/lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"

# verdict WORD: whether that is what the boot gate has said since the node has started.
verdict() { grep -qs "\"result\":\"$1\"" "$RUN_DIR/gate.json"; }

# slurmd takes jobs as soon as it runs; no job starts before the gate.
until verdict passed; do
  if verdict failed || ((SECONDS >= ${ULTRASERVER_JOB_GATE_WAIT:-300})); then
    report prolog result refused job "${SLURM_JOB_ID:-}" \
      reason "the boot gate has not passed this node: $(cat "$RUN_DIR/gate.json" 2>/dev/null || echo 'no verdict yet')"
    exit 1
  fi
  sleep "$PAUSE"
done
SECONDS=0
# shellcheck source=slurm-job.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/slurm-job.sh"
# shellcheck source=/dev/null
. "$ROOT/etc/ultraserver/slurm.env"
# slurmd gives its scripts no search path.
export PATH="$ULTRASERVER_SLURM_BIN:$PATH"
JOB_NODES=${SLURM_JOB_NODELIST:-${SLURM_NODELIST:-}}

# exclusive: whether no other job can run on the nodes. Slurm 26.05 says so in a variable of its own.
exclusive() {
  [[ ${SLURM_JOB_EXCLUSIVE:-${SLURM_JOB_OVERSUBSCRIBE:-unset}} =~ ^(NODE|TOPO)$ ]] && return 0
  [[ ! -v SLURM_JOB_EXCLUSIVE && ${SLURM_JOB_OVERSUBSCRIBE:-} == NO ]]
}

# shellcheck disable=SC2016 # $i is awk's
# nodes: sets ANSWER to a line for each node of the job: its name, its address, its active features.
nodes() {
  local program names told
  ask scontrol show hostnames "$JOB_NODES" || return 1
  names=$(sort <<<"$ANSWER")
  ask scontrol --all --oneliner show node "$JOB_NODES" || return 1
  # The first of each field: free text of operators comes last.
  program='{ name = address = features = ""; for (i = 1; i <= NF; i++) {'
  program+=' if (name == "" && sub(/^NodeName=/, "", $i)) name = $i;'
  program+=' if (address == "" && sub(/^NodeAddr=/, "", $i)) address = $i;'
  program+=' if (features == "" && sub(/^ActiveFeatures=/, "", $i)) features = $i };'
  program+=' print name, address, features }'
  ANSWER=$(awk "$program" <<<"$ANSWER")
  told=$(cut -d' ' -f1 <<<"$ANSWER" | sort)
  [[ $told == "$names" ]] && return 0
  REASON="scontrol knows nodes '${told//$'\n'/,}', where the job has '${names//$'\n'/,}'"
  return 1
}

# domain NODE FEATURES: sets DOMAIN to the one NVLink domain that the features name.
domain() {
  local feature features
  DOMAIN=''
  IFS=, read -ra features <<<"$2"
  for feature in "${features[@]}"; do
    [[ $feature != ultraserver-* ]] || DOMAIN+="${DOMAIN:+,}$feature"
  done
  [[ -n $DOMAIN && $DOMAIN != *,* ]] && return 0
  REASON="node $1 must have one feature ultraserver-*, which names its NVLink domain, and has '$DOMAIN'"
  return 1
}

# members: sets LIST to the addresses of the job's nodes in this node's domain, sorted, and EXPECTED to their number.
members() {
  local name address features own=''
  nodes || return 1
  LIST=''
  while read -r name address features; do
    domain "$name" "$features" || return 1
    [[ $name != "${SLURMD_NODENAME:-}" ]] || own=$DOMAIN
    # Another domain's nodes have an IMEX domain of their own: no NVLink leads there.
    [[ $DOMAIN == "$ULTRASERVER_SLURM_FEATURE" ]] || continue
    # A node that has not registered yet has its name there.
    [[ $address =~ ^[0-9]+(\.[0-9]+){3}$ ]] || {
      REASON="node $name has '$address' where its IPv4 address should be"
      return 1
    }
    LIST+=${LIST:+$'\n'}$address
  done <<<"$ANSWER"
  REASON="this node, ${SLURMD_NODENAME:-without a name}, was started in $ULTRASERVER_SLURM_FEATURE; Slurm has it in '$own'"
  [[ $own == "$ULTRASERVER_SLURM_FEATURE" ]] || return 1
  EXPECTED=$(wc -l <<<"$LIST")
  REASON="the job has $EXPECTED nodes in $own, which has $ULTRASERVER_DOMAIN_INSTANCES"
  ((EXPECTED <= ULTRASERVER_DOMAIN_INSTANCES)) || return 1
  LIST=$(sort -u <<<"$LIST")
  REASON="two of the job's nodes have the same address"
  (($(wc -l <<<"$LIST") == EXPECTED))
}

# prepared: whether this job has its domain already. Its steps may be using it.
prepared() {
  [[ -s $CONFIG && -e $OWNER && $(<"$OWNER") == "$1" ]] || return 1
  LIST=$(<"$CONFIG")
  EXPECTED=$(wc -l <<<"$LIST")
  domain_up
}

owner="$JOB ${SLURM_JOB_RESTART_COUNT:-0} $JOB_NODES"
! prepared "$owner" || exit 0
! busy || reject "$REASON: IMEX runs for another job, and a restart would end it"
trap 'fail "the prolog was ended before the domain was up"' HUP INT TERM
NODES=0 EXPECTED=0
take_down || reject "$REASON"
exclusive || fail "the job may share its nodes (OverSubscribe=${SLURM_JOB_OVERSUBSCRIBE:-unknown}): submit it with --exclusive"
[[ -z ${SLURM_HET_JOB_ID:-} ]] || fail 'the job is heterogeneous: its components would share no IMEX domain; submit one job'
[[ -n $JOB_NODES ]] || fail 'SLURM_JOB_NODELIST is empty'
until members; do
  ((SECONDS < ${ULTRASERVER_NODES_WAIT:-60})) || fail "$REASON"
  sleep "$PAUSE"
done
printf '%s\n' "$owner" >"$OWNER"
bring_up "${ULTRASERVER_QUORUM_WAIT:-300}"
