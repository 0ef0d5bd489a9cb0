#!/usr/bin/env bash
# The program for Windows, under Wine: Python for Windows with the locked packages, the unit tests, a
# person's day on two real SSH servers, PyInstaller, the installer, the window, an upgrade and a removal.
# Needs root or a user's namespaces, and Debian's and PyPI's packages alone. What was made once is kept in
# build/wine (5 GB) and used again; `make clean` removes it.
# usage: test.sh PYTHON STAGE...     (stages: suite day program installer; a Python 3.11 with our packages)
set -euo pipefail
cd "$(dirname "$0")/../.."
python=$1
shift
stages=("${@:-suite day program installer}")
here=packaging/wine
kept=$PWD/build/wine
root=$kept/root
prefix=$root/root/.wine
drive=$prefix/drive_c
if [ "$(id -u)" -ne 0 ] && [ -z "${PICUP_IN_NAMESPACE:-}" ]; then
  exec unshare --user --map-root-user --map-auto --mount env PICUP_IN_NAMESPACE=1 "$0" "$python" "$@"
fi
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' ||
  { echo "The standard library is taken of a Python 3.11, and $python is another." >&2; exit 1; }
mkdir -p "$kept"
[ -f "$kept/root-is-made" ] || { rm -rf "$root"; "$here/root.sh" "$root"; touch "$kept/root-is-made"; }

# What pip downloads is what the locks say, byte for byte.
download() { # FOLDER LOCK...
  local into=$kept/$1
  shift
  "$python" "$here/for_windows.py" "$@" >"$into.txt"
  cmp -s "$into.txt" "$into/have.txt" && return
  rm -rf "$into"
  "$python" -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary=:all: \
    --platform win_amd64 --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none \
    --dest "$into" --requirement "$into.txt"
  rm -rf "$drive/Python311"
  cp "$into.txt" "$into/have.txt"
}
download wheels "$here/wheels.txt" packaging/lock/{bundle,package}.txt
# What the tests take besides is put where PyInstaller sees nothing of it.
download test-wheels "$here/wheels.txt" packaging/lock/dev.txt

mount_and_hold() {
  mount --rbind /dev "$root/dev"
  mount -t proc proc "$root/proc"
  exec chroot "$root" /bin/bash /root/inside.sh
}
export -f mount_and_hold
export root
cp "$here/inside.sh" "$root/root/"
rm -f "$root/run/wine-is-ready"
unshare --mount --pid --fork --kill-child bash -c mount_and_hold &
held=$!
servers=
# unshare(1) takes no other signal while it waits, and all in it ends with it.
trap 'kill $servers 2>/dev/null || true; kill -KILL $held 2>/dev/null || true; wait $held 2>/dev/null || true' EXIT
until [ -e "$root/run/wine-is-ready" ]; do
  kill -0 $held 2>/dev/null || { echo "Wine did not start." >&2; exit 1; }
  sleep 1
done
first=$(pgrep -P $held)
inside() { # COMMAND...
  nsenter --target "$first" --mount --pid --root --wd /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    XDG_RUNTIME_DIR=/run/user/0 DISPLAY=:7 WINEDEBUG=-all \
    WINEDLLOVERRIDES=vcomp140=n LANG="${WINE_LANG:-en_US.UTF-8}" "$@" </dev/null
}
windows_python() { inside wine 'C:\Python311\python.exe' "$@"; }

[ -d "$drive/Python311" ] || "$here/python.sh" "$drive" "$kept/wheels" "$kept/test-wheels" "$("$python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')"
"$here/source.sh" "$drive" "$python"
windows_python -c 'import sys; print("Python", sys.version.split()[0], "on", sys.platform, sys.getwindowsversion()[:2])'

echo "== prepared, $SECONDS s" >&2

suite() {
  # What no Windows or no Wine has stands in a list, each with its reason.
  sed -n 's/^\(tests[^ ]*\) .*/--deselect=\1/p; s/^file \(tests[^ ]*\) .*/--ignore=\1/p' "$here/not-here.txt" >"$drive/src/not-here"
  inside sh -c "cd /root/.wine/drive_c/src && exec env PYTHONPATH='C:\\Python311\\tests' wine 'C:\\Python311\\python.exe' -m pytest -q -n 0 -p no:cacheprovider @not-here ${SUITE:-tests/unit/scan tests/unit/this_computer tests/unit/journal tests/storage/test_folder_of_windows.py}"
}

