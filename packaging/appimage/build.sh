#!/usr/bin/env bash
# Makes build/packages/PicUp-VERSION-ARCHITECTURE.AppImage from build/dist/picup-desktop.
#
# The official tool and the runtime it puts in front are not packaged anywhere, so they are given:
#   APPIMAGETOOL  the program appimagetool, of https://github.com/AppImage/appimagetool/releases
#   RUNTIME       the file runtime-ARCHITECTURE, of https://github.com/AppImage/type2-runtime/releases
# Without them the folder that goes into it is made, and what is missing is told.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
architecture=$(uname -m)
root=build/PicUp.AppDir
build/venv/bin/python packaging/linux/tree.py build/dist/picup-desktop "$root"
chmod -R u=rwX,go=rX "$root"
ln -s usr/share/applications/picup-desktop.desktop "$root/picup-desktop.desktop"
ln -s usr/share/icons/hicolor/256x256/apps/picup-desktop.png "$root/picup-desktop.png"
ln -s picup-desktop.png "$root/.DirIcon"
install -m 755 packaging/appimage/AppRun "$root/AppRun"
build/venv/bin/python packaging/bundle/check.py "$root/usr/bin/picup"

if [ ! -x "${APPIMAGETOOL:-}" ] || [ ! -f "${RUNTIME:-}" ]; then
  echo "$root is laid out. To pack it, name the official tool and its runtime: make appimage APPIMAGETOOL=... RUNTIME=... (packaging/appimage/build.sh tells where they are published)" >&2
  exit 1
fi
mkdir -p build/packages
package=build/packages/PicUp-$version-$architecture.AppImage
# --appimage-extract-and-run: where there is no FUSE, as in containers.
ARCH=$architecture VERSION=$version "$APPIMAGETOOL" --appimage-extract-and-run --runtime-file "$RUNTIME" "$root" "$package"
du -h --apparent-size "$package" | sed 's/^/built: /' >&2
