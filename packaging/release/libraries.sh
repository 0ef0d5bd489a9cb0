#!/usr/bin/env bash
# Lists the libraries of the bundle that are none for Python: build/libraries/SYSTEM.cdx.json. Ends
# non-zero where the licence of one is not known, or its text not at hand.
# usage: libraries.sh SYSTEM    (as linux-x86_64)
set -euo pipefail
cd "$(dirname "$0")/../.."
python=build/venv/bin/python
[ -x "$python" ] || python=build/venv/Scripts/python.exe
"$python" packaging/licences/collect.py --strict build/dist/picup-desktop build/licences
mkdir -p build/libraries
cp build/licences/libraries.cdx.json "build/libraries/$1.cdx.json"
