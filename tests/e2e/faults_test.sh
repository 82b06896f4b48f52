#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What goes wrong around the program: a second instance, bad models, a folder that can't be written, a damaged database,
# the window closed in mid-answer.
set -u
# shellcheck source=tests/e2e/desktop.sh
source "$(dirname "$0")/desktop.sh"

answered() { holds "SELECT role = 2 AND state = 0 FROM message ORDER BY id DESC LIMIT 1"; }

start_display

# A second instance on the same folder raises the first one's window and ends.
start_mingsi
first=$(window_of)
second=$(timeout 20 "$MINGSI" --data-dir "$data") || fail "the second instance ended with status $?"
[[ $second == *"already running"*"$data"* ]] || fail "the second instance said: $second"
kill -0 "$mingsi" || fail "the first instance is gone"
[[ $(xdotool getactivewindow) == "$first" ]] || fail "the first window was not raised"

# Closing the window in mid-answer saves what is there.
xdotool type --delay 15 -- "Calculate 87 × 96."
xdotool key Return
wait_for 30 holds "SELECT count(*) = 1 FROM message WHERE role = 2"
quit_mingsi
holds "SELECT state IN (0, 1) FROM message WHERE role = 2" || fail "the answer of a closed window is not stored as stopped"

# Bad models: told, and the starter model answers.
: >"$work/empty.gguf"
echo "just text" >"$work/text.gguf"
head -c 3000 "$GOLDEN/v3.gguf" >"$work/truncated.gguf"
sed 's/deepseek2/strangest/g' "$GOLDEN/v3.gguf" >"$work/other.gguf"
for bad in empty text truncated other; do
  start_mingsi --model "$work/$bad.gguf"
  type_line "2 + 2"
  wait_for 30 answered
  quit_mingsi
done

# A damaged database is left as it is; the session goes on without saving.
cp "$data/mingsi.db" "$work/sound.db"
head -c 20000 /dev/urandom >"$data/mingsi.db"
rm -f "$data"/mingsi.db-*
cp "$data/mingsi.db" "$work/damaged.db"
start_mingsi
type_line "2 + 2"
sleep 1
kill -0 "$mingsi" || fail "Mingsi died of a damaged database"
quit_mingsi
cmp -s "$data/mingsi.db" "$work/damaged.db" || fail "a damaged database was written to"

# A folder that can't be written.
mkdir "$work/readonly"
if ((EUID == 0)); then
  mount -t tmpfs -o ro tmpfs "$work/readonly" 2>/dev/null || { echo "passed (read-only folder left out: can't mount)"; exit 0; }
else
  chmod 500 "$work/readonly"
fi
data=$work/readonly
start_mingsi
type_line "2 + 2"
sleep 1
kill -0 "$mingsi" || fail "Mingsi died of a read-only folder"
quit_mingsi
[[ -z $(ls -A "$work/readonly") ]] || fail "something was written"
echo "passed"
