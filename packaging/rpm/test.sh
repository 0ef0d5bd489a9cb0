#!/usr/bin/env bash
# Lives through the packages' life in a root of their own: picup alone, the window beside it, an
# upgrade over what runs, the window taken away, all taken away. Needs root and Debian's packages:
# no system of rpm is in them, so the root is Debian's with rpm and an empty database, and what the
# packages ask of the system is looked for by its name. Ends non-zero at what does not hold; the
# window's picture is build/rpm-window.png.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
[ "$(id -u)" -eq 0 ] || { echo "Making a clean root takes root's rights: sudo make rpm-test" >&2; exit 1; }
packages=()
for name in picup picup-desktop; do
  package=build/packages/$name-$version-1.$(uname -m).rpm
  [ -f "$package" ] || { echo "There is no $package yet: make rpm" >&2; exit 1; }
  packages+=("$package")
done
root=$(mktemp -d /var/tmp/picup-rpm-root.XXXXXX)
chmod 755 "$root" # others than root walk in it
trap 'rm -rf --one-file-system "$root"' EXIT

echo "Making a clean root in $root" >&2
# What picup asks for, what the window asks for beside it, and what looks at the window.
window=libegl1,libgl1,libdbus-1-3,libglib2.0-0,libfontconfig1,libfreetype6,libx11-6,libx11-xcb1,libxcb1,libpulse0,libxext6,libxrandr2,libdrm2,libgssapi-krb5-2,libwayland-client0,libwayland-cursor0,libwayland-egl1
mmdebstrap --variant=minbase --include=rpm,zlib1g,libstdc++6,libexpat1,libuuid1,$window,xkb-data,xvfb,xdotool,imagemagick,fonts-dejavu-core \
  bookworm "$root" >"$root.log" 2>&1 || { tail -5 "$root.log" >&2; rm -f "$root.log"; exit 1; }
rm -f "$root.log"
cp "${packages[@]}" packaging/rpm/life.sh "$root/root/"
build/venv/bin/python packaging/bundle/check.py ask "$root/srv/photos" /srv/photos
chmod -R u=rwX,go=rX "$root/srv/photos"

# Its processes end with it, whatever happens.
unshare --mount --pid --fork --kill-child --mount-proc="$root/proc" \
  chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 VERSION="$version" /bin/bash /root/life.sh
cp "$root/root/window.png" build/rpm-window.png
build/venv/bin/python packaging/bundle/check.py answers "$root/root/answers"
echo "The installed program made a picture of every kind of photo." >&2
