#!/usr/bin/env bash
# Lives through the packages' life on a Debian that has no Python: the command line alone, demo, upgrade,
# the window, removal. Needs root and the network's Debian packages; ends non-zero at what does not hold.
# usage: test.sh [SUITE]    (bookworm otherwise; the window's pictures are build/clean-root-SUITE-*.png)
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
suite=${1:-bookworm}
[ "$(id -u)" -eq 0 ] || { echo "Making a clean root takes root's rights: sudo make deb-test" >&2; exit 1; }
package() { echo "build/packages/$1_${version}_$(dpkg --print-architecture).deb"; }
for name in picup picup-desktop; do
  [ -f "$(package $name)" ] || { echo "There is no $(package $name) yet: make deb" >&2; exit 1; }
done

# What Debian's own reader of packages complains of is mended, or has its reason in packaging/deb/*.lintian.
lintian --allow-root --fail-on error,warning "$(package picup)" "$(package picup-desktop)"

root=$(mktemp -d /var/tmp/picup-clean-root.XXXXXX)
chmod 755 "$root" # others than root walk in it
trap 'rm -rf --one-file-system "$root" build/deb-older' EXIT
echo "Making a clean $suite in $root" >&2
debootstrap --variant=minbase "$suite" "$root" >"$root.log" || { tail -5 "$root.log" >&2; exit 1; }
mv "$root.log" "$root/debootstrap.log"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
for setting in $(grep -lis proxy /etc/apt/apt.conf.d/* || true); do cp "$setting" "$root/etc/apt/apt.conf.d/"; done

# The older versions are these under a lower number: what an upgrade does is seen, not what changed.
older() { # TREE PACKAGE
  sed -i 's/^Version: .*/Version: 0.0.1/' "$1/DEBIAN/control"
  sed -i "/^Breaks:\|^Replaces:\|^Suggests:/d; s/picup (= [^)]*), //" "$1/DEBIAN/control"
  dpkg-deb --root-owner-group -Znone --build "$1" "$root/root/older/$2.deb" >/dev/null
}
rm -rf build/deb-older
mkdir -p "$root/root/older" "$root/root/newer" "$root/srv/icons" build/deb-older
for name in picup picup-desktop; do
  cp "$(package $name)" "$root/root/newer/$name.deb"
  dpkg-deb --raw-extract "$(package $name)" "build/deb-older/$name"
done
cp -r build/deb-older/picup build/deb-older/headless
older build/deb-older/headless picup
# Before there were two, all of it was in the one of the window, whose scripts knew less.
one=build/deb-older/picup-desktop
cp -al build/deb-older/picup/usr "$one/"
sed -i "s/^Depends: \(picup ([^)]*), \)\?/&$(sed -n 's/^Depends: //p' build/deb-older/picup/DEBIAN/control), /" "$one/DEBIAN/control"
rm "$one/DEBIAN/preinst" "$one/DEBIAN/postrm"
{ printf '#!/bin/sh\nset -e\n'; cat packaging/linux/running.sh; printf '%s\n' 'case $1 in upgrade) picup_remember && picup_end ;; remove) picup_end ;; esac'; } >"$one/DEBIAN/prerm"
older "$one" one
for side in 256 128 64 48; do cp "$one/usr/share/icons/hicolor/${side}x$side/apps/picup-desktop.png" "$root/srv/icons/$side.png"; done
rm -r build/deb-older

cp packaging/deb/life.sh "$root/root/"
# There is no Python in there, so the photos and the questions about them are made out here.
build/venv/bin/python packaging/bundle/check.py ask "$root/srv/photos" /srv/photos
chmod -R u=rwX,go=rX "$root/srv"

# Its processes end with it, whatever happens.
unshare --mount --pid --fork --kill-child --mount-proc="$root/proc" \
  chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
  ${http_proxy:+http_proxy="$http_proxy"} VERSION="$version" /bin/bash /root/life.sh
for picture in window photos viewer; do cp "$root/root/$picture.png" "build/clean-root-$suite-$picture.png"; done
build/venv/bin/python packaging/bundle/check.py answers "$root/root/answers"
echo "The installed program made a picture of a JPEG, a HEIC, a film and two RAWs." >&2
