#!/usr/bin/env bash
# The file that the program may ask for the newest version (docs/guide/faq.md).
# usage: version_json.sh VERSION PAGE
set -euo pipefail
printf '{"version": "%s", "page": "%s"}\n' "$1" "$2"
