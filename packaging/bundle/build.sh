#!/usr/bin/env bash
# Makes build/dist/picup-desktop: one folder with both programs and a Python of their own. What it
# was made from is remembered, and as long as that is the same, it is not made again.
# usage: build.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=build/venv
made=build/dist/picup-desktop
stamp=build/bundle.inputs

wanted=$("$1" packaging/bundle/inputs.py)
if [ -x "$made/picup" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
  echo "$made is made from just this; make clean to make it anew." >&2
  exit 0
fi
rm -f "$stamp"

packaging/venv.sh "$1" "$venv" packaging/lock/bundle.txt
"$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r packaging/lock/package.txt
# Every package compresses the whole bundle, and does it better where nothing in it is compressed yet.
# PyInstaller reuses what an earlier build left, compressed as it was then.
rm -rf build/pyinstaller
PYINSTALLER_ZLIB_COMPRESSION_LEVEL=0 "$venv/bin/python" -m PyInstaller --noconfirm --log-level WARN --distpath build/dist --workpath build/pyinstaller packaging/bundle/picup.spec
if [ "$(uname -s)" = Linux ]; then
  ln -sfn picup "$made/picup-desktop"
  # Not numpy's OpenBLAS and Qt's FFmpeg: patchelf has moved parts of them, and once stripped they
  # can't be loaded any more.
  find "$made/_internal" -type f -name '*.so*' ! -path '*/numpy.libs/*' \
    ! -path '*/Qt/lib/libav*' ! -path '*/Qt/lib/libsw*' ! -path '*/Qt/lib/libQt6FFmpegStub*' -print0 |
    xargs -0 -n 16 -P "$(getconf _NPROCESSORS_ONLN)" strip --strip-unneeded
  "$venv/bin/python" packaging/bundle/slim.py "$made/_internal" "$venv/bin/python"
fi
# Nobody types their paths, and strangers' modes are not what a package should have.
chmod -R u=rwX,go=rX "$made"
# A bundle that was never started may lack what only a child process imports.
"$venv/bin/python" packaging/bundle/check.py "$made/picup"
du -sh "$made" | sed 's/^/built: /' >&2
# What changed while it was built is not in it.
[ "$("$1" packaging/bundle/inputs.py)" != "$wanted" ] || echo "$wanted" >"$stamp"
