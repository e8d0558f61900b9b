#!/usr/bin/env bash
# A Slurm cluster of one node on this machine, all of whose files lie in one folder.
#
#   eng/slurm/test/cluster.sh up DIR      starts it and waits until it takes jobs; SLURM_CONF=DIR/slurm.conf is how to reach it
#   eng/slurm/test/cluster.sh down DIR    ends it and what runs on it
#
# Needs root, as Slurm's daemons do. Exit status: 0 done, 1 it did not start; the daemons' logs are in DIR/log.

set -eu
PATH=$PATH:/usr/sbin:/sbin
verb=${1:?up or down is expected} dir=${2:?a folder is expected}

up() {
    mkdir -p "$dir"/{state,spool,log,munge,run}
    chmod 755 "$dir"
    dir=$(cd "$dir" && pwd)
    # Munge trusts no key or socket in a folder that others may write to, nor one that is not its own.
    head -c 128 /dev/urandom >"$dir/munge/key"
    chmod 700 "$dir/munge"
    chmod 400 "$dir/munge/key"
    chown -R munge: "$dir/munge" "$dir/run"
    setpriv --reuid=munge --regid=munge --clear-groups munged --key-file="$dir/munge/key" --socket="$dir/run/munge.socket" \
        --pid-file="$dir/run/munged.pid" --log-file="$dir/munge/munged.log" --seed-file="$dir/munge/seed"
    configure >"$dir/slurm.conf"
    export SLURM_CONF=$dir/slurm.conf
    # Slurm's daemons listen nowhere if there is no address but 127.0.0.1, as where tests run with the network cut off.
    [ -n "$(hostname -I)" ] || ip address add 192.0.2.1/32 dev lo
    slurmctld
    slurmd
    local patience=60
    until [ "$(timeout 2 sinfo --noheader --format=%T 2>/dev/null)" = idle ]; do
        patience=$((patience - 1))
        [ "$patience" -gt 0 ] || { echo "eng/slurm/test/cluster.sh: the node does not become idle; see $dir/log." >&2; exit 1; }
        sleep 0.5
    done
}

configure() {
    local host
    host=$(hostname -s)
    # Four tasks side by side, however few cores there are; no control groups, which containers seldom let anyone make.
    cat <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$((20000 + $$ % 10000))
SlurmdPort=$((30000 + $$ % 10000))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/run/munge.socket
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/run/slurmctld.pid
SlurmdPidFile=$dir/run/slurmd.pid
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/slurmd.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_min_interval=0,batch_sched_delay=0
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
KillWait=5
NodeName=$host NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=cpu Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
}

down() {
    export SLURM_CONF=$dir/slurm.conf
    scancel --user=root 2>/dev/null || true
    for daemon in slurmd slurmctld munged; do
        [ -f "$dir/run/$daemon.pid" ] || continue
        end "$(cat "$dir/run/$daemon.pid")"
    done
}

# They write into the folder until they are gone.
end() { # PID
    local patience=100
    kill "$1" 2>/dev/null || return 0
    while kill -0 "$1" 2>/dev/null && [ "$patience" -gt 0 ]; do
        patience=$((patience - 1))
        sleep 0.1
    done
    kill -9 "$1" 2>/dev/null || true
}

case $verb in
up) up ;;
down) down ;;
*) echo "eng/slurm/test/cluster.sh: '$verb' is neither up nor down." >&2; exit 1 ;;
esac
