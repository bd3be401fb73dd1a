# The packages that this machine needs, and their installation; sourced by the other scripts.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# The program looks in the same places; the folders of Debian's servers are not on the PATH.
has_postgres() {
  [[ -n ${FARMFAIR_PG_BIN:-} ]] || has initdb ||
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || compgen -G '/usr/pgsql-*/bin/initdb' >/dev/null
}

has_chromium() {
  [[ -n ${CHROMIUM:-} ]] || has chromium || has chromium-browser || has google-chrome
}

has_chinese_font() {
  has fc-list && [[ -n $(fc-list :lang=zh family) ]]
}

need_rust() {
  # rustup's folder is on the PATH of login shells only.
  PATH=${CARGO_HOME:-${HOME:-/root}/.cargo}/bin:$PATH
  has cargo || fail "Rust is missing: install it (with rustup), then start this again."
  # Some of the libraries have C in them, and Rust links with cc.
  has cc || install gcc libc6-dev
}

need_postgres() {
  has_postgres && return
  has dpkg && may_be_root && ! dpkg -s postgresql-common >/dev/null 2>&1 && keep_from_starting
  install postgresql
}

# Only the programs of Postgres are needed; Debian would also start a server.
keep_from_starting() {
  install postgresql-common
  as_root sed -ri 's/^#?\s*create_main_cluster\s*=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
}

# Installs Debian packages.
install() {
  local please="Please install: $* (Debian: apt-get install $*). Then start this again."
  has apt-get && may_be_root || fail "$please"
  say "Installing $*"
  local log
  # The output of apt matters only if it fails.
  log=$(apt_install "$@" 2>&1) || fail "$log" $'\n\n'"$please"
}

apt_install() {
  # A failed update does no harm if the older lists are sufficient.
  as_root apt-get update -qq || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"
}

may_be_root() { ((EUID == 0)) || has sudo; }

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif [[ -t 0 ]]; then
    sudo "$@"
  else
    # Nobody can type a password.
    sudo -n "$@"
  fi
}
