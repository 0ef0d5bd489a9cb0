#!/usr/bin/env bash
# Makes build/dist/picup-desktop: one folder with both programs and a Python of their own.
# usage: build.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=build/venv
packaging/venv.sh "$1" "$venv" packaging/lock/bundle.txt
"$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r packaging/lock/package.txt
"$venv/bin/python" -m PyInstaller --noconfirm --log-level WARN --distpath build/dist --workpath build/pyinstaller packaging/bundle/picup.spec
if [ "$(uname -s)" = Linux ]; then
  ln -sfn picup build/dist/picup-desktop/picup-desktop
  # Not numpy's: patchelf has moved parts of its OpenBLAS, which can't be loaded any more once stripped.
  find build/dist/picup-desktop/_internal -type f -name '*.so*' ! -path '*/numpy.libs/*' -exec strip --strip-unneeded {} +
fi
# Nobody types their paths, and strangers' modes are not what a package should have.
chmod -R u=rwX,go=rX build/dist/picup-desktop
# A bundle that was never started may lack what only a child process imports.
"$venv/bin/python" packaging/bundle/check.py build/dist/picup-desktop/picup
du -sh build/dist/picup-desktop | sed 's/^/built: /' >&2
