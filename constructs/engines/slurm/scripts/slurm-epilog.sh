#!/usr/bin/env bash
# Slurm's Epilog, which slurmd runs as root on each node of a job that has ended: ends the job's IMEX. Where that fails, the
# node must not take another job; Slurm drains it. https://slurm.schedmd.com/prolog_epilog.html#failure_handling
set -euo pipefail
# shellcheck source=slurm-job.sh
. "${ULTRASERVER_ROOT:-}/opt/ultraserver/slurm-job.sh"

if [[ -e $OWNER && $(<"$OWNER") != "$JOB "* ]]; then
  say imex result kept job "$JOB" reason "IMEX runs for job $(cut -d' ' -f1 "$OWNER")"
  exit 0
fi
started=''
[[ ! -e $OWNER ]] || started=yes
take_down || reject "$REASON"
# Where the prolog failed, its reason stays the state of the node.
[[ -z $started ]] || tell down ''
