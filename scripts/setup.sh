# shellcheck shell=bash
# What scripts/run and scripts/test share; read by them, not run. Leaves the shell in the project's
# folder. Says what it does on standard error, and nothing when there is nothing to do.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

say() { printf '== %s\n' "$*" >&2; }

# Installs the Debian packages whose files are missing, or prints the command that does.
install_missing() {
  local missing=()
  [[ -e /usr/include/readline/readline.h ]] || missing+=(libreadline-dev)
  [[ -e /usr/include/sqlite3.h ]] || missing+=(libsqlite3-dev)
  [[ -e /usr/include/zlib.h ]] || missing+=(zlib1g-dev)
  command -v git > /dev/null || missing+=(git)
  if ((${#missing[@]} > 0)); then
    local as_root=()
    ((EUID == 0)) || as_root=(sudo -n)
    if ! command -v apt-get > /dev/null; then
      say "missing: ${missing[*]} (Debian's names); install them with the system's package manager"
      exit 1
    fi
    if ((EUID != 0)) && ! sudo -n true 2> /dev/null; then
      say "missing packages; type: sudo apt-get install -y ${missing[*]}"
      exit 1
    fi
    say "installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
  fi
  if ! command -v swift > /dev/null; then
    say "no swift in PATH; install Swift 6.2 or later from https://www.swift.org/install/linux/"
    exit 1
  fi
}

# build NAME FOLDERS COMMAND...: runs COMMAND unless its last success, remembered as NAME, is newer
# than every file of FOLDERS. (A build that has nothing to do takes seconds, this takes none.)
build() {
  local stamp=".build/$1.stamp" folders=$2
  shift 2
  # shellcheck disable=SC2086  # FOLDERS are words
  if [[ -e $stamp && -z $(find Package.swift $folders -newer "$stamp" -print -quit) ]]; then
    return
  fi
  install_missing
  mkdir -p .build
  # What changes while the build runs is newer than the stamp, which has the time of the start.
  touch "$stamp.new"
  say "$*"
  "$@" >&2
  mv "$stamp.new" "$stamp"
}

build_release() {
  build release Sources swift build -c release --static-swift-stdlib --product strata
}

build_tests() {
  build tests 'Sources Tests' swift build --build-tests
}
