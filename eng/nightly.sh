#!/usr/bin/env bash
# Runs the sweep afresh, compares its average accuracies with the baselines and keeps a log. `make nightly` and cron call it.
#
# Everything goes to artifacts/nightly: DATE.log, and DATE/ with the night's records, tables and figures. Nothing is read from earlier
# records, because a record that is present would not be run again; trained models come from the cache as always.
# SUITE BACKBONE METHODS REPAIRS SEEDS DEVICE CACHE THREADS ARGS say what runs, as they do for make; OUT (default: results) holds the
# baselines, which `surgerybench baseline` writes.
#
# Exit status: 0 every accuracy is where it was; 4 at least one moved; 3 there is no baseline to compare with; 75 another night still
# runs; anything else: the build or the sweep failed.

set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

device=${DEVICE:-cpu}
backend=${device%%:*}
nights=artifacts/nightly
date=$(date -u +%Y-%m-%d)
night=$nights/$date
mkdir -p "$nights" || exit 1

# The lock goes with this process; what it starts does not inherit it, so no build server left behind can hold it.
exec 9>"$nights/.lock"
flock -n 9 || { echo "nightly: another night still runs." >&2; exit 75; }

sweep() {
    rm -rf "$night" && mkdir -p "$night" || return 1
    if ! ls "${OUT:-results}"/baselines/*.json >/dev/null 2>&1; then
        echo "nightly: there is no baseline under ${OUT:-results}; 'surgerybench baseline' writes one." >&2
        return 3
    fi
    cp -r "${OUT:-results}/baselines" "$night/" || return 1
    dotnet build benchmarks/Accuracy -c Release -tl:off -v quiet -p:TorchBackend="$backend" || return 1
    set -f # ARGS is split at blanks, and nothing in it is a file pattern.
    program run --suite "${SUITE:-mini8}" --backbone "${BACKBONE:-vit-mini}" --methods "${METHODS:-all}" --repairs "${REPAIRS:-all}" \
        --seeds "${SEEDS:-0}" --device "$device" --out "$night" ${CACHE:+--cache "$CACHE"} ${THREADS:+--threads "$THREADS"} ${ARGS:-} \
        || { echo "nightly: the sweep failed." >&2; return 1; }
    program baseline --check --out "$night" && echo "nightly: no accuracy moved."
}

program() { dotnet run --no-build -c Release -p:TorchBackend="$backend" --project benchmarks/Accuracy -- "$@"; }

echo "nightly: $(git describe --always --dirty 2>&1), $(date -u +%H:%M) UTC" > "$night.log"
sweep 9>&- </dev/null 2>&1 | tee -a "$night.log" 9>&-
exit "${PIPESTATUS[0]}"
