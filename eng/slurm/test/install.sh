#!/usr/bin/env bash
# Sees to it that Slurm and munge are there, with which the tests submit a sweep: installs Debian's packages where they are missing and
# this may be done. Prints one line and fails where it cannot.

set -u

present() {
    local program
    for program in sbatch slurmctld slurmd munged ip; do command -v "$program" >/dev/null || return 1; done
}
fail() { echo "eng/slurm/test/install.sh: $1" >&2; exit 1; }

PATH=$PATH:/usr/sbin:/sbin
present && exit 0
command -v apt-get >/dev/null || fail 'slurm and munge are not on the PATH; the tests that submit a sweep need both.'
[ "$(id -u)" -eq 0 ] || fail "slurm is missing; run 'apt-get install slurm-wlm munge' as root."

echo 'Installing slurm-wlm and munge.'
log=$(mktemp) && trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
apt=(apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
{ "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends slurm-wlm munge iproute2; } >"$log" 2>&1 \
    || fail "apt-get could not install slurm-wlm and munge: $(grep '^E:' "$log" | head -n 1)"
present || fail 'slurm-wlm and munge are installed, but not on the PATH.'
