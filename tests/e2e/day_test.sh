#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A user's day in a real window: ask, stop, edit, answer again, fork, compare, search, another language, restart.
set -u
# shellcheck source=tests/e2e/desktop.sh
source "$(dirname "$0")/desktop.sh"

idle() { holds "SELECT count(*) = 0 FROM message WHERE role = 2 AND state = 2"; }
answers() { holds "SELECT count(*) = $1 FROM message WHERE role = 2 AND state IN (0, 1)"; }

start_display
start_mingsi
type_line "What is 47 + 85?"
wait_for 60 answers 1

# Stop: what has come is kept, whichever way it ended.
type_line "Calculate 87 × 96."
xdotool key Escape
wait_for 60 answers 2
wait_for 10 idle
settle

# Edit the last question: a second version beside the first.
xdotool key ctrl+Up
settle
xdotool key ctrl+a
settle
type_line "Which is bigger, 9.11 or 9.9?"
wait_for 60 answers 3
[[ $(sql "SELECT max(n) FROM (SELECT count(*) n FROM message WHERE role = 1 AND parent IS NOT NULL GROUP BY parent)") == 2 ]] \
  || fail "the edited question is no version of the first"

# Answer again: a second version of the answer; then back to the first.
settle
xdotool key ctrl+shift+r
wait_for 60 answers 4
[[ $(sql "SELECT max(n) FROM (SELECT count(*) n FROM message WHERE role = 2 GROUP BY parent)") == 2 ]] \
  || fail "the answer has no second version"
shown() { sql "SELECT current_message FROM conversation ORDER BY use_order DESC LIMIT 1"; }
newest=$(shown)
settle
xdotool key alt+Left
other() { [[ $(shown) != "$newest" ]]; }
wait_for 20 other

# Side by side, and back; then one question to two columns.
xdotool key ctrl+shift+d
settle
xdotool key Escape
settle
xdotool key ctrl+d
settle
xdotool key ctrl+Return
wait_for 120 answers 6
settle
xdotool key Escape
settle

# A new conversation from this branch.
xdotool key ctrl+shift+n
wait_for 20 holds "SELECT count(*) = 2 FROM conversation WHERE deleted = 0"
settle

# Search leads back to where a text stands.
xdotool key ctrl+f
settle
xdotool type --delay 30 -- "47 + 85"
settle
xdotool key Return
settle

# Another language, by the command palette and without a restart. It is found by a name that the keyboard has: what a
# keyboard lacks, xdotool lends it a key for, and takes that back before a busy program has looked.
xdotool key ctrl+k
settle
xdotool type --delay 30 -- "simplified"
settle
xdotool key Return
wait_for 20 holds "SELECT count(*) = 1 FROM setting WHERE value = 'zh_CN'"
quit_mingsi
[[ $(sql "PRAGMA integrity_check") == ok ]] || fail "the database is damaged"

start_mingsi
type_line "2 + 3"
wait_for 60 holds "SELECT count(*) > 0 FROM message WHERE role = 1 AND text = '2 + 3'"
wait_for 60 idle
quit_mingsi
echo "passed"
