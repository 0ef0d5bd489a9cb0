#!/usr/bin/env bash
# The installer's life under Wine, inside the root: silent install, a vault, the window with its pictures,
# start with the computer, upgrades over the running program, a removal that keeps what is a person's.
# usage: installed.sh BEFORE.EXE BEFORE SETUP.EXE VERSION PICTURES
#   (the installer of an older version with _internal/only-before.txt in it, its number, and the same of
#   this version, all as Linux names them; PICTURES gets window.png)
set -euo pipefail
before=$1 number_before=$2 setup=$3 number=$4 pictures=$5
local=/root/.wine/drive_c/users/root/AppData/Local
folder="$local/Programs/PicUp Desktop"
run='HKCU\Software\Microsoft\Windows\CurrentVersion\Run'
known='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\PicUp Desktop'
work=/root/.wine/drive_c/installed
export PICUP_PASSPHRASE="correct horse battery staple"
# What a run that did not hold left.
rm -rf "$work" "$folder" "$local/picup-desktop"
wine reg delete "$known" /f >/dev/null 2>&1 || true
wine reg delete "$run" /v "PicUp Desktop" /f >/dev/null 2>&1 || true
mkdir -p "$work/사진 앨범" "$work/main" "$work/backup"

step() { echo "-- $*" >&2; }
fail() { echo "FAILED: $*" >&2; exit 1; }
picup() { timeout 300 wine "$folder/picup.exe" "$@"; }
run_value() { wine reg query "$run" /v "PicUp Desktop" 2>/dev/null | tr -d '\r' | grep "REG_SZ" || true; }
is_version() { # VERSION: Windows lists it so among what is installed
  wine reg query "$known" /v DisplayVersion 2>/dev/null | tr -d '\r' | grep -qE "REG_SZ +$1\$"
}
runs() { pgrep -f '[p]icup-desktop[.]exe' >/dev/null; }
ended() { ! runs; }
opened() { xdotool search --onlyvisible --name PicUp >/dev/null; }
# Its last step: what Windows lists goes before it.
removed() { [ ! -e "$folder/uninstall.exe" ]; }
until_true() { # SECONDS COMMAND...
  local left=$1
  shift
  while ! "$@"; do
    left=$((left - 2))
    [ "$left" -gt 0 ] || return 1
    sleep 2
  done
}

step "silent install of the version before, to start with Windows"
timeout 600 wine "$before" /S /AUTOSTART=1
[ -f "$folder/picup.exe" ] || fail "no program was installed"
is_version "$number_before" || fail "it is not listed as $number_before"
[ -f "$folder/_internal/only-before.txt" ] || fail "it is not whole"
run_value | grep -F 'picup-desktop.exe" --command-line run --wait' >/dev/null || fail "the Run value: $(run_value)"
picup --version

step "a vault in two folders, photos with pictures in them"
for colour in magenta lime orange; do
  # Noise keeps the three from being one photo; the colour is looked for in the window.
  convert -size 400x300 "xc:$colour" -attenuate 0.1 +noise Gaussian "$work/사진 앨범/바다 é $colour.jpg"
  touch -d "2 minutes ago" "$work/사진 앨범/바다 é $colour.jpg"
done
picup setup --main file:///C:/installed/main/vault --backup file:///C:/installed/backup/vault --recovery-kit 'C:\installed\kit.txt'
picup album add 'C:\installed\사진 앨범'
picup sync
picup photos | grep -c protected | grep -x 3 >/dev/null || fail "not all three are protected"

step "the window, with its engine and its pictures"
wine "$folder/picup-desktop.exe" >/dev/null 2>&1 &
until_true 300 opened || fail "no window"
shows() { # COLOUR: a thousand points of the screen have about this colour
  local points
  points=$(convert "$pictures/window.png" -fuzz 15% -fill black +opaque "$1" -fill white -opaque "$1" \
    -colorspace gray -format '%[fx:round(mean*w*h)]' info:)
  [ "$points" -gt 1000 ]
}
shows_all() {
  # On the page of the photos: a window of its usual size stands in the middle of this screen.
  xdotool mousemove 147 206 click 1
  sleep 1
  import -window root "$pictures/window.png"
  shows magenta && shows lime && shows orange
}
until_true 240 shows_all || fail "the window does not show the three photos (build/wine-window.png)"
protected() { [ "$(picup photos | grep -c protected)" = "$1" ]; }
convert -size 400x300 "plasma:green-yellow" "$work/사진 앨범/새 사진.jpg"
until_true 240 protected 4 || fail "the engine of the window did not protect a new photo"

upgraded() { # PHOTOS
  timeout 600 wine "$setup" /S
  [ -f "$folder/picup.exe" ] || fail "no program after the upgrade"
  is_version "$number" || fail "it is not listed as $number"
  [ ! -e "$folder/_internal/only-before.txt" ] || fail "a file of the version before is still there"
  [ ! -e "$folder/previous" ] || fail "the version before still lies beside it"
  until_true 200 runs || fail "it was not started again"
  convert -size 400x300 "plasma:red-blue" "$work/사진 앨범/뒤 사진 $1.jpg"
  until_true 240 protected "$1" || fail "after the upgrade a new photo is not protected"
}

step "an upgrade over the running window"
upgraded 5

step "the same version over the running program once more"
upgraded 6
picup stop
until_true 60 ended || fail "it did not end"

step "a part that dies ends, and no box waits for a click"
code=0
timeout 120 wine "$folder/picup-desktop.exe" --courier </dev/null || code=$?
[ "$code" = 1 ] || fail "it ended with $code"

step "what the Run value says starts the engine"
wine "$folder/picup-desktop.exe" --command-line run --wait >/dev/null 2>&1 &
until_true 120 picup health || fail "it does not run"
picup stop
until_true 60 ended || fail "it did not end"

step "the switch in the program and the installer's are one"
picup autostart off
[ -z "$(run_value)" ] || fail "the Run value is still there: $(run_value)"
picup autostart on
[ -n "$(run_value)" ] || fail "no Run value"

step "a removal that keeps what is a person's"
timeout 300 wine "$folder/uninstall.exe" /S
until_true 120 removed || fail "the program is still there"
[ -z "$(run_value)" ] || fail "the Run value outlives the program"
[ -f "$local/picup-desktop/ledger.sqlite" ] || find "$local/picup-desktop" -name 'ledger.sqlite' | grep -q . || fail "the ledger is gone"
[ "$(find "$work/사진 앨범" -type f | wc -l)" = 6 ] || fail "photos are gone"
! is_version "$number" || fail "Windows still lists it"
rm -rf "$work" "$local/picup-desktop"
