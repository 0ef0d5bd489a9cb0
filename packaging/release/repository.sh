#!/usr/bin/env bash
# Makes an apt repository of the .deb files in a folder, or adds them to the one that is there.
# usage: repository.sh PACKAGES REPOSITORY
#
# PICUP_GPG_KEY (a key's id) signs it; without one apt refuses it, unless told to trust it blindly.
# PICUP_REPOSITORY_URL is where it will be found: picup.sources is written for it.
# PICUP_VALID_DAYS says how long its index holds. Without it nothing is said, because somebody would
# have to sign it anew in time, whether there is a new version or not: see docs/packaging.md.
set -euo pipefail
export LC_ALL=C
packages=$(realpath "$1")
repository=$2
key=${PICUP_GPG_KEY:-}
command -v apt-ftparchive >/dev/null || { echo "apt-ftparchive is missing (Debian's name: apt-utils)." >&2; exit 1; }
shopt -s nullglob
debs=("$packages"/*.deb)
[ ${#debs[@]} -gt 0 ] || { echo "There is no .deb in $packages." >&2; exit 1; }
mkdir -p "$repository"
cd "$repository"

# Whoever has installed a version has its bytes: the same version never comes with others.
for deb in "${debs[@]}"; do
  name=$(dpkg-deb --field "$deb" Package)
  place=pool/main/${name:0:1}/$name/$(basename "$deb")
  if [ -e "$place" ]; then
    cmp --silent "$deb" "$place" || {
      echo "$place is there already, with other bytes: give this build a version of its own." >&2
      exit 1
    }
  else
    # Half of one, where the disk is full, would stand in the way of the whole one later.
    install -D -m 644 "$deb" "$place.part"
    mv "$place.part" "$place"
  fi
done

rm -rf dists.new
architectures=$(for deb in pool/main/*/*/*.deb; do dpkg-deb --field "$deb" Architecture; done | sort -u | paste -sd ' ')
for architecture in $architectures; do
  folder=dists.new/stable/main/binary-$architecture
  mkdir -p "$folder"
  apt-ftparchive --arch "$architecture" packages pool >"$folder/Packages"
  gzip -9nk "$folder/Packages"
  xz -k "$folder/Packages"
  # By their sums too, so that who updates while this is being replaced finds what the index named.
  mkdir -p "$folder/by-hash/SHA256"
  for file in "$folder"/Packages*; do
    ln "$file" "$folder/by-hash/SHA256/$(sha256sum "$file" | cut -d' ' -f1)"
  done
done
apt-ftparchive \
  -o APT::FTPArchive::Release::Origin="PicUp Desktop" \
  -o APT::FTPArchive::Release::Label="PicUp Desktop" \
  -o APT::FTPArchive::Release::Suite=stable \
  -o APT::FTPArchive::Release::Codename=stable \
  -o APT::FTPArchive::Release::Components=main \
  -o APT::FTPArchive::Release::Architectures="$architectures" \
  -o APT::FTPArchive::Release::Acquire-By-Hash=yes \
  ${PICUP_VALID_DAYS:+-o APT::FTPArchive::Release::ValidTime=$((PICUP_VALID_DAYS * 86400))} \
  release dists.new/stable >dists.new/Release
mv dists.new/Release dists.new/stable/Release
if [ -n "$key" ]; then
  sign=(gpg --batch --yes --local-user "$key" --digest-algo SHA256)
  "${sign[@]}" --clearsign --output dists.new/stable/InRelease dists.new/stable/Release
  "${sign[@]}" --armor --detach-sign --output dists.new/stable/Release.gpg dists.new/stable/Release
  gpg --batch --armor --export "$key" >picup.asc
else
  echo "It is not signed: PICUP_GPG_KEY names no key." >&2
fi
# What the index before named by its sum is still asked for by whoever has just read that index.
if [ -d dists ]; then
  (cd dists && find . -path '*/by-hash/*' -type f -exec cp --parents --no-clobber --target-directory=../dists.new {} +)
fi
rm -rf dists
mv dists.new dists
if [ -n "${PICUP_REPOSITORY_URL:-}" ]; then
  cat >picup.sources <<SOURCES
Types: deb
URIs: $PICUP_REPOSITORY_URL
Suites: stable
Components: main
Signed-By: /etc/apt/keyrings/picup.asc
SOURCES
fi
echo "$repository: $architectures" >&2
