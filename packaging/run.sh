#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets up, builds and starts Mingsi with the starter model. Arguments go to the program.
set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  cat <<'HELP'
Usage: packaging/run.sh [MINGSI OPTIONS]
Installs the Debian packages that are missing, builds Mingsi and starts it. Without a display it opens a conversation
in the terminal; without a terminal either, it asks one sample question.
HELP
  exit 0
fi

# shellcheck source=packaging/setup.sh
source packaging/setup.sh
install_packages build run
build release

bin=build/release/bin
step="running Mingsi"
if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
  say "starting the window"
  exec "$bin/mingsi" "$@"
elif [[ -t 0 && -t 1 ]]; then
  say "there is no display; opening a conversation in the terminal"
  exec "$bin/mingsi-cli" chat "$@"
else
  say "there is neither a display nor a terminal; asking one sample question"
  question="What is 47 + 85?"
  printf '\nQuestion\n%s\n\n' "$question"
  exec "$bin/mingsi-cli" chat --prompt "$question" --temperature 0
fi
