#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets up, builds and runs all tests. Arguments go to ctest.
set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  cat <<'HELP'
Usage: packaging/test.sh [CTEST OPTIONS]
Installs the Debian packages that are missing, builds Mingsi and runs all tests, the window's under a virtual display.
HELP
  exit 0
fi

# shellcheck source=packaging/setup.sh
source packaging/setup.sh
install_packages build run test
build dev

step="testing"
remedy="the failed tests are listed above; ctest --preset dev -R NAME runs one again"
ctest --preset dev --timeout 300 "$@"
say "all tests passed"
