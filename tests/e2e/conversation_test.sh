#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A person asks; the answer and its reasoning are in the database afterwards, and there again after a restart.
set -u
# shellcheck source=tests/e2e/desktop.sh
source "$(dirname "$0")/desktop.sh"

start_display
start_mingsi
type_line "What is 47 + 85?"
wait_for 60 holds "SELECT count(*) = 1 FROM message WHERE role = 2 AND state = 0"
[[ $(sql "SELECT text FROM message WHERE role = 1") == "What is 47 + 85?" ]] || fail "the question is not as typed"
[[ -n $(sql "SELECT text FROM message WHERE role = 2") ]] || fail "there is no answer"
reasoning=$(sql "SELECT text FROM reasoning")
[[ ${reasoning// /} == *"7+5=12"* ]] || fail "this is not the reasoning: $reasoning"
holds "SELECT tokens > 5 AND seconds > 0 FROM reasoning" || fail "the reasoning has no length or time"
holds "SELECT instr(text, 'think>') = 0 FROM message WHERE role = 2" || fail "a tag is in the answer"
holds "SELECT finish_reason = 'stop' AND completion_tokens > 0 FROM run" || fail "the run is not recorded"

# A second question goes on in the same conversation; then a new conversation by its key.
type_line "9.11 or 9.9, which is greater?"
wait_for 60 holds "SELECT count(*) = 2 FROM message WHERE role = 2 AND state = 0"
holds "SELECT count(*) = 1 FROM conversation" || fail "the second question left the conversation"
xdotool key ctrl+n
type_line "hello"
wait_for 60 holds "SELECT count(*) = 2 FROM conversation"
wait_for 60 holds "SELECT count(*) = 3 FROM message WHERE role = 2 AND state = 0"
quit_mingsi
[[ $(sql "PRAGMA integrity_check") == ok ]] || fail "the database is damaged"

# After a restart the conversation used last is shown, and goes on.
start_mingsi
type_line "2 + 2"
wait_for 60 holds "SELECT count(*) = 4 FROM message WHERE role = 2 AND state = 0"
holds "SELECT count(*) = 2 FROM conversation" || fail "the conversation did not go on after the restart"
quit_mingsi
echo "passed"
