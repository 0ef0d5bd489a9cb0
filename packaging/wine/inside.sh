#!/usr/bin/env bash
# The first process in the root: one Wine server and one screen for all commands, and an end for what
# nobody waits for. It ends with everything in it when whoever started it ends.
set -uo pipefail
export HOME=/root XDG_RUNTIME_DIR=/run/user/0 WINEDEBUG=-all WINEDLLOVERRIDES=vcomp140=n LANG=en_US.UTF-8 DISPLAY=:7
mkdir -p "$XDG_RUNTIME_DIR"
# Of a run that was killed, whose number may be another process of ours now.
rm -f /tmp/.X7-lock /tmp/.X11-unix/X7
Xvfb :7 -screen 0 1280x900x24 >/dev/null 2>&1 &
[ -d /root/.wine ] || wineboot --init >/dev/null 2>&1
wineserver -k 2>/dev/null
wineserver -p
touch /run/wine-is-ready
while :; do sleep 1; done
