# What Tools/run and Tools/test share: sourced, not run.

# The name of the script that sources this file, for its messages.
me=Tools/$(basename "$0")

# Fails, saying what to do, unless a Swift 6.3 toolchain can be run.
need_swift() {
    if ! command -v swift >/dev/null; then
        echo "$me: no 'swift' in PATH: install a Swift 6.3 toolchain (https://swift.org/install)" >&2
        exit 69
    fi
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    if [ "$(printf '6.3\n%s\n' "$version" | sort -V | head -n 1)" != 6.3 ]; then
        echo "$me: Swift $version is too old: 6.3 is needed" >&2
        exit 69
    fi
}

# need_commands COMMAND:PACKAGE …
# Installs Debian's package of each command that is missing.
need_commands() {
    local pair missing=()
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    local install=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -y)
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "$me: needs the Debian packages ${missing[*]}: install them as root" >&2
            exit 69
        fi
        install=(sudo "${install[@]}")
    fi
    echo "$me: installs ${missing[*]}"
    "${install[@]}" update >/dev/null
    "${install[@]}" install --no-install-recommends "${missing[@]}" >/dev/null
}
