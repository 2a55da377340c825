#!/usr/bin/env bash
# Runs the workflow on a real Slurm: starts one of a single node in a temporary folder, runs a copy
# of the repository with profiles/slurm, holds the outputs byte for byte against a local run's, and
# takes everything away again. Nothing is written elsewhere, and a Slurm of the machine is not
# touched: this one has its own configuration, key, socket and ports.
#
#   tests/cluster/slurm.sh [folder]    a folder that holds a report; this evaluation without it
#
# Needs slurmctld, slurmd and munged (Debian: slurm-wlm, munge), root, and the environment of
# `make report`, or another one named by PYTHON.
set -euo pipefail
cd "$(dirname "$0")/../.."
IN=${1:-.}
PATH=$PATH:/usr/sbin

for program in munged slurmctld slurmd sbatch srun squeue; do
  command -v "$program" > /dev/null || { echo "skipped: Slurm is not installed (Debian: apt-get install slurm-wlm munge)"; exit 0; }
done
[ "$(id -u)" = 0 ] || { echo "skipped: slurmd can only be started by root"; exit 0; }
PYTHON=$(command -v "${PYTHON:-$PWD/.venv/bin/python}") || { echo "error: .venv: found no Python; expected what make report sets up" >&2; exit 1; }

work=$(mktemp -d)
started=() # what is to be stopped, latest first

stop() {
  status=$?
  trap - EXIT INT TERM HUP
  set +e
  # A job outlives the daemons, so jobs end first.
  [ -n "${SLURM_CONF:-}" ] && timeout 5 scancel --user root 2> /dev/null
  for _ in {1..50}; do
    [ -n "$(timeout 5 squeue --noheader 2> /dev/null)" ] || break
    sleep 0.2
  done
  for process in "${started[@]}"; do
    kill "$process" 2> /dev/null
    for _ in {1..50}; do kill -0 "$process" 2> /dev/null || break; sleep 0.1; done
    kill -KILL "$process" 2> /dev/null
    wait "$process" 2> /dev/null
  done
  rm -rf "$work"
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

start() { # a program in the background, to be stopped at the end
  local log=$1
  shift
  "$@" > "$log" 2>&1 &
  started=("$!" "${started[@]}")
}

await() { # until a command succeeds, for ten seconds
  for _ in {1..100}; do
    "${@:2}" > /dev/null 2>&1 && return
    sleep 0.1
  done
  echo "error: $1 did not start" >&2
  tail -n 20 "$work"/*.log >&2
  exit 1
}

# --- Slurm -----------------------------------------------------------------------------------

chmod 755 "$work" # anyone may ask munged, or it does not start
mkdir "$work"/{munge,state,spool,bin,plugin,tmp}
export TMPDIR=$work/tmp
chmod 700 "$work/munge"
(umask 077 && head -c 128 /dev/urandom > "$work/munge/key")
start "$work/munged.log" munged --foreground --force \
  --socket "$work/socket" --key-file "$work/munge/key" \
  --pid-file "$work/munge/pid" --seed-file "$work/munge/seed" --log-file "$work/munge/log"
await munged munge --no-input --socket "$work/socket"

host=$(hostname -s)
read -r port_of_controller port_of_node < <("$PYTHON" -c '
import socket
free = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(one.getsockname()[1] for one in free))')
# The node is made up (config_overrides), so that every machine can give what the profile asks for;
# no cgroups, which a container may not have.
cat > "$work/slurm.conf" << CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port_of_controller
SlurmdPort=$port_of_node
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/socket
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SlurmdParameters=config_overrides
ReturnToService=2
JobCompType=jobcomp/filetxt
JobCompLoc=$work/completed
NodeName=$host NodeAddr=127.0.0.1 CPUs=4 RealMemory=6000
PartitionName=test Nodes=$host Default=YES MaxTime=120
CONF
# slurmd looks for cgroups although nothing uses them: versions before 23.11 cannot be told not to, but
# v1 asks nothing of the machine until it is used.
version=$(slurmd -V | cut -d' ' -f2)
cgroups=disabled
[ "$(printf '%s\n' 23.11 "$version" | sort --version-sort | head -n 1)" = 23.11 ] || cgroups=cgroup/v1
echo "CgroupPlugin=$cgroups" > "$work/cgroup.conf"
export SLURM_CONF=$work/slurm.conf
start "$work/slurmctld.log" slurmctld -D -f "$SLURM_CONF"
await slurmctld scontrol ping
start "$work/slurmd.log" slurmd -D -f "$SLURM_CONF"
is_idle() { [ "$(sinfo --noheader --format=%T)" = idle ]; }
await slurmd is_idle

# The plugin drops every SLURM_… variable before it calls srun, and with them the configuration's
# place, which on a cluster is the usual one.
cat > "$work/bin/srun" << RUN
#!/bin/sh
SLURM_CONF='$SLURM_CONF' exec '$(command -v srun)' "\$@"
RUN
chmod +x "$work/bin/srun"

# --- The workflow, twice ---------------------------------------------------------------------

"$PYTHON" -m pip install --disable-pip-version-check --quiet --no-deps --require-hashes \
  --target "$work/plugin" -r requirements-cluster.lock 2> "$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

parts=(Snakefile environment.yml config data/raw profiles src workflow)
[ "$IN" = . ] || parts+=("$IN")
for copy in local slurm; do
  mkdir "$work/$copy"
  cp --archive --parents "${parts[@]}" "$work/$copy"
  (cd "$work/$copy/$IN" && rm -rf data/processed figures report logs .snakemake)
done

run() { # local or slurm, options; in the background, so that a signal is answered at once
  local copy=$1
  shift
  pushd "$work/$copy" > /dev/null
  PATH=$work/bin:$PATH PYTHONPATH=$work/$copy/src:$work/plugin \
    start "$work/run-$copy.log" "$PYTHON" -m snakemake --directory "$IN" "$@"
  popd > /dev/null
  wait "${started[0]}" || { echo "error: the $copy run failed" >&2; cat "$work/run-$copy.log" >&2; grep -rhs . "$work/$copy/$IN/logs" >&2; exit 1; }
  started=("${started[@]:1}")
}

SECONDS=0
run local --cores all
seconds_local=$SECONDS
SECONDS=0
run slurm --profile profiles/slurm
seconds_slurm=$SECONDS

# --- What must hold --------------------------------------------------------------------------

for made in data/processed figures report; do
  diff --recursive "$work/local/$IN/$made" "$work/slurm/$IN/$made" || { echo "error: the runs differ" >&2; exit 1; }
done
files=$(cd "$work/slurm/$IN" && find data/processed figures report -type f | wc -l)
steps=$(sed -n 's/^total  *//p' "$work/run-local.log" | head -n 1)
jobs=$(grep -c 'JobState=COMPLETED' "$work/completed") # every step but `all`, which does nothing
[ "$jobs" = $((steps - 1)) ] || { echo "error: Slurm completed $jobs jobs; expected $((steps - 1))" >&2; exit 1; }
echo "Slurm $version: $jobs jobs completed, $files files, the same bytes as the local run's ($seconds_slurm s; local $seconds_local s)"
