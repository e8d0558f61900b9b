# Sees to it that programs are there which some tests need: installs Debian's packages where one is missing and this may be done. Prints one
# line and ends the script where it cannot. For scripts to source:
#
#   . eng/debian.sh WHO WHY WHAT PACKAGES PROGRAM...    WHO asks and WHY, for messages; WHAT and PACKAGES are two or more, with ' and ' between

set -u
who=$1 why=$2 what=$3 packages=$4 programs=("${@:5}")

present() {
    local program
    for program in "${programs[@]}"; do command -v "$program" >/dev/null || return 1; done
}
fail() { echo "$who: $1" >&2; exit 1; }

present && exit 0
command -v apt-get >/dev/null || fail "$what are not on the PATH; $why need both."
[ "$(id -u)" -eq 0 ] || fail "${what%% *} is missing; run 'apt-get install ${packages// and / }' as root."

echo "Installing $packages."
log=$(mktemp) && trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
apt=(apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
# shellcheck disable=SC2086 # Names of packages hold no blanks.
{ "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends ${packages// and / }; } >"$log" 2>&1 \
    || fail "apt-get could not install $packages: $(grep '^E:' "$log" | head -n 1)"
present || fail "$packages are installed, but not on the PATH."
