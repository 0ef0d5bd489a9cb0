#!/usr/bin/env bash
# Says of the libraries of Qt in a bundle for Windows which one nobody asks for, and which one is
# asked for and is not there; either ends it with 1.
# usage: libraries.sh FOLDER     (what PyInstaller made)
set -euo pipefail
folder=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find "$folder" -type f \( -iname '*.dll' -o -iname '*.pyd' -o -iname '*.exe' \) -exec x86_64-w64-mingw32-objdump -p {} + |
  sed -n 's/^\tDLL Name: \(Qt6.*\)$/\1/p' | sort -u >"$work/asked"
find "$folder" -type f -name 'Qt6*.dll' -printf '%f\n' | sort -u >"$work/there"
comm -13 "$work/asked" "$work/there" | sed 's/^/nobody asks for it: /' >"$work/told"
comm -23 "$work/asked" "$work/there" | sed 's/^/it is not there: /' >>"$work/told"
cat "$work/told" >&2
[ -s "$work/there" ] && [ ! -s "$work/told" ]
