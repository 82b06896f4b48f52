#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh tokenizers|llama_cpp MINGSI-CLI: runs one comparison in its environment; exit status 77 when that cannot be made.
set -u
here=$(dirname "${BASH_SOURCE[0]}")
environment=$("$here/environment.sh" $([[ $1 == llama_cpp ]] && echo llama)) || exit $?
exec "$environment/bin/python" "$here/$1_check.py" --cli "$2"
