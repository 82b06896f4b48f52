#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Shared by run.sh and test.sh: installs the Debian packages that are missing, and builds a preset.

# A failed step ends the script with one sentence: what failed and what to do.
step="starting"
remedy="read the lines above"
trap 'printf "\nMingsi: %s failed; %s.\n" "$step" "$remedy" >&2' ERR

say() { printf 'Mingsi: %s\n' "$*"; }

# install_packages SECTION…
install_packages() {
  local list=packaging/debian-packages.txt missing=() package section=""
  while IFS= read -r package; do
    case "$package" in
      '#'* | '') ;;
      '['*) section=${package//[\[\]]/} ;;
      *)
        if [[ " $* " == *" $section "* ]] &&
          [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true) != installed ]]; then
          missing+=("$package")
        fi
        ;;
    esac
  done <"$list"
  ((${#missing[@]})) || return 0

  local as_root=()
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      printf 'Mingsi: packages are missing and sudo is not installed; run this as root and start again:\n  apt-get install %s\n' \
        "${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  say "installing ${#missing[@]} Debian packages: ${missing[*]}"
  step="installing packages"
  remedy="check the network and Debian's sources, then start again"
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# build PRESET
build() {
  local preset=$1 cores memory_jobs
  step="configuring"
  remedy="read the lines above; removing build/$preset starts afresh"
  # A configuration that did not finish leaves no build.ninja; CMake itself notices changed files.
  if [[ ! -f build/$preset/build.ninja ]]; then
    say "configuring build/$preset"
    cmake --preset "$preset"
  fi
  step="building"
  cores=$(nproc)
  # A compiler takes up to 1.5 GiB.
  memory_jobs=$(awk '/^MemAvailable:/ { print int($2 / 1572864) }' /proc/meminfo)
  ((memory_jobs >= 1)) || memory_jobs=1
  say "building preset $preset (the first time takes some minutes)"
  cmake --build --preset "$preset" --parallel "$((cores < memory_jobs ? cores : memory_jobs))"
}
