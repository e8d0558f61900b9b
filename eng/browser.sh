#!/usr/bin/env bash
# Sees to it that Chromium and its driver are there, in which the tests look at the report's page: installs Debian's packages where they
# are missing and this may be done. Prints one line and fails where it cannot.

set -u

present() { command -v chromium >/dev/null && command -v chromedriver >/dev/null; }
fail() { echo "eng/browser.sh: $1" >&2; exit 1; }

present && exit 0
command -v apt-get >/dev/null || fail 'chromium and chromedriver are not on the PATH; the tests of the report page need both.'
[ "$(id -u)" -eq 0 ] || fail "chromium is missing; run 'apt-get install chromium chromium-driver' as root."

echo 'Installing chromium and chromium-driver.'
log=$(mktemp) && trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
apt=(apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
{ "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends chromium chromium-driver; } >"$log" 2>&1 \
    || fail "apt-get could not install chromium and chromium-driver: $(grep '^E:' "$log" | head -n 1)"
present || fail 'chromium and chromium-driver are installed, but not on the PATH.'
