#!/usr/bin/env bash
# Makes (or brings up to date) the virtual environment from a lock file with hashes.
# usage: venv.sh [--tools] PYTHON VENV LOCKFILE    (--tools: without this program itself)
set -euo pipefail
tools=
if [ "$1" = --tools ]; then tools=yes; shift; fi
python=$1 venv=$2 lock=$3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "PicUp Desktop needs Python 3.11 or later; $("$python" --version) is too old. Say which to use: make PYTHON=python3.12 ..." >&2
  exit 1
}
echo "Preparing $venv; the first time this takes a minute or two." >&2
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r "$lock"
[ -z "$tools" ] || exit 0
# The build back end comes from the lock too, so nothing is fetched unpinned.
"$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
# Where Python may not write what it compiled, every start would compile the whole program anew.
"$venv/bin/python" -m compileall -q picup_desktop
