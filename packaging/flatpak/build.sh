#!/usr/bin/env bash
# Prepares build/flatpak, all that packaging/flatpak/org.picup.desktop.yaml names, and has Debian's
# tools look at it; where Flatpak's runtime is installed, makes build/packages/PicUp-VERSION.flatpak.
#
# The runtime is in no package index: flatpak install org.kde.Sdk//6.10 org.kde.Platform//6.10
# usage: build.sh [--only-prepare]
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
python=build/venv/bin/python
folder=build/flatpak
manifest=$folder/org.picup.desktop.yaml
rm -rf "$folder"
mkdir -p "$folder/program" build/packages
"$python" packaging/flatpak/lay.py requirements "$folder"
platforms=()
for tag in manylinux_2_17 manylinux2014 manylinux_2_24 manylinux_2_26 manylinux_2_27 manylinux_2_28 manylinux_2_31 manylinux_2_34 manylinux_2_35 manylinux_2_39; do
  platforms+=(--platform "${tag}_$(uname -m)")
done
"$python" -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: \
  "${platforms[@]}" --python-version 3.13 --implementation cp --abi cp313 --abi abi3 --abi none \
  --dest "$folder/wheels" -r "$folder/requirements.txt"
"$python" packaging/flatpak/lay.py sources "$folder"
"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir "$folder/program" .
"$python" packaging/flatpak/lay.py share "$folder/program/share"
# What stays of Qt is whole: tried on the very wheels, for they are what is trimmed in the sandbox.
tried=$folder/tried/lib/python3.13/site-packages
for wheel in "$folder"/wheels/{pyside6,shiboken6}*.whl; do "$python" -m zipfile -e "$wheel" "$tried"; done
cp -rl "$tried" "$folder/as-it-came"
sh packaging/flatpak/trim.sh "$folder/tried"
packaging/flatpak/whole.sh "$folder/as-it-came" "$folder/tried"
rm -r "$folder/tried" "$folder/as-it-came"
cp packaging/flatpak/org.picup.desktop.yaml packaging/flatpak/trim.sh "$folder/"

desktop-file-validate "$folder/program/share/applications/picup-desktop.desktop"
appstreamcli validate --no-net "$folder/program/share/metainfo/org.picup.desktop.metainfo.xml" >&2
# Debian 12 has one that takes no other option beside this, so what it keeps lies where it is started.
(cd "$folder" && flatpak-builder --show-manifest "${manifest##*/}" >manifest.json)
echo "$folder is prepared, and its manifest is one that flatpak-builder reads." >&2
[ "${1:-}" != --only-prepare ] || exit 0

if ! flatpak info org.kde.Sdk//6.10 >/dev/null 2>&1; then
  echo "Flatpak's runtime is not installed here, so nothing is packed: flatpak install org.kde.Sdk//6.10 org.kde.Platform//6.10" >&2
  exit 1
fi
flatpak-builder --state-dir="$folder/state" --force-clean --disable-rofiles-fuse --repo="$folder/repository" "$folder/made" "$manifest"
flatpak build-bundle "$folder/repository" "build/packages/PicUp-$version.flatpak" org.picup.desktop
