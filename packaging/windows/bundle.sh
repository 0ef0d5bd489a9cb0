#!/usr/bin/env bash
# On Windows, in Git's bash: build/dist/picup-desktop, as packaging/bundle/build.sh makes it elsewhere.
# usage: bundle.sh [PYTHON]
set -euo pipefail
cd "$(dirname "$0")/../.."
case "$(uname -s)" in
  MINGW* | MSYS* | CYGWIN*) ;;
  *)
    echo "This needs Windows: PyInstaller builds for the system that it runs on. Here it is: make bundle" >&2
    exit 1
    ;;
esac
venv=build/venv
[ -x "$venv/Scripts/python.exe" ] || "${1:-python}" -m venv "$venv"
python=$venv/Scripts/python.exe
install=("$python" -m pip install --quiet --disable-pip-version-check)
"${install[@]}" --require-hashes -r packaging/lock/bundle.txt
"${install[@]}" --require-hashes -r packaging/lock/package.txt
# The build back end comes from the lock too, so nothing is fetched unpinned.
"${install[@]}" --no-deps --no-build-isolation --editable .
# The installer compresses it, and does that better where nothing is compressed yet.
PYINSTALLER_ZLIB_COMPRESSION_LEVEL=0 "$python" -m PyInstaller --noconfirm --log-level WARN --distpath build/dist --workpath build/pyinstaller packaging/bundle/picup.spec
"$python" packaging/licences/collect.py build/dist/picup-desktop build/dist/picup-desktop/_internal/licences
"$python" packaging/bundle/check.py build/dist/picup-desktop/picup.exe
