# What packaging/rpm/test.sh does inside the clean root, as its root.
set -euo pipefail
trap 'echo "FAILED: line $LINENO: $BASH_COMMAND" >&2' ERR
user=alex
home=/home/$user
kept_folder=$home/.local/share/picup-desktop
headless=/root/picup-$VERSION-1.$(uname -m).rpm
window=/root/picup-desktop-$VERSION-1.$(uname -m).rpm

step() { echo "== $*" >&2; }
fail() { echo "FAILED: $*" >&2; exit 1; }
as_user() { setpriv --reuid=$user --regid=$user --init-groups env -i HOME=$home PATH=/usr/bin:/bin LANG=C.UTF-8 PICUP_PASSPHRASE="a lantern in the harbour" "$@"; }
# The database is empty, so what is asked of the system is looked for below, by name.
# Debian's rpm wants to be told that it is meant.
rpm_() { rpm --nodeps --force-debian "$@" >/root/rpm.log 2>&1 && [ ! -s /root/rpm.log ] || { cat /root/rpm.log >&2; fail "rpm $*"; }; }
processes() { # WORDS: prints the ids of what was started by these
  for folder in /proc/[0-9]*; do
    tr '\0' ' ' 2>/dev/null <"$folder/cmdline" | grep -q -e "^[^ ]*$1" && echo "${folder#/proc/}"
  done
  return 0
}
background_program() { processes 'picup run' | head -1; }
until_other() { # WORDS BEFORE: until another process of these words runs than before
  for _ in $(seq 600); do
    now=$(processes "$1" | head -1)
    [ -n "$now" ] && [ "$now" != "$2" ] && return
    sleep 0.1
  done
  fail "no new '$1' runs"
}
photos_kept() { as_user picup status --json | tr -d ' \n' | grep -o '"protected":[0-9]*'; }
until_kept() { # NUMBER
  for _ in $(seq 300); do [ "$(photos_kept)" = "\"protected\":$1" ] && return; sleep 0.2; done
  fail "not $1 photos are protected: $(photos_kept)"
}
new_photo() { as_user sh -c "cat /srv/photos/picture.jpg >$home/Photos/$1.jpg; echo $1 >>$home/Photos/$1.jpg"; }

step "what they ask for: of picup no screen, and nothing that is not there"
! command -v python3 >/dev/null || fail "there is a Python here"
rpm -qp --requires $headless | grep -e 'libX' -e libGL -e libEGL -e libxcb -e libwayland -e libpulse && fail "picup asks for a screen"
for package in $headless $window; do
  rpm -qp --requires $package | sed -n 's/^\(lib[^(]*\)(.*/\1/p' | sort -u | while read -r library; do
    ldconfig -p | grep -F "	$library (" >/dev/null || fail "$package asks for $library"
  done
  [ -z "$(rpm -qp --provides $package | grep '\.so')" ] || fail "$package offers its own libraries to others"
done
useradd --create-home $user

step "picup alone: the demo, and pictures of every kind of photo"
rpm_ -i $headless
[ "$(as_user picup --version)" = "picup $VERSION" ] || fail "picup does not answer"
[ ! -e /usr/bin/picup-desktop ] && [ ! -e /usr/lib64/picup-desktop/_internal/PySide6 ] || fail "the window is in picup"
as_user picup demo >/root/demo.log 2>&1 || { tail -20 /root/demo.log >&2; fail "the demo"; }
as_user picup --thumbnailer </srv/photos/asks | cat >/root/answers || fail "the thumbnailer"
[ -n "$(rpm -q --licensefiles picup)" ] || fail "no licence is named as one"

step "a vault of one's own, and its background program"
as_user mkdir -p $home/Photos $home/main $home/backup
new_photo 1
as_user picup setup --main file://$home/main --backup file://$home/backup --recovery-kit $home/kit.txt >/dev/null 2>&1
as_user picup album add $home/Photos >/dev/null 2>&1
as_user picup sync >/dev/null 2>&1
until_kept 1
as_user setsid --fork picup run </dev/null >/dev/null 2>&1
until_other 'picup run' ''

step "the window comes beside it, and is opened"
rpm_ -i $window
new_photo 2
until_kept 2
# It takes a number that is free: others on this computer may have screens as well, found by number whatever the root.
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>/root/screen >/root/xvfb.log 2>&1 &
for _ in $(seq 100); do [ -s /root/screen ] && break; sleep 0.1; done
screen=:$(cat /root/screen)
seen() { DISPLAY=$screen xdotool search --onlyvisible --name '^PicUp$' 2>/dev/null | head -1; }
until_seen() { for _ in $(seq 600); do [ -n "$(seen)" ] && return; sleep 0.1; done; cat /root/window.log >&2; fail "no window"; }
as_user DISPLAY=$screen setsid --fork picup-desktop </dev/null >/root/window.log 2>&1
until_seen
DISPLAY=$screen xdotool windowfocus --sync "$(seen)" key --clearmodifiers ctrl+2
for _ in $(seq 300); do [ "$(find $home/.cache -path '*thumbnails*' -name '*.jpg' 2>/dev/null | wc -l)" -ge 2 ] && break; sleep 0.1; done
sleep 1
DISPLAY=$screen import -window root /root/window.png

step "upgrade over both: each is there again as the new one, and the ledger is whole"
engine=$(background_program)
shown=$(processes 'picup-desktop ' | head -1)
rpm_ -U --replacepkgs $headless $window
until_other 'picup run' "$engine"
until_other 'picup-desktop ' "$shown"
until_seen
new_photo 3
until_kept 3

step "the window is taken away: the background program goes on"
engine=$(background_program)
rpm_ -e picup-desktop
until_other 'picup run' "$engine"
[ -z "$(processes 'picup-desktop ')" ] || fail "a window of what is gone"
new_photo 4
until_kept 4

step "all is taken away: nothing runs, nothing is left, a person's things stay"
rpm_ -e picup
[ -z "$(background_program)" ] || fail "something still runs"
left=$(find /usr/lib64/picup-desktop /usr/bin/picup* /usr/share/doc/picup* /usr/share/licenses/picup* /run/picup* 2>/dev/null | head -5) || true
[ -z "$left" ] || fail "left: $left"
[ -s $kept_folder/ledger.sqlite ] && [ -s $home/kit.txt ] && [ -f $home/Photos/4.jpg ] || fail "a person's things are gone"
step "all of it held"
