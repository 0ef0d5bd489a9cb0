#!/usr/bin/env bash
# Makes build/dist/picup-desktop: one folder with both programs and a Python of their own.
# usage: build.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=build/venv
packaging/venv.sh "$1" "$venv" packaging/lock/run.txt
"$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r packaging/lock/package.txt
"$venv/bin/python" -m PyInstaller --noconfirm --log-level WARN --distpath build/dist --workpath build/pyinstaller packaging/bundle/picup.spec
if [ "$(uname -s)" = Linux ]; then ln -sfn picup build/dist/picup-desktop/picup-desktop; fi
# Nobody types their paths, and strangers' modes are not what a package should have.
chmod -R u=rwX,go=rX build/dist/picup-desktop
du -sh build/dist/picup-desktop | sed 's/^/built: /' >&2
