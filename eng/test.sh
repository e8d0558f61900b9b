#!/usr/bin/env bash
# Builds and runs all tests. The last line is always `N passed, N failed, N skipped`.
#
#   eng/test.sh                     everything
#   FILTER=TestCategory=Parity      what `dotnet test --filter` takes
#   ARGS="--blame-hang"             further arguments of `dotnet test`; so are the script's own
#   eng/test.sh --count FILE        only counts a TRX file
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

if [ "${1:-}" = --count ]; then
    count "${2:?a TRX file is expected after --count}"
    exit
fi

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
dotnet test tests -c Release --no-build -tl:off -p:TorchBackend="${BACKEND:-cpu}" \
    --results-directory "$results" --logger 'trx;LogFileName=tests.trx' --logger 'console;verbosity=minimal' ${arguments[@]+"${arguments[@]}"}
