#!/usr/bin/env bash
# Holds a tag against the program's version and the changelog; prints the version.
# usage: check_tag.sh TAG
set -euo pipefail
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' picup_desktop/__init__.py)
if [ "$1" != "v$version" ]; then
  echo "The tag is $1, but the program says that it is $version (picup_desktop/__init__.py)." >&2
  exit 1
fi
if [ -z "$(packaging/release/notes.sh "$version")" ]; then
  echo "CHANGELOG.md says nothing of $version: call what is unreleased by its version." >&2
  exit 1
fi
echo "$version"