day() {
  mkfifo "$kept/until" 2>/dev/null || true
  exec 8<>"$kept/until"
  "$here/servers.sh" "$kept/servers" <&8 >"$kept/ports" &
  servers=$!
  local number=$RANDOM$RANDOM
  until [ "$(wc -l <"$kept/ports")" = 2 ]; do sleep 0.2; done
  local main backup at
  main=$(sed -n 1p "$kept/ports") backup=$(sed -n 2p "$kept/ports")
  at() { echo "sftp://$(id -un)@127.0.0.1:$1$kept/servers/$2/$number-$3"; }
  "$here/linux_vault.sh" "$drive/linux" "$(dirname "$python")/picup" \
    "$(at "$main" main linux)" "$(at "$backup" backup linux)" "$kept/servers/client_key" || return 1
  cp "$kept/servers/client_key" "$drive/linux/"
  local ended=0
  # A share without a letter, and another drive.
  rm -rf "$prefix/dosdevices/unc" "$prefix/drive_y"
  mkdir -p "$prefix/dosdevices/unc/nas/photos" "$prefix/drive_y"
  ln -sfn ../drive_y "$prefix/dosdevices/y:"
  checks() { # CHECK...
    windows_python 'C:\src\packaging\wine\checks.py' ${PROGRAM:+--program "$PROGRAM"} --main "$(at "$main" main windows)" \
      --backup "$(at "$backup" backup windows)" --ssh-key 'C:\linux\client_key' --from-linux 'C:\linux' "C:\\day-$number" "$@"
  }
  # Wine takes its code page from the locale: 1252, and 949 as in Korea.
  checks all || ended=1
  WINE_LANG=ko_KR.UTF-8 checks pipes changes consoles || ended=1
  kill "$servers"
  servers=
  rm -rf "$kept/servers/main" "$kept/servers/backup" "$drive/day-$number" "$prefix/dosdevices/unc" "$prefix/drive_y"
  return $ended
}

program() {
  rm -rf "$drive/src/build" "$kept/program"
  local made=build/dist/picup-desktop
  in_source() { inside sh -c 'cd /root/.wine/drive_c/src && PYINSTALLER_ZLIB_COMPRESSION_LEVEL=0 exec wine "C:\Python311\python.exe" "$@"' sh "$@"; }
  # The commands of packaging/windows/bundle.sh.
  in_source -m PyInstaller --noconfirm --log-level WARN --distpath build/dist --workpath build/pyinstaller packaging/bundle/picup.spec &&
    in_source packaging/licences/collect.py "$made" "$made/_internal/licences" &&
    in_source packaging/bundle/check.py "$made/picup.exe" &&
    "$here/libraries.sh" "$drive/src/$made" &&
    mv "$drive/src/$made" "$kept/program"
}

installer() {
  local version before=0.0.9
  version=$("$python" -c 'import picup_desktop; print(picup_desktop.__version__)')
  rm -rf "$kept/packages" "$kept/program-before"
  # The same program by a lower number, and a file that this version has no more.
  cp -al "$kept/program" "$kept/program-before" && touch "$kept/program-before/_internal/only-before.txt" &&
    "$python" packaging/windows/build.py --payload "$kept/program-before" --out "$kept/packages" --trial "$before" &&
    mv "$kept"/packages/*-Setup.exe "$root/root/before.exe" && rm -rf "$kept/program-before" &&
    "$python" packaging/windows/build.py --payload "$kept/program" --out "$kept/packages" &&
    cp "$kept"/packages/*-Setup.exe "$root/root/setup.exe" && cp "$here/installed.sh" "$root/root/" &&
    inside bash /root/installed.sh /root/before.exe "$before" /root/setup.exe "$version" /root &&
    cp "$root/root/window.png" build/wine-window.png
}

. "$here/stages.sh"
# shellcheck disable=SC2086
run_stages ${stages[*]}
