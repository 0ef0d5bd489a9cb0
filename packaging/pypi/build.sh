#!/usr/bin/env bash
# Makes build/packages/picup_desktop-VERSION.tar.gz and its wheel, the wheel from that source as pip
# would make it, and has twine look at both.
# usage: build.sh PYTHON    (PICUP_SOURCE_URL: see readme.py)
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
if [ -z "${PICUP_SOURCE_URL:-}" ] && [ -n "${GITHUB_REPOSITORY:-}" ]; then
  export PICUP_SOURCE_URL="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/blob/$GITHUB_REF_NAME"
fi
tools=build/pypi-tools work=build/pypi
packaging/venv.sh --tools "$1" "$tools" packaging/lock/release.txt
rm -rf "$work"
mkdir -p "$work" build/packages
"$tools/bin/hatchling" build -t sdist -d "$work"
tar -xzf "$work"/*.tar.gz -C "$work"
here=$PWD
(cd "$work/picup_desktop-$version" && "$here/$tools/bin/hatchling" build -t wheel -d "$here/$work")
"$tools/bin/twine" check --strict "$work"/*.tar.gz "$work"/*.whl
mv "$work"/*.tar.gz "$work"/*.whl build/packages/
ls build/packages/picup_desktop-"$version"*
