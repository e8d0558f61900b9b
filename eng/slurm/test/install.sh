#!/usr/bin/env bash
# Sees to it that Slurm and munge are there, with which the tests submit a sweep: installs Debian's packages where they are missing and
# this may be done. Prints one line and fails where it cannot.

PATH=$PATH:/usr/sbin:/sbin
. "${BASH_SOURCE[0]%/*}/../../debian.sh" eng/slurm/test/install.sh 'the tests that submit a sweep' 'slurm and munge' 'slurm-wlm and munge and iproute2' sbatch slurmctld slurmd munged ip
