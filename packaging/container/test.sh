#!/usr/bin/env bash
# Builds the image and lives through its life by podman, as root: two practice boxes, a vault, a photo
# from a folder mounted read-only, health, SIGTERM, an upgrade, a lost box, another user id. Its images
# and containers are in build/container alone, and the containers end with it.
# usage: test.sh [SUITE]    (trixie otherwise; BASE=image takes that base in place of one made here)
set -euo pipefail
cd "$(dirname "$0")/../.."
suite=${1:-trixie} top=$PWD work=$PWD/build/container
python=$top/.venv/bin/python
[ "$(id -u)" -eq 0 ] || { echo "This test takes root's rights: sudo make container-test" >&2; exit 1; }
mkdir -p "$work"
rm -rf "$work/life" && mkdir -p "$work/life"
# Where no systemd runs, podman can't ask after health by itself, and says so each time.
pod() {
  podman --root "$work/store" --runroot "$work/run" "${engine[@]}" "$@" 2> >(grep -v 'systemd connection' >&2)
}
said() { echo "container-test: $*" >&2; }
fail() { said "$*"; pod logs picup >&2 2>/dev/null || true; exit 1; }
engine=() limits=()

ended() {
  for name in picup picup-main picup-backup; do pod rm --force --time 0 "$name" >/dev/null 2>&1 || true; done
}
trap ended EXIT

# The base: no registry is asked where Debian's own packages make it.
base=${BASE:-localhost/debian:$suite}
if [ -z "${BASE:-}" ] && ! pod image exists "$base"; then
  said "making a base of Debian $suite"
  tar=$work/$suite.tar
  if [ ! -s "$tar" ]; then
    mirror=$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\?\(http[^ ]*\) .*/\2/p' \
      /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null | head -1)
    mmdebstrap --quiet --variant=minbase --include=ca-certificates "$suite" "$tar.new" $mirror
    mv "$tar.new" "$tar"
  fi
  pod import --quiet "$tar" "$base" >/dev/null
fi

# Within another container the limits and control groups of a plain one can't be had.
if ! pod run --rm --network host "$base" true 2>/dev/null; then
  engine=(--runtime runc) limits=(--ulimit "nofile=1024:1024" --ulimit "nproc=4096:4096")
  pod run --rm --network host "${limits[@]}" "$base" true || fail "podman runs nothing here"
  said "podman runs with runc and limits of its own here"
fi

