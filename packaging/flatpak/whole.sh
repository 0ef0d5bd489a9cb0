#!/usr/bin/env bash
# Tells of each library below a folder that asks for one of the wheels' own that is gone, and ends with 1
# then: Qt leaves out a plugin that can't be loaded, and no window says so.
# usage: whole.sh BEFORE AFTER    (a folder with Qt's libraries as they came; one from which some were taken)
set -euo pipefail
before=$1 after=$2
came=$(find "$before" -name 'lib*.so*' -printf '%f\n' | sort -u)
left=$(find "$after" -name 'lib*.so*' -printf '%f\n' | sort -u)
gone=$(comm -23 <(echo "$came") <(echo "$left"))
[ -n "$left" ] || { echo "There is no library in $after." >&2; exit 1; }
[ -n "$gone" ] || exit 0
lacking=0
while IFS= read -r library; do
  asked=$(readelf --dynamic --wide "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]$/\1/p')
  while IFS= read -r name; do
    echo "${library#"$after"/} asks for $name, which is gone." >&2
    lacking=1
  done < <(grep -Fx -f <(echo "$gone") <<<"$asked" || true)
done < <(find "$after" -type f -name '*.so*')
exit $lacking
