# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# A virtual display with a window manager, and the real program on it. Sourced by the end-to-end tests; needs MINGSI
# (the program). Everything is cleaned up at exit.

for program in Xvfb xdotool sqlite3 openbox; do
  command -v "$program" >/dev/null || { echo "$program is not installed; packaging/test.sh installs it"; exit 77; }
done

work=$(mktemp -d)
data=$work/data
export XDG_RUNTIME_DIR=$work XDG_DATA_HOME=$work/share XDG_CONFIG_HOME=$work/config LC_ALL=C.UTF-8 LANGUAGE=en
export QT_QUICK_BACKEND=software
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
started=()

cleanup() {
  local pid
  for pid in "${started[@]}"; do kill -CONT "$pid" 2>/dev/null; kill -KILL "$pid" 2>/dev/null; done
  wait 2>/dev/null
  umount "$work/readonly" 2>/dev/null
  rm -rf "$work"
}
trap cleanup EXIT

fail() {
  echo "FAILED: $*"
  [[ -f $work/log ]] && sed 's/^/  log: /' "$work/log"
  exit 1
}

# wait_for SECONDS COMMAND… : until the command succeeds
wait_for() {
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < until)) || fail "waited in vain for: $*"
    sleep 0.05
  done
}

start_display() {
  exec {display_pipe}<> <(:)
  # Without -noreset the server starts anew whenever its last client leaves, and takes a window manager that is just
  # coming with it.
  Xvfb -displayfd "$display_pipe" -screen 0 1280x820x24 -nolisten tcp -noreset >/dev/null 2>&1 &
  started+=($!)
  local number
  read -r -t 20 -u "$display_pipe" number || fail "Xvfb did not start"
  export DISPLAY=:$number
  openbox >/dev/null 2>&1 &
  started+=($!)
  wait_for 20 xdotool get_desktop
}

# start_mingsi ARGUMENTS… : sets mingsi to its process id and waits until its window has the keyboard
start_mingsi() {
  "$MINGSI" --data-dir "$data" "$@" >"$work/log" 2>&1 &
  mingsi=$!
  started+=("$mingsi")
  wait_for 30 focused
}
window_of() { xdotool search --onlyvisible --pid "$mingsi" --name Mingsi | head -1; }
focused() {
  local window
  window=$(window_of)
  [[ -n $window ]] || return 1
  xdotool windowactivate "$window"
  [[ $(xdotool getactivewindow) == "$window" ]]
}

# settle : until the program has had nothing to do for half a second, so that what it was told has happened however busy
# the machine is. A blinking cursor takes less than the hundredth of a second that counts as something.
settle() {
  local before now still=0 until=$((SECONDS + 30))
  before=$(cpu_time)
  while ((still < 5 && SECONDS < until)); do
    sleep 0.1
    now=$(cpu_time)
    if ((now - before <= 1)) && [[ $(process_state) == S ]]; then ((++still)); else still=0; fi
    before=$now
  done
}
# The program's processor time in ticks, and what it does: S for waiting. Both stand behind its name in brackets.
cpu_time() { sed 's/.*) //' "/proc/$mingsi/stat" | cut -d ' ' -f 12,13 | tr ' ' '+' | { read -r sum; echo $((sum)); }; }
process_state() { sed 's/.*) //' "/proc/$mingsi/stat" | cut -d ' ' -f 1; }

# type_line TEXT : real key events, then Enter
type_line() {
  xdotool type --delay 15 -- "$1"
  settle
  xdotool key Return
}

# sql QUERY : read by the sqlite3 program, not by ours
sql() { sqlite3 -cmd '.timeout 2000' "$data/mingsi.db" "$1"; }
# holds QUERY : the query gives 1
holds() { [[ $(sql "$1") == 1 ]]; }
quit_mingsi() {
  xdotool key ctrl+q
  wait "$mingsi" || fail "Mingsi ended with status $?"
}
