#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kill -9 in mid-answer: the message is marked interrupted, at most a second of it is lost, the conversation goes on.
set -u
# shellcheck source=tests/e2e/desktop.sh
source "$(dirname "$0")/desktop.sh"

# The starter model is too fast to be caught: the process gets a sixth of its time, and several answers are waiting.
slow_down() {
  while kill -STOP "$mingsi" 2>/dev/null; do
    sleep 0.1
    kill -CONT "$mingsi" 2>/dev/null
    sleep 0.02
  done
}
length() { sql "SELECT coalesce(sum(length(text)), 0) FROM reasoning"; }
longer_than() { (($(length) > $1)); }
unfinished() { sql "SELECT count(*) FROM message WHERE role = 2 AND state = 2"; }

start_display
for round in 1 2 3; do
  start_mingsi
  known=$(length) || known=0
  old=$(unfinished) || old=0
  slow_down &
  brake=$!
  started+=("$brake")
  for number in 87 96 78 69 95 59; do
    xdotool key ctrl+n
    xdotool type --delay 5 -- "8$round × $number"
    xdotool key Return
  done
  wait_for 60 longer_than "$known"
  # What is written is on disk within a second, so no more than that is ever unsaved.
  before=$(length)
  sleep 1
  grown=$(length)
  waiting=$(unfinished)
  ((grown > before || waiting == old)) || fail "a second passed and nothing was saved ($before characters)"
  kill -KILL "$mingsi"
  kill "$brake" 2>/dev/null
  wait "$mingsi" "$brake" 2>/dev/null
  [[ $(sql "PRAGMA integrity_check") == ok ]] || fail "round $round: the database is damaged"
  [[ $(sql "PRAGMA foreign_key_check") == "" ]] || fail "round $round: there are dangling rows"
  (($(length) >= grown)) || fail "round $round: saved text was lost"
done
interrupted=$(unfinished)
((interrupted > 0)) || fail "no answer was caught in the middle"

start_mingsi
# Typed before the conversation of before is shown, it goes into that one all the same.
type_line "2 + 2"
wait_for 60 holds "SELECT state = 0 AND role = 2 FROM message ORDER BY id DESC LIMIT 1"
holds "SELECT count(*) = 4 FROM message WHERE conversation = (SELECT id FROM conversation ORDER BY use_order DESC LIMIT 1)" ||
  fail "the conversation did not go on"
quit_mingsi
echo "passed: $interrupted answers interrupted"
