#!/usr/bin/env bash
# Writes the lock files from pyproject.toml: exact versions with hashes, and no
# word about where they were downloaded from, so that any index can serve them.
set -euo pipefail
cd "$(dirname "$0")/.."
for group in run bundle dev docs sbom release mutants; do
  options=(--frozen --no-emit-project --no-header --no-annotate --quiet)
  case $group in run | bundle) options+=(--no-dev --group build) ;; esac
  # What the packages bring along, too: films are played within the window.
  [ "$group" = bundle ] && options+=(--extra films)
  # The window, and what is small enough for everybody who runs it from here.
  case $group in run | bundle | dev) options+=(--extra window --extra s3 --extra webdav) ;; esac
  case $group in docs | sbom | release | mutants) options+=(--only-group "$group") ;; esac
  [ -f uv.lock ] && [ uv.lock -nt pyproject.toml ] || uv lock --quiet
  uv export "${options[@]}" --output-file "packaging/lock/$group.txt"
done
