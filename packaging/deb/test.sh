#!/usr/bin/env bash
# Lives through the package's life on a Debian that has no Python: install, demo, window, upgrade,
# removal. Needs root and the network's Debian packages; ends non-zero at what does not hold.
# usage: test.sh [SUITE]    (bookworm otherwise; the window's pictures are build/clean-root-SUITE-*.png)
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
suite=${1:-bookworm}
package=build/packages/picup-desktop_${version}_$(dpkg --print-architecture).deb
[ "$(id -u)" -eq 0 ] || { echo "Making a clean root takes root's rights: sudo make deb-test" >&2; exit 1; }
[ -f "$package" ] || { echo "There is no $package yet: make deb" >&2; exit 1; }
root=$(mktemp -d /var/tmp/picup-clean-root.XXXXXX)
chmod 755 "$root" # others than root walk in it
trap 'rm -rf --one-file-system "$root"' EXIT

echo "Making a clean $suite in $root" >&2
debootstrap --variant=minbase "$suite" "$root" >"$root.log" || { tail -5 "$root.log" >&2; exit 1; }
mv "$root.log" "$root/debootstrap.log"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
for setting in $(grep -lis proxy /etc/apt/apt.conf.d/* || true); do cp "$setting" "$root/etc/apt/apt.conf.d/"; done

# The older version is this one under a lower number: what an upgrade does is seen, not what changed.
rm -rf build/deb-older
dpkg-deb --raw-extract "$package" build/deb-older
sed -i 's/^Version: .*/Version: 0.0.1/' build/deb-older/DEBIAN/control
dpkg-deb --root-owner-group -Znone --build build/deb-older "$root/root/older.deb" >/dev/null
rm -r build/deb-older
cp "$package" "$root/root/newer.deb"
cp packaging/deb/life.sh "$root/root/"
# There is no Python in there, so the photos and the questions about them are made out here.
build/venv/bin/python packaging/bundle/check.py ask "$root/srv/photos" /srv/photos
chmod -R u=rwX,go=rX "$root/srv/photos"

# Its processes end with it, whatever happens.
unshare --mount --pid --fork --kill-child --mount-proc="$root/proc" \
  chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
  ${http_proxy:+http_proxy="$http_proxy"} VERSION="$version" /bin/bash /root/life.sh
for picture in window photos viewer; do cp "$root/root/$picture.png" "build/clean-root-$suite-$picture.png"; done
build/venv/bin/python packaging/bundle/check.py answers "$root/root/answers"
echo "The installed program made a picture of a JPEG, a HEIC, a film and two RAWs." >&2
