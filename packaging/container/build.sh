#!/usr/bin/env bash
# Builds the image "picup" by podman or, where that is not, by docker.
# usage: build.sh [BASE]    (Debian's slim image otherwise)
set -euo pipefail
cd "$(dirname "$0")/../.."
if command -v podman >/dev/null 2>&1; then
  # The format that has a place for the health check.
  tool=(podman build --format docker)
else
  tool=(docker build)
fi
"${tool[@]}" ${1:+--build-arg "BASE=$1"} -f packaging/container/Containerfile -t picup .
