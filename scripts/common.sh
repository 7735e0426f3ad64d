# shellcheck shell=bash disable=SC2154  # root is the caller's
# What ./run and ./check share: sourced by bash, with $root set to the root of the tree. Everything here talks on stderr.

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
give_up() { say "$@"; exit 2; }

# packages [all]: what the build needs, and with `all` what the tests need besides.
packages() {
    { [ "${1:-}" = all ] && cat "$root/packages.txt" || sed '/# check:/d' "$root/packages.txt"; } | sed 's/#.*//' | tr -s ' \n' '\n' | sed '/^$/d'
}

# missing_packages [all], as above.
missing_packages() {
    local installed
    # dpkg-query fails for names that it has never heard of, and still prints the others.
    installed=$(packages "$@" | xargs dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null || true)
    packages "$@" | while read -r package; do
        grep -qxF "installed $package" <<<"$installed" || echo "$package"
    done
}

# Names those of the packages that apt knows no version of.
unavailable_packages() {
    local package
    for package in "$@"; do
        [[ $(apt-cache policy "$package" 2>/dev/null) == *"Candidate: "[^\(]* ]] || printf ' %s' "$package"
    done
}

# install_packages [all], as above.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "no dpkg here, so nothing is installed; packages.txt lists what the build needs"
        return
    fi
    local missing as_root=() unavailable
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || give_up "packages are missing, and there is no sudo; run as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing ${missing[*]}"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
    "${apt[@]}" update >&2 || say "apt-get update failed; trying with the package lists that are here"
    "${apt[@]}" install --no-install-recommends "${missing[@]}" >&2 && return
    unavailable=$(unavailable_packages "${missing[@]}")
    [ -z "$unavailable" ] || give_up "apt has no package$unavailable; nianbao needs Debian 12 or newer, with its main archive in /etc/apt"
    give_up "apt-get could not install the packages; its own words are above; mend that and start again"
}

# build [TARGET]...: the release preset, everything when no target is named. One build at a time in a tree.
build() {
    local targets=()
    [ $# -eq 0 ] || targets=(--target "$@")
    # ccache wants a place of its own where there is no home to write to.
    [ -w "${HOME:-/nonexistent}" ] || export CCACHE_DIR="${CCACHE_DIR:-$root/build/ccache}"
    mkdir -p "$root/build" || give_up "cannot write to $root; clone the tree to a place of your own"
    (
        flock 9
        cd "$root" || exit
        # Once configured, ninja itself calls cmake again when a CMake file or the list of sources has changed.
        [ -f build/release/build.ninja ] || { say "configuring" && cmake --preset release >&2; } || exit
        say "building"
        cmake --build --preset release "${targets[@]}" >&2
    ) 9>"$root/build/lock" || give_up "the build failed; what it said is above"
}
