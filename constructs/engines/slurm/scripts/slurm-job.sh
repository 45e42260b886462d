#!/usr/bin/env bash
# Shared by Slurm's prolog and epilog: which job IMEX runs for on this node, and how it is ended.
set -euo pipefail
# shellcheck source=../../../nodes/scripts/lib.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/lib.sh"
# Set where NVLink joins the node to others; elsewhere there is nothing to do for any job.
[[ -n ${ULTRASERVER_DOMAIN_INSTANCES:-} ]] || exit 0
# shellcheck source=../../../nodes/scripts/imex-lib.sh
. "$ROOT/opt/ultraserver/imex-lib.sh"
PAUSE=${ULTRASERVER_PAUSE:-2}
OWNER=$RUN_DIR/slurm-job
JOB=${SLURM_JOB_ID:-}
ABOUT=(job "$JOB")

# reject REASON: leaves everything as it is.
reject() {
  tell failed "$1"
  exit 1
}

# take_down: stops IMEX and removes what it was started with, so that no later start finds a list of other nodes.
take_down() {
  local rc=0
  run systemctl stop nvidia-imex.service || rc=$?
  rm -f "$CONFIG" "$OWNER"
  REASON="nvidia-imex cannot be stopped (exit status $rc): is it installed?"
  return "$rc"
}

# fail REASON: a domain that is not whole is not left half up.
fail() {
  local reason=$1
  take_down || reason+="; $REASON"
  reject "$reason"
}

[[ $JOB =~ ^[0-9]+$ ]] || reject "SLURM_JOB_ID is '$JOB', not a job: slurmd runs this script, with the variables of a job"
