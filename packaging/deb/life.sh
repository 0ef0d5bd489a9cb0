#!/usr/bin/env bash
# What packaging/deb/test.sh does inside the clean root, as its root.
set -euo pipefail
trap 'echo "FAILED: line $LINENO: $BASH_COMMAND" >&2' ERR
export DEBIAN_FRONTEND=noninteractive
user=alex
home=/home/$user
ledger=$home/.local/share/picup-desktop/ledger.sqlite

step() { echo "== $*" >&2; }
fail() { echo "FAILED: $*" >&2; exit 1; }
install() { # PACKAGES or options
  apt-get install -qq -y --no-install-recommends "$@" >/root/apt.log 2>&1 || { tail -20 /root/apt.log >&2; fail "it can't be installed: $*"; }
}
as_user() { setpriv --reuid=$user --regid=$user --init-groups env -i HOME=$home PATH=/usr/bin:/bin LANG=C.UTF-8 PICUP_PASSPHRASE="a lantern in the harbour" "$@"; }
background_program() { # prints the id of the one that runs
  for folder in /proc/[0-9]*; do
    tr '\0' ' ' 2>/dev/null <"$folder/cmdline" | grep -q '^[^ ]*picup run' && echo "${folder#/proc/}" && return
  done
  return 0
}
until_it_runs() {
  for _ in $(seq 600); do [ -n "$(background_program)" ] && return; sleep 0.1; done
  fail "no background program runs"
}
photos_kept() { as_user picup status --json | tr -d ' \n' | grep -o '"protected":[0-9]*'; }
runs_anew() { # ID of the one before
  until_it_runs
  [ "$(background_program)" != "$1" ] || fail "the old background program still runs"
}

step "a system without Python"
! command -v python3 >/dev/null || fail "there is a Python here"
useradd --create-home $user

step "install the command line alone, an older version: nothing of a screen comes along"
apt-get update -qq
install /root/older/picup.deb
[ "$(as_user picup --version)" = "picup $VERSION" ] || fail "picup does not answer"
found=$(dpkg-query -W -f '${Package}\n' | grep -E '^lib(x11|xcb|xkb|gl1|egl|wayland|qt|fontconfig)' || true)
[ -z "$found" ] || fail "a computer without a screen has now: $found"
[ ! -e /usr/bin/picup-desktop ] && [ ! -e /usr/share/applications/picup-desktop.desktop ] || fail "the menu has a window that is not there"

step "the window that is not there says what installs it"
for words in "demo --window" "--open-window"; do
  code=0
  said=$(as_user picup $words 2>&1) || code=$?
  [ $code -eq 1 ] && grep -q 'sudo apt install picup-desktop$' <<<"$said" || fail "picup $words ended with $code: $said"
done

step "picup demo"
as_user picup demo >/root/demo.log 2>&1 || { tail -20 /root/demo.log >&2; fail "the demo"; }

step "the installed program makes pictures of every kind of photo"
as_user picup --thumbnailer </dev/null || fail "the thumbnailer dies"
# Through a pipe, as the program has it: the thumbnailer may write no file.
as_user picup --thumbnailer </srv/photos/asks | cat >/root/answers || fail "the thumbnailer"

step "a vault of one's own, and its background program"
as_user mkdir -p $home/Photos $home/main $home/backup
for side in 256 128 48; do as_user cp /srv/icons/$side.png $home/Photos/$side.png; done
as_user picup setup --main file://$home/main --backup file://$home/backup --recovery-kit $home/kit.txt >/dev/null
as_user picup album add $home/Photos >/dev/null
as_user picup sync >/dev/null
kept=$(photos_kept)
[ "$kept" = '"protected":3' ] || fail "not every photo is protected: $kept"
as_user setsid --fork picup run </dev/null >/dev/null 2>&1
until_it_runs
before=$(background_program)

step "upgrade: the ledger stays, and what ran runs again, as the new one"
install /root/newer/picup.deb
runs_anew "$before"
[ "$(photos_kept)" = "$kept" ] || fail "the ledger after the upgrade"
as_user cp /srv/icons/64.png $home/Photos/64.png
for _ in $(seq 150); do [ "$(photos_kept)" = '"protected":4' ] && break; sleep 0.2; done
[ "$(photos_kept)" = '"protected":4' ] || fail "the new background program protects nothing: $(photos_kept)"

step "the window's package beside it; without a screen it says so"
install /root/newer/picup-desktop.deb
until_it_runs
code=0
said=$(as_user picup-desktop 2>&1) || code=$?
[ $code -eq 1 ] && grep -q 'There is no screen here.*picup run$' <<<"$said" || fail "picup-desktop without a screen ended with $code: $said"

step "the window under Xvfb"
install xvfb xdotool imagemagick fonts-dejavu-core procps
as_user picup stop >/dev/null
# It takes a number that is free: others on this computer may have screens as well, found by number whatever the root.
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>/root/screen >/root/xvfb.log 2>&1 &
for _ in $(seq 100); do [ -s /root/screen ] && break; sleep 0.1; done
screen=:$(cat /root/screen)
shown() { # SECONDS from start until the window is on the screen and painted
  local begun window
  begun=$(date +%s.%N)
  as_user DISPLAY=$screen setsid --fork picup-desktop </dev/null >/root/window.log 2>&1
  for _ in $(seq 1000); do
    window=$(DISPLAY=$screen xdotool search --onlyvisible --name PicUp 2>/dev/null | head -1) || true
    if [ -n "$window" ] && [ "$(DISPLAY=$screen import -window "$window" -depth 8 -format %k info: 2>/dev/null || echo 1)" -gt 2 ]; then break; fi
    sleep 0.02
  done
  [ -n "$window" ] || { cat /root/window.log >&2; fail "no window"; }
  awk -v begun="$begun" -v now="$(date +%s.%N)" 'BEGIN { printf "%.2f\n", now - begun }'
}
for time in first second third; do
  echo "   $time start, until painted: $(shown) s" >&2
  [ "$time" = third ] || { pkill -TERM -x -f '.*picup-desktop' ; while pgrep -f '[p]icup-desktop$' >/dev/null; do sleep 0.1; done; }
