#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kill -9 in mid-answer: the message is marked interrupted, at most a second of it is lost, the conversation goes on.
set -u
# shellcheck source=tests/e2e/desktop.sh
source "$(dirname "$0")/desktop.sh"

# The starter model is too fast to be caught: the process is given a small share of its time.
slow_down() {
  while kill -STOP "$mingsi" 2>/dev/null; do
    sleep 0.05
    kill -CONT "$mingsi" 2>/dev/null
    sleep 0.02
  done
}
length() { sql "SELECT coalesce(max(length(text)), 0) FROM reasoning WHERE message = (SELECT max(id) FROM message)"; }
longer_than() { (($(length) > $1)); }

start_display
for round in 1 2 3; do
  start_mingsi
  xdotool type --delay 15 -- "Calculate 87 × 96."
  slow_down &
  brake=$!
  started+=("$brake")
  xdotool key Return
  wait_for 60 longer_than 0
  # The text on disk grows again within a second, so no more than that is ever unsaved.
  before=$(length)
  sleep 1
  grown=$(length)
  finished=$(sql "SELECT state = 0 FROM message ORDER BY id DESC LIMIT 1")
  ((grown > before)) || [[ $finished == 1 ]] || fail "a second passed and nothing was saved ($before characters)"
  kill -KILL "$mingsi"
  kill "$brake" 2>/dev/null
  wait "$mingsi" "$brake" 2>/dev/null
  [[ $(sql "PRAGMA integrity_check") == ok ]] || fail "round $round: the database is damaged"
  [[ $(sql "PRAGMA foreign_key_check") == "" ]] || fail "round $round: there are dangling rows"
  (($(length) >= grown)) || fail "round $round: saved text was lost"
  if [[ $finished != 1 ]]; then
    holds "SELECT state = 2 FROM message ORDER BY id DESC LIMIT 1" || fail "round $round: it is not marked interrupted"
  fi
done
interrupted=$(sql "SELECT count(*) FROM message WHERE role = 2 AND state = 2")
((interrupted > 0)) || fail "no answer was caught in the middle"

start_mingsi
type_line "2 + 2"
wait_for 60 holds "SELECT state = 0 AND role = 2 FROM message ORDER BY id DESC LIMIT 1"
holds "SELECT count(*) = 1 FROM conversation" || fail "the conversation did not go on"
quit_mingsi
echo "passed: $interrupted of 3 answers interrupted"