said "building"
build() { # TARGET TAG
  local options=() told authorities=/etc/ssl/certs/ca-certificates.crt
  # What this computer is told about its mirrors, for the build alone.
  if [ -e /etc/pip.conf ]; then
    sed "s,$authorities,/run/authorities.crt," /etc/pip.conf >"$work/pip.conf"
    options+=(--volume "$work/pip.conf:/etc/pip.conf:ro" --volume "$authorities:/run/authorities.crt:ro")
  fi
  for told in $(grep -lis 'proxy\|check-' /etc/apt/apt.conf.d/* || true); do options+=(--volume "$told:$told:ro"); done
  pod build --quiet --format docker --network host --build-arg "BASE=$base" "${options[@]}" "${limits[@]}" \
    -f packaging/container/Containerfile ${1:+--target "$1"} -t "$2" . >/dev/null
}
build practice picup-practice-box
build "" picup
said "the image takes $(pod image inspect --format '{{.Size}}' picup) bytes, $(pod image inspect --format '{{.Size}}' "$base") of them the base"

life=$work/life
mkdir -p "$life"/{data,photos,keys,main,backup}
printf 'lantern orbit mango quilt\n' >"$life/passphrase"
chown -R 1000:1000 "$life"
chmod 600 "$life/passphrase"
ports=$("$python" -c '
import socket
both = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(one.getsockname()[1] for one in both))')
read -r port_main port_backup <<<"$ports"
box() { # ROLE PORT
  pod run --detach --name "picup-$1" --network host "${limits[@]}" --env "PORT=$2" --env LISTEN=127.0.0.1 \
    --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
    --volume "$life/keys:/keys" --volume "$life/$1:/box" picup-practice-box >/dev/null
}
box main "$port_main"
box backup "$port_backup"

# From here on by what compose.yaml says.
as_composed() { # NAME UID GID COMMAND...
  mapfile -t flags < <(PICUP_NAME="$1" PICUP_UID="$2" PICUP_GID="$3" TZ=Asia/Seoul PICUP_DATA="$life/data" \
    PICUP_PHOTOS="$life/photos" PICUP_PASSPHRASE_FILE="$life/passphrase" \
    "$python" packaging/container/flags.py packaging/container/compose.yaml)
  [ "${#flags[@]}" -ge 10 ] || fail "compose.yaml could not be read"
}
start() { # NAME [UID GID]
  as_composed "$1" "${2:-1000}" "${3:-1000}"
  pod run --detach --name picup --network host "${limits[@]}" "${flags[@]}" --volume "$life/keys:/keys:ro" picup >/dev/null
}
inside() { pod exec picup "$@"; }
field() { "$python" -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
until_true() { # SECONDS WHAT COMMAND...
  local until=$((SECONDS + $1)) what=$2; shift 2
  until "$@"; do [ $SECONDS -lt "$until" ] || fail "not seen in time: $what"; sleep 1; done
}
protected() { [ "$(inside picup status --json | field protected)" = "$1" ]; }
log_says() { pod logs picup 2>&1 | grep -q "$1"; }
photo() { # NAME
  "$python" - "$life/photos/$1" <<'PYTHON'
import os, sys
from PIL import Image
Image.frombytes("RGB", (320, 240), os.urandom(320 * 240 * 3)).save(sys.argv[1], quality=80)
PYTHON
  chown 1000:1000 "$life/photos/$1"
}

said "a vault is made in a container that waits for one"
photo first.jpg
start nas
until_true 30 "the engine answers" inside sh -c 'picup health; [ $? = 2 ]'
code=0; pod healthcheck run picup >/dev/null 2>&1 || code=$?
[ "$code" -ne 0 ] || fail "a container without a vault is healthy"
inside picup setup --main "sftp://picup@127.0.0.1:$port_main/box/photos/vault" \
  --backup "sftp://picup@127.0.0.1:$port_backup/box/photos/vault" \
  --ssh-key /keys/id_ed25519 --accept-new-host-keys </dev/null
inside picup album add /photos
until_true 60 "the first photo is protected" protected 1
pod healthcheck run picup >/dev/null || fail "it is not healthy"

said "what it may do, and may not"
inside sh -c '
  set -e
  [ "$(id -u):$(id -g)" = 1000:1000 ]
  grep -q "^CapEff:[[:space:]]*0*$" /proc/self/status && grep -q "^CapBnd:[[:space:]]*0*$" /proc/self/status
  grep -q "^NoNewPrivs:[[:space:]]*1$" /proc/self/status
  ! touch /photos/x 2>/dev/null && ! touch /opt/x 2>/dev/null && ! touch /x 2>/dev/null
  [ "$(date +%Z)" = KST ]
  [ "$(cat /proc/1/comm)" = tini ]
  ! [ -s /etc/machine-id ]
  ! /opt/picup/bin/python -c "import PySide6" 2>/dev/null
  ! grep -rqs "lantern orbit" /data
' || fail "its rights are not those that compose.yaml says"
inside picup storage list --json | grep -q '"state": "online"' || fail "the storages are not online"

said "photos of every kind are looked at"
# In a container of its own, so that they are not kept.
"$python" packaging/bundle/check.py ask "$life/samples" /photos
chmod -R u=rwX,go=rX "$life/samples"
pod run --rm --interactive --network none "${limits[@]}" --read-only --tmpfs /tmp --cap-drop ALL \
  --volume "$life/samples:/photos:ro" --entrypoint /opt/picup/bin/python picup \
  -P -m picup_desktop --thumbnailer <"$life/samples/asks" >"$life/answers"
"$python" packaging/bundle/check.py answers "$life/answers"

said "a new photo in the read-only folder is seen by itself"
photo second.jpg
until_true 60 "the second photo is protected" protected 2

said "a photo in the read-only folder can't be deleted, and the reason is told"
code=0; told=$(inside picup rm photos/first.jpg 2>&1) || code=$?
[ "$code" = 1 ] && grep -qi "read-only file system" <<<"$told" || fail "rm: $code $told"
protected 2 || fail "a photo that stayed counts as deleted"

said "a second container on one /data is refused"
as_composed second 1000 1000
code=0; pod run --rm --network host "${limits[@]}" "${flags[@]}" picup run >/dev/null 2>&1 || code=$?
[ "$code" = 5 ] || fail "a second container ended with $code"

said "couriers that are killed leave no zombies"
inside sh -c 'for each in /proc/[0-9]*; do grep -aq "[c]ourier" "$each/cmdline" 2>/dev/null && kill -9 "${each#/proc/}"; done; true'
photo third.jpg
until_true 90 "the third photo is protected" protected 3
inside picup get photos/first.jpg --remote --output /tmp/first.jpg
inside sh -c 'sleep 1 & true'
# A courier that reads from backup was not asked again, and is noticed when it is; what has lost its
# parent must be gone at once.
zombies() { inside sh -c 'awk "/^State:.*Z/ {z = 1} /^PPid:/ && z {print \$2; z = 0}" /proc/[0-9]*/status 2>/dev/null'; }
no_orphans() { found=$(zombies) || true; ! grep -qx 1 <<<"$found" && [ "$(grep -c . <<<"$found")" -le 2 ]; }
sleep 3
until_true 20 "no zombies" no_orphans

said "SIGTERM ends it"
before=$(date +%s%N)
pod stop --time 10 picup >/dev/null
took=$((($(date +%s%N) - before) / 1000000))
code=$(pod inspect --format '{{.State.ExitCode}}' picup)
[ "$code" = 0 ] || fail "it ended with $code, after $took ms"
said "it ended after $took ms, by itself"

said "an upgrade: another container, of another name, over the same data"
ended_only() { pod rm --force --time 0 picup >/dev/null; }
ended_only
start other
until_true 30 "the engine answers" inside picup health
[ "$(inside picup status --json | field home_hold)" = None ] || fail "a new container counts as a copied home"
[ "$(inside picup status --json | field protected)" = 3 ] || fail "the ledger is another"

said "a photo is read back with main gone"
pod stop --time 0 picup-main >/dev/null
inside picup get photos/first.jpg --remote --output /tmp/back.jpg
inside cat /tmp/back.jpg | cmp - "$life/photos/first.jpg" || fail "it is another photo"
pod start picup-main >/dev/null

said "a wrong secret, and none"
ended_only
printf 'another orbit mango quilt\n' >"$life/passphrase"
start nas
until_true 30 "it says that it is locked" inside sh -c 'picup health; [ $? = 3 ]'
ended_only
chmod 000 "$life/passphrase"; chown 0:0 "$life/passphrase"
start nas
until_true 30 "it says that the file can't be read" log_says "can't be read"
ended_only

said "as another user of the box, who is in no list of users"
printf 'lantern orbit mango quilt\n' >"$life/passphrase"
chmod 400 "$life/passphrase"
chown -R 1026:100 "$life/data" "$life/photos" "$life/passphrase" "$life/keys"
start nas 1026 100
until_true 30 "the engine answers" inside picup health
photo fourth.jpg
until_true 60 "the fourth photo is protected" protected 4
ended_only

said "data of another owner is told"
as_composed nas 1000 1000
code=0; told=$(pod run --rm --network host "${limits[@]}" "${flags[@]}" picup status 2>&1) || code=$?
[ "$code" -ne 0 ] && grep -q 1026 <<<"$told" || fail "data of another owner: $code $told"
said "all held"
