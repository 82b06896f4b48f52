#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Tests and measures on the GPU of this machine, in one go and within ten minutes; the table goes into RESULTS.md.
#
#     tests/bench/gpu.sh [FOLDER] [MODEL…]    FOLDER holds the synthetic models (some 60 GB; default: a temporary one)
#
# It builds for this GPU first, unless MINGSI_GPU_BIN names a folder with cuda_test and gpu_bench from elsewhere.
set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

models=${1:-}
if [[ -z $models ]]; then
  models=$(mktemp -d)
  trap 'rm -rf "$models"' EXIT
fi
mkdir -p "$models"
shift $(($# > 0 ? 1 : 0))

bin=${MINGSI_GPU_BIN:-}
if [[ -z $bin ]]; then
  cmake --preset dev -DMINGSI_CUDA=ON -DMINGSI_DESKTOP=OFF -DCMAKE_CUDA_ARCHITECTURES=native -B build/gpu
  cmake --build build/gpu --target cuda_test gpu_bench
  bin=build/gpu/bin
fi

echo "== operations and models"
"$bin/cuda_test" --gtest_brief=1

if command -v compute-sanitizer >/dev/null; then
  # Sanitizers slow kernels down a hundredfold: a few tests with each kernel.
  some='*LinearOfOddSizes*:*ExpertsOfEveryType/rounded:*CudaAttention*:*RoutersChoose*:*MoveInBetween*/rounded'
  for tool in memcheck racecheck; do
    echo "== $tool"
    timeout 120 compute-sanitizer --tool "$tool" --error-exitcode 9 "$bin/cuda_test" --gtest_brief=1 --gtest_filter="$some"
  done
fi

echo "== speed"
"$bin/gpu_bench" "$models" "$@"
