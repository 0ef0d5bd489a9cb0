#!/usr/bin/env bash
# Makes build/packages/PicUp-VERSION-ARCHITECTURE.AppImage from build/dist/picup-desktop.
#
# An AppImage is a runtime with an image of a folder behind it, and mksquashfs makes that image.
#   RUNTIME  another runtime than that of packaging/appimage/runtime.sh; then also
#   RUNTIME_LICENCES  a file with the licences of all that is in that one, which must travel with it
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
architecture=$(uname -m)
if [ -n "${RUNTIME:-}" ] && [ ! -s "${RUNTIME_LICENCES:-}" ]; then
  echo "Another runtime has its licences in a file: RUNTIME=... RUNTIME_LICENCES=... make appimage" >&2
  exit 1
fi
runtime=${RUNTIME:-$(packaging/appimage/runtime.sh build/venv/bin/python)}
root=build/PicUp.AppDir
build/venv/bin/python packaging/linux/tree.py build/dist/picup-desktop "$root"
build/venv/bin/python packaging/appimage/licence.py "$root" ${RUNTIME:+"$RUNTIME_LICENCES"}
ln -s usr/share/applications/picup-desktop.desktop "$root/picup-desktop.desktop"
ln -s usr/share/icons/hicolor/256x256/apps/picup-desktop.png "$root/picup-desktop.png"
ln -s picup-desktop.png "$root/.DirIcon"
install -m 755 packaging/appimage/AppRun "$root/AppRun"
chmod -R u=rwX,go=rX "$root"
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

mkdir -p build/packages
package=build/packages/PicUp-$version-$architecture.AppImage
# gzip is what every runtime reads. The time of the image is SOURCE_DATE_EPOCH's, as mksquashfs has it.
rm -f build/PicUp.squashfs
mksquashfs "$root" build/PicUp.squashfs -root-owned -no-xattrs -comp gzip -b 256K -no-progress -quiet >/dev/null
cat "$runtime" build/PicUp.squashfs >"$package.part"
rm build/PicUp.squashfs
chmod 755 "$package.part"
mv "$package.part" "$package"
du -h --apparent-size "$package" | sed 's/^/built: /' >&2
