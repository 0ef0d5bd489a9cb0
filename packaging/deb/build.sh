#!/usr/bin/env bash
# Makes build/packages/picup-desktop_VERSION_ARCHITECTURE.deb from build/dist/picup-desktop.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
root=build/deb
architecture=$(dpkg --print-architecture)
package=build/packages/picup-desktop_${version}_$architecture.deb
build/venv/bin/python packaging/linux/tree.py build/dist/picup-desktop "$root"
build/venv/bin/python packaging/bundle/check.py "$root/usr/bin/picup"

# Which packages have the libraries that the programs ask of the system, as Debian's own tool finds
# them; what the bundle brings along is not asked of it.
shared_libraries() {
  local here=$PWD found brought
  found=$(mktemp -d)
  mkdir "$found/debian"
  printf 'Source: picup-desktop\n\nPackage: picup-desktop\nArchitecture: any\n' >"$found/debian/control"
  brought=$(find "$root/usr/lib" -name 'lib*.so.*' -printf '*/%f\n' | xargs dpkg -S 2>/dev/null | cut -d: -f1 | sort -u) || true
  cd "$found"
  find "$here/$root/usr/lib/picup-desktop" -type f \( -name '*.so*' -o -name picup \) -print0 | LC_ALL=C sort -z |
    xargs -0 dpkg-shlibdeps -O --ignore-missing-info --warnings=0 \
      $(find "$here/$root/usr/lib" -name '*.so*' -printf '-l%h\n' | sort -u) \
      $(sed 's/^/-x/' <<<"$brought") >found 2>complaints || { grep -v ': warning:' complaints >&2; return 1; }
  sed -n 's/^shlibs:Depends=//p' found
  cd "$here"
  rm -r "$found"
}

mkdir -p "$root/DEBIAN" build/packages
depends=$(shared_libraries)
cat >"$root/DEBIAN/control" <<CONTROL
Package: picup-desktop
Version: $version
Architecture: $architecture
Maintainer: The PicUp Desktop authors <picup-desktop@localhost>
Installed-Size: $(du -sk --apparent-size "$root/usr" | cut -f1)
Depends: $depends, xkb-data
Recommends: ca-certificates, dbus-user-session | dbus-x11, gnome-keyring | kwalletmanager, openssh-client, xdg-desktop-portal
Section: graphics
Priority: optional
Description: keeps every photo, sealed, on two NAS boxes
 PicUp watches the folders your photos are in, seals each photo on this
 computer, rests it on a main and a backup NAS over SFTP, and knows where
 each one is. It reads photos back with one box gone, deletes only what a
 person meant, and asks a person when it needs one.
 .
 This package holds picup, the command line, and picup-desktop, the window.
CONTROL
script() { # NAME BODY
  { printf '#!/bin/sh\nset -e\n'; cat packaging/linux/running.sh; printf '%s\n' "$2"; } >"$root/DEBIAN/$1"
  chmod 755 "$root/DEBIAN/$1"
}
script prerm 'case $1 in
  upgrade) picup_remember && picup_end ;;
  remove) picup_end ;;
esac'
script postinst 'case $1 in configure | abort-upgrade) picup_again ;; esac'
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
chmod -R u=rwX,go=rX "$root"
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz -z6 --build "$root" "$package" >/dev/null
du -h --apparent-size "$package" | sed 's/^/built: /' >&2
