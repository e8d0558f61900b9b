#!/usr/bin/env bash
# Builds and runs all tests. The last line is always `N passed, N failed, N skipped`.
#
# Packages and the browser come from the network; then the tests run without one: Linux gives them a network of their own, which has the
# loopback and nothing else, so that every run shows that they pass with the network cut off. Where the system permits no such thing, a line
# says so; a test whose own process reaches out fails there too (tests/SupplyChain/ThisMachineOnlyAttribute.cs).
#
#   eng/test.sh                     everything
#   FILTER=TestCategory=Parity      what `dotnet test --filter` takes
#   ARGS="--blame-hang"             further arguments of `dotnet test`; so are the script's own
#   eng/test.sh --count FILE        only counts a TRX file
#   eng/test.sh --offline COMMAND   only runs a command as the tests are run, without a network
#
# Exit status: 0 if every test that ran passed and at least one ran, otherwise not 0.

set -u

# The total of each outcome in a TRX file; a file that is missing or holds no totals counts as an empty run.
counter() { # FILE NAME
    local found=''
    [ -f "$1" ] && found=$(grep -o '<Counters [^>]*>' "$1" | sed -n "\$s/.* $2=\"\([0-9][0-9]*\)\".*/\1/p")
    echo "${found:-0}"
}

# Prints the line and says by its status whether all is well. TRX has no total of skipped tests: they are what neither passed nor failed.
count() { # FILE
    local total passed failed
    total=$(counter "$1" total) passed=$(counter "$1" passed) failed=$(counter "$1" failed)
    echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
    [ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
}

# Raises the loopback of a new network: with iproute2, or by Perl, which every Debian has. 0x8914 is SIOCSIFFLAGS; 0x49 is UP, LOOPBACK
# and RUNNING.
raise='ip link set lo up 2>/dev/null || perl -e '\''my $lo = pack("Z16 s x22", "lo", 0x49); socket(S, 2, 2, 0) && ioctl(S, 0x8914, $lo) || exit 1'\'

# Runs a command where there is no network but the loopback: as root in a network of its own, as anybody else the same as the root of a
# user namespace.
offline() { # COMMAND...
    local apart
    for apart in -n -rn; do
        unshare "$apart" sh -c "$raise" 2>/dev/null || continue
        unshare "$apart" sh -c "{ $raise; } && exec \"\$@\"" sh "$@"
        return
    done
    echo 'eng/test.sh: this system permits no network namespace; the tests run with the network as it is.' >&2
    "$@"
}

case ${1:-} in
    --count) count "${2:?a TRX file is expected after --count}"; exit ;;
    --offline) offline "${@:2}"; exit ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
exec </dev/null
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1

results=artifacts/test-results
trx=$results/tests.trx
mkdir -p "$results" && rm -f "$trx" || exit 1

finish() {
    local status=$?
    count "$trx" || [ "$status" -ne 0 ] || status=1
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

set -f # ARGS is split at blanks, and nothing in it is a file pattern.
arguments=(${ARGS:-} "$@")
[ -z "${FILTER:-}" ] || arguments+=(--filter "$FILTER")

# Without a browser or Slurm the tests that need one fail; the others still say what they have to say.
eng/browser.sh
eng/slurm/test/install.sh

echo 'Building the tests.'
dotnet build tests -c Release -tl:off -v quiet -p:TorchBackend="${BACKEND:-cpu}" || exit
offline dotnet test tests -c Release --no-build -tl:off -p:TorchBackend="${BACKEND:-cpu}" \
    --results-directory "$results" --logger 'trx;LogFileName=tests.trx' --logger 'console;verbosity=minimal' ${arguments[@]+"${arguments[@]}"}
