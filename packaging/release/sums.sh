#!/usr/bin/env bash
# Writes SHA256SUMS of every file in a folder, and with PICUP_GPG_KEY (its id) also SHA256SUMS.asc.
# usage: sums.sh FOLDER
set -euo pipefail
export LC_ALL=C
cd "$1"
rm -f SHA256SUMS SHA256SUMS.asc
files=(*)
[ -f "${files[0]}" ] || { echo "There is nothing in $1 to be summed up." >&2; exit 1; }
sha256sum -- "${files[@]}" >SHA256SUMS
if [ -n "${PICUP_GPG_KEY:-}" ]; then
  gpg --batch --yes --armor --local-user "$PICUP_GPG_KEY" --output SHA256SUMS.asc --detach-sign SHA256SUMS
fi
