#!/usr/bin/env bash
# What the changelog says of one version.
# usage: notes.sh VERSION
set -euo pipefail
cd "$(dirname "$0")/../.."
awk -v heading="## [$1]" '
  index($0, "## ") == 1 { inside = index($0, heading) == 1; next }
  inside { print }' "${CHANGELOG:-CHANGELOG.md}" | sed -e '/./,$!d'
