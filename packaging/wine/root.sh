#!/usr/bin/env bash
# Makes a Debian root with Wine and a prefix in it, from Debian's packages alone: as root, or in a user's
# own namespace. Wine 10 of trixie: Qt 6.5 and later crash in what bookworm has.
# usage: root.sh ROOT
set -euo pipefail
root=$1
packages=(ca-certificates wine64 wine wine32:i386 xvfb xauth imagemagick xdotool procps)
# Letters of every name that is shown; and the locales from which Wine takes its code page.
packages+=(fonts-dejavu-core fonts-noto-cjk locales)
mkdir -p "$(dirname "$root")"
# wine32 comes before the prefix is made, as a prefix without it can't run the installer, which is 32 bit.
# The suite alone: an index that is being renewed would end it, and these packages need no updates.
mmdebstrap --quiet --variant=minbase --architectures=amd64,i386 \
  --setup-hook='sed -i -e /-security/d -e /-updates/d "$1/etc/apt/sources.list"' \
  --customize-hook='printf "en_US.UTF-8 UTF-8\nko_KR.UTF-8 UTF-8\n" >"$1/etc/locale.gen"' \
  --customize-hook='chroot "$1" locale-gen >/dev/null' \
  --include="$(IFS=,; echo "${packages[*]}")" trixie "$root"