done
sleep 2
DISPLAY=$screen import -window root /root/window.png

step "the window shows a JPEG, a HEIC, a film and RAWs, and opens one"
as_user sh -c "cp /srv/photos/*.* $home/Photos/"
all="\"protected\":$((4 + $(ls /srv/photos/*.* | wc -l)))"
for _ in $(seq 300); do [ "$(photos_kept)" = "$all" ] && break; sleep 0.2; done
[ "$(photos_kept)" = "$all" ] || fail "the window's engine protects nothing: $(photos_kept)"
thumbnails() { find $home/.cache/picup-desktop/thumbnails -name "*.$1" 2>/dev/null | wc -l; }
window=$(DISPLAY=$screen xdotool search --onlyvisible --name '^PicUp$' | head -1)
key() { DISPLAY=$screen xdotool windowfocus --sync "$window" key --clearmodifiers "$@"; }
key ctrl+2
for _ in $(seq 150); do [ "$(thumbnails jpg)" -ge 9 ] && break; sleep 0.2; done
DISPLAY=$screen import -window root /root/photos.png
[ "$(thumbnails jpg)" -ge 9 ] && [ "$(thumbnails none)" -eq 0 ] || fail "$(thumbnails jpg) pictures of 9, $(thumbnails none) that could not be made"
DISPLAY=$screen xdotool mousemove --window "$window" 320 230 click --repeat 2 --delay 80 1
pixel() { DISPLAY=$screen import -window "$viewer" -depth 8 -format "%[pixel:p{$1}]" info: 2>/dev/null; }
viewer=
for _ in $(seq 150); do
  [ -n "$viewer" ] || viewer=$(DISPLAY=$screen xdotool search --onlyvisible --name '— PicUp' 2>/dev/null | head -1) || true
  # Its middle is the photo, its edge the bare canvas.
  [ -n "$viewer" ] && [ "$(pixel 590,415)" != "$(pixel 20,520)" ] && break
  sleep 0.2
done
[ -n "$viewer" ] || fail "the viewer does not open"
[ "$(pixel 590,415)" != "$(pixel 20,520)" ] || fail "the viewer shows no photo"
sleep 1
DISPLAY=$screen import -window root /root/viewer.png

step "the same versions once more, over an open window: it is there again"
window_process() { pgrep -u $user -f '[p]icup-desktop$' | head -1; }
until_the_window() {
  for _ in $(seq 600); do
    [ -n "$(DISPLAY=$screen xdotool search --onlyvisible --name PicUp 2>/dev/null)" ] && return
    sleep 0.1
  done
  fail "the window did not come back"
}
for again in picup-desktop picup; do
  before=$(window_process)
  [ -n "$before" ] || fail "the window's process is not found"
  install --reinstall /root/newer/$again.deb
  until_the_window
  [ "$(window_process)" != "$before" ] || fail "the old window still runs"
done

step "the window goes, and the background program stays"
# A window that is asked to end within the moment in which it starts its engine may leave that behind.
for _ in $(seq 60); do
  pgrep -u $user -f picup >/dev/null || break
  pkill -TERM -u $user -x -f '.*picup-desktop' || true
  as_user picup stop >/dev/null 2>&1 || true
  sleep 1
done
! pgrep -u $user -f picup >/dev/null || fail "the window and its background program do not end"
as_user setsid --fork picup run </dev/null >/dev/null 2>&1
until_it_runs
apt-get remove -qq -y picup-desktop >/root/apt.log 2>&1 || { tail -20 /root/apt.log >&2; fail "the removal of the window"; }
until_it_runs
[ ! -e /usr/lib/picup-desktop/_internal/PySide6 ] && [ ! -e /usr/bin/picup-desktop ] || fail "something is left of the window"

step "remove: the programs go, what runs ends, a person's things stay"
gone() {
  [ -z "$(background_program)" ] || fail "something still runs"
  [ ! -e /usr/lib/picup-desktop ] && [ ! -e /usr/bin/picup ] || fail "something is left of it"
  [ -s $ledger ] && [ -s $home/kit.txt ] && [ -f $home/Photos/256.png ] || fail "a person's things are gone"
}
apt-get purge -qq -y picup picup-desktop >/root/apt.log 2>&1 || { tail -20 /root/apt.log >&2; fail "the removal"; }
gone

step "the one package there was before becomes two, over a running program"
install /root/older/one.deb
kept=$(photos_kept)
as_user setsid --fork picup run </dev/null >/dev/null 2>&1
until_it_runs
before=$(background_program)
install /root/newer/picup.deb /root/newer/picup-desktop.deb
runs_anew "$before"
[ "$(photos_kept)" = "$kept" ] || fail "the ledger after the upgrade"
[ "$(dpkg-query -W -f '${Version} ' picup picup-desktop)" = "$VERSION $VERSION " ] || fail "not both are there"
dpkg --verify picup picup-desktop | grep . && fail "files are missing" || true
apt-get purge -qq -y picup picup-desktop >/root/apt.log 2>&1 || { tail -20 /root/apt.log >&2; fail "the removal of both at once"; }
gone
step "all of it held"
