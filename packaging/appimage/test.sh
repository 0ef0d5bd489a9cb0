#!/usr/bin/env bash
# Lives with the AppImage that was built, as a person does: from a file with a space and Korean in
# its name, by links, unpacked, started with the computer, replaced while it runs. Ends non-zero at
# what does not hold; the window's picture is build/appimage-window.png.
#
# Where /dev/fuse or libfuse2 is missing it is unpacked at each start, and that is said.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
built=build/packages/PicUp-$version-$(uname -m).AppImage
[ -f "$built" ] || { echo "There is no $built yet: make appimage" >&2; exit 1; }
python=$PWD/build/venv/bin/python
screenshot=$PWD/build/appimage-window.png
folder=$(mktemp -d /var/tmp/picup-appimage.XXXXXX)
file="$folder/bin/Pic Up 한글.AppImage"
home=$folder/home
vault=$folder/vault
mkdir "$folder/bin" "$folder/tmp" "$home" "$folder/photos" "$folder/main" "$folder/backup"
cp "$built" "$file"
ln -s "$file" "$folder/bin/picup"
ln -s "$file" "$folder/bin/picup-desktop"

step() { echo "== $*" >&2; }
fail() { echo "FAILED: $*" >&2; exit 1; }
given=()
as_person() { # COMMAND... with nothing of our own surroundings
  env -i HOME="$home" PATH=/usr/bin:/bin LANG=C.UTF-8 TMPDIR="$folder/tmp" PICUP_PASSPHRASE="a lantern in the harbour" "${given[@]}" "$@"
}
ours() { # prints the processes that run from within it
  for one in /proc/[0-9]*; do
    case $(tr '\0' '\n' 2>/dev/null <"$one/environ") in *"TMPDIR=$folder/tmp"*) echo "${one#/proc/}" ;; esac
  done
}
ended() {
  for _ in $(seq 300); do [ -z "$(ours)" ] && return; sleep 0.1; done
  fail "still running: $(ours)"
}
screen=
away() {
  for one in $(ours) $screen; do kill "$one" 2>/dev/null || true; done
  for _ in $(seq 100); do [ -z "$(ours)" ] && break; sleep 0.1; done
  rm -rf --one-file-system "$folder"
}
trap away EXIT
photos_kept() { as_person "$file" --home "$vault" status --json | tr -d ' \n' | grep -o '"protected":[0-9]*'; }
until_kept() { # NUMBER
  for _ in $(seq 300); do [ "$(photos_kept)" = "\"protected\":$1" ] && return; sleep 0.2; done
  fail "not $1 photos are protected: $(photos_kept)"
}

step "it answers: mounted, unpacked, and by each of its names"
if ! as_person "$file" --version >/dev/null 2>&1; then
  echo "   it can't be mounted here ($(as_person "$file" --version 2>&1 | head -1)); unpacked at each start from here on" >&2
  given=(APPIMAGE_EXTRACT_AND_RUN=1)
fi
[ "$(as_person "$file" --version)" = "picup $version" ] || fail "it does not answer"
[ "$(as_person "$file" --appimage-extract-and-run --version)" = "picup $version" ] || fail "unpacked it does not answer"
[ "$(as_person "$folder/bin/picup" --version)" = "picup $version" ] || fail "by a link it does not answer"
# The window's own words are known by the window alone.
as_person "$folder/bin/picup-desktop" --help | grep -q -e '--hidden' || fail "by a link it is not the window"
as_person "$folder/bin/picup" --hidden 2>/dev/null && fail "picup knows the window's words"

step "picup demo"
as_person "$folder/bin/picup" demo >"$folder/demo.log" 2>&1 || { tail -20 "$folder/demo.log" >&2; fail "the demo"; }

step "it makes pictures of every kind of photo"
"$python" packaging/bundle/check.py ask "$folder/photos" "$folder/photos"
as_person "$file" --thumbnailer <"$folder/photos/asks" | cat >"$folder/answers" || fail "the thumbnailer"
rm "$folder/photos/asks"
"$python" packaging/bundle/check.py answers "$folder/answers"
photos=$(ls "$folder/photos" | wc -l)

step "a vault of one's own"
as_person "$file" --home "$vault" setup --main "file://$folder/main" --backup "file://$folder/backup" --recovery-kit "$folder/kit.txt" >/dev/null
as_person "$file" --home "$vault" album add "$folder/photos" >/dev/null
as_person "$file" --home "$vault" sync >/dev/null
until_kept "$photos"

step "it starts with the computer from its own file, also where another AppImage's name is in the air"
as_person APPIMAGE=/other.AppImage APPDIR=/other "$file" --home "$vault" autostart on >/dev/null
entry=$home/.config/autostart/picup-desktop-engine.desktop
grep -qF "$file" "$entry" || fail "it names $(grep ^Exec "$entry")"
as_person setsid --fork gio launch "$entry" </dev/null >"$folder/engine.log" 2>&1
cp "$folder/photos/picture.jpg" "$folder/photos/later.jpg"
echo later >>"$folder/photos/later.jpg"
until_kept $((photos + 1))

step "replaced while it runs, it goes on, and the next start is the new one"
cp "$built" "$file.part"
mv "$file.part" "$file"
cp "$folder/photos/later.jpg" "$folder/photos/last.jpg"
echo last >>"$folder/photos/last.jpg"
until_kept $((photos + 2))
as_person "$file" --home "$vault" stop >/dev/null
ended

step "the window"
exec 8>"$folder/display"
Xvfb -displayfd 8 -screen 0 1280x800x24 -nolisten tcp >"$folder/xvfb.log" 2>&1 &
screen=$!
exec 8>&-
for _ in $(seq 100); do [ -s "$folder/display" ] && break; sleep 0.1; done
display=:$(cat "$folder/display")
as_person DISPLAY="$display" setsid --fork "$file" --home "$vault" </dev/null >"$folder/window.log" 2>&1
seen() { DISPLAY=$display xdotool search --onlyvisible --name '^PicUp$' 2>/dev/null | head -1; }
for _ in $(seq 300); do [ -n "$(seen)" ] && break; sleep 0.1; done
window=$(seen)
[ -n "$window" ] || { cat "$folder/window.log" >&2; fail "no window"; }
DISPLAY=$display xdotool windowfocus --sync "$window" key --clearmodifiers ctrl+2
pictures() { find "$home/.cache/picup-desktop" "$vault" -path '*thumbnails*' -name '*.jpg' 2>/dev/null | wc -l; }
for _ in $(seq 300); do [ "$(pictures)" -ge "$photos" ] && break; sleep 0.1; done
sleep 1
DISPLAY=$display import -window root "$screenshot"
[ "$(pictures)" -ge "$photos" ] || fail "$(pictures) pictures of $photos"
as_person "$file" --home "$vault" stop >/dev/null
ended

step "nothing is left of it but what is a person's"
! grep -q "$folder/tmp" /proc/mounts || fail "it is still mounted"
[ -z "$(ls -A "$folder/tmp")" ] || fail "left behind: $(ls -A "$folder/tmp")"
as_person "$file" --home "$vault" autostart off >/dev/null
[ ! -e "$entry" ] || fail "it still starts with the computer"
step "all of it held"
