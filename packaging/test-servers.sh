#!/usr/bin/env bash
# Unpacks ProFTPD from Debian's packages into build/servers, for the tests. It is not installed,
# because an installed one starts a server and comes in the way of another one. Where there are no
# such packages, the tests that need it are skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
target=build/servers

[ -e "$target/.tried" ] && exit 0
command -v proftpd >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 || exit 0
mkdir -p "$target/packages"
touch "$target/.tried"
echo "Fetching ProFTPD for the tests." >&2
# What an installation would bring, by the names of this Debian.
wanted() {
  apt-get install --simulate --no-install-recommends proftpd-core proftpd-mod-crypto 2>/dev/null |
    awk '/^Inst /{print $2}' || true
}
packages=$(wanted)
if [ -z "$packages" ] && [ "$(id -u)" -eq 0 ]; then
  # A fresh system has no lists of packages yet.
  apt-get -o DPkg::Lock::Timeout=120 update -qq || true
  packages=$(wanted)
fi
# shellcheck disable=SC2086 # one word a package
[ -z "$packages" ] || (cd "$target/packages" && apt-get download -qq $packages >/dev/null 2>&1) || true
for package in "$target"/packages/*.deb; do
  [ ! -e "$package" ] || dpkg-deb -x "$package" "$target"
done
rm -rf "$target/packages"
