#!/usr/bin/env bash
# On a Mac: build/packages/PicUp-Desktop-VERSION-ARCH.dmg, with PicUp.app and a link to Applications.
# usage: build.sh [PYTHON]
#
# PICUP_CODESIGN_IDENTITY: the certificate ("Developer ID Application: ..."); without it the app is
#   signed by nobody ("ad hoc"), which Apple's processors ask for at least.
# PICUP_NOTARY_PROFILE: what `xcrun notarytool store-credentials` has kept; needs an identity.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ "$(uname -s)" != Darwin ]; then
  echo "A disk image for macOS needs macOS: neither PyInstaller nor hdiutil makes one elsewhere." >&2
  exit 1
fi
python=${1:-python3}
identity=${PICUP_CODESIGN_IDENTITY:-}
profile=${PICUP_NOTARY_PROFILE:-}
if [ -n "$profile" ] && [ -z "$identity" ]; then
  echo "Apple notarizes only what is signed: set PICUP_CODESIGN_IDENTITY too." >&2
  exit 1
fi

packaging/bundle/build.sh "$python"
app=build/dist/PicUp.app
build/venv/bin/python packaging/licences/collect.py build/dist/picup-desktop "$app/Contents/Resources/licences"
version=$("$python" packaging/macos/info_plist.py "$app/Contents/Info.plist")

# From the inside out: a signature covers those of what it holds.
sign() {
  if [ -z "$identity" ]; then
    codesign --force --sign - "$1"
  else
    codesign --force --timestamp --options runtime \
      --entitlements packaging/macos/entitlements.plist --sign "$identity" "$1"
  fi
}
find "$app/Contents" -type f -print0 | while IFS= read -r -d '' file; do
  if file -b "$file" | grep -q '^Mach-O'; then sign "$file"; fi
done
find "$app/Contents" -depth -type d -name '*.framework' -print0 | while IFS= read -r -d '' part; do
  sign "$part"
done
sign "$app"
codesign --verify --deep --strict "$app"

folder=build/dmg
rm -rf "$folder"
mkdir -p "$folder" build/packages
ditto "$app" "$folder/PicUp.app"
ln -s /Applications "$folder/Applications"
image=build/packages/PicUp-Desktop-$version-$(uname -m).dmg
hdiutil create -quiet -ov -format UDZO -volname "PicUp Desktop" -srcfolder "$folder" "$image"
if [ -n "$identity" ]; then codesign --force --timestamp --sign "$identity" "$image"; fi
if [ -n "$profile" ]; then
  xcrun notarytool submit "$image" --keychain-profile "$profile" --wait
  xcrun stapler staple "$image"
fi
echo "$image"
