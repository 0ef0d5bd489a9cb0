#!/usr/bin/env bash
# Builds all of a release that one Linux computer can build, holds it against itself, and says what
# only the public service can do. Ends with 1 if something would keep a release from being made.
# usage: rehearse.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/../.."
python=$1
failed=()
step() { # NAME COMMAND...
  local name=$1
  shift
  echo "== $name" >&2
  "$@" >&2 || failed+=("$name")
}

# Of this source and of nothing before: what is old would be held against itself.
rm -rf build/packages build/repository build/libraries
# The bundle is made once for all of them, and not at all if nothing has changed since.
for kind in dist bundle deb rpm appimage sbom repo; do
  if [ "$kind" = sbom ]; then
    step "the licences, and the list of libraries" packaging/release/libraries.sh "linux-$(uname -m)"
  fi
  step "make $kind" make --no-print-directory "$kind" PYTHON="$python"
done
step "the sums" packaging/release/sums.sh build/packages
echo "== what was made" >&2
"$python" packaging/release/rehearsal.py build/packages build/dist/picup-desktop ${failed[@]+"${failed[@]}"}
