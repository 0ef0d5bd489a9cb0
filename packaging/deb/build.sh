#!/usr/bin/env bash
# Makes build/packages/picup_VERSION_ARCHITECTURE.deb, the command line and the background program, and
# picup-desktop_... of the same name, the window with Qt, from build/dist/picup-desktop.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
architecture=$(dpkg --print-architecture)
# Whoever gives packages to others writes here at which address they can be reached
# (and, as HOMEPAGE, the page of the project, which has none of its own yet).
maintainer=${PICUP_MAINTAINER:-The PicUp Desktop authors <picup-desktop@localhost>}
# -Znone makes them in a moment, to be tried here.
compression=${PICUP_DEB_COMPRESSION:--Zxz -z6}
trees=build/deb
rm -rf "$trees"
mkdir -p "$trees" build/packages
build/venv/bin/python packaging/linux/tree.py build/dist/picup-desktop "$trees/whole"
# Nobody starts a library.
find "$trees/whole" -type f -name '*.so*' -exec chmod 644 {} +
build/venv/bin/python packaging/linux/split.py "$trees/whole" "$trees/picup" "$trees/picup-desktop"
rm -r "$trees/whole"
# The bundle was started when it was made; what is new is one without its window. It waits for
# servers and processes most of the time, so the rest goes on beside it.
build/venv/bin/python packaging/bundle/check.py headless "$trees/picup/usr/bin/picup" &
checked=$!

# Prints the packages that have files of the names told before the first line that begins with =; each
# package's own line comes before its files.
owners() {
  awk '$1 == "=" { package = $2; after = 1; next }
    !after { names[$1] = 1; next }
    { name = $1; sub(/.*\//, "", name); if (name in names) print package }' | sort -u
}

# Which packages have the libraries that the programs ask of the system, as Debian's own tool finds
# them; what lies in the given trees is not asked of it.
shared_libraries() { # PACKAGE TREES that it finds libraries in
  local here=$PWD found brought package=$1
  shift
  found=$(mktemp -d)
  mkdir "$found/debian"
  printf 'Source: picup-desktop\n\nPackage: %s\nArchitecture: any\n' "$package" >"$found/debian/control"
  brought=$({ find "$@" -name 'lib*.so.*' -printf '%f\n'; echo =; dpkg-query -W -f '= ${Package}\n${db-fsys:Files}\n'; } | owners)
  set -- "${@/#/$here/}"
  cd "$found"
  find "$here/$trees/$package/usr/lib/picup-desktop" -type f \( -name '*.so*' -o -name picup \) -print0 | LC_ALL=C sort -z |
    xargs -0 dpkg-shlibdeps -O --ignore-missing-info --warnings=0 \
      $(find "$@" -name '*.so*' -printf '-l%h\n' | sort -u) \
      $(sed 's/^/-x/' <<<"$brought") >found 2>complaints || { grep -v ': warning:' complaints >&2; return 1; }
  sed -n 's/^shlibs:Depends=//p' found
  cd "$here"
  rm -r "$found"
}

# Debian's tools read this file; what changed stands beside it as people wrote it.
debian_changelog() { # PACKAGE
  printf 'picup-desktop (%s) stable; urgency=medium\n\n  * What changed: /usr/share/doc/%s/CHANGELOG.md.gz\n\n -- %s  %s\n' \
    "$version" "$1" "$maintainer" "$(LC_ALL=C date --utc --rfc-email --date="@$SOURCE_DATE_EPOCH")"
}

control() { # PACKAGE SECTION, and the fields of its own with the description as the input
  cat <<CONTROL
Package: $1
Source: picup-desktop
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk --apparent-size "$trees/$1/usr" | cut -f1)
Section: $2
Priority: optional
${HOMEPAGE:+Homepage: $HOMEPAGE
}$(cat)
CONTROL
}

script() { # PACKAGE NAME BODY
  { printf '#!/bin/sh\nset -e\n'; cat packaging/linux/running.sh; printf '%s\n' "$3"; } >"$trees/$1/DEBIAN/$2"
  chmod 755 "$trees/$1/DEBIAN/$2"
}

finish() { # PACKAGE: all that is in it stands still after this
  local tree=$trees/$1 documents=$trees/$1/usr/share/doc/$1
  mv "$documents/changelog.gz" "$documents/CHANGELOG.md.gz"
  debian_changelog "$1" | gzip -9n >"$documents/changelog.gz"
  install -D -m 644 "packaging/deb/$1.lintian" "$tree/usr/share/lintian/overrides/$1"
  (cd "$tree" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
  chmod -R u=rwX,go=rX "$tree"
  find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
}

pack() { # PACKAGE
  local package=build/packages/$1_${version}_$architecture.deb
  dpkg-deb --root-owner-group $compression --build "$trees/$1" "$package" >/dev/null
  du -h --apparent-size "$package" | sed 's/^/built: /' >&2
}

mkdir "$trees/picup/DEBIAN" "$trees/picup-desktop/DEBIAN"
shared_libraries picup-desktop "$trees/picup" "$trees/picup-desktop" >"$trees/picup-desktop.depends" &
asked=$!
depends=$(shared_libraries picup "$trees/picup")
wait $asked
wait $checked
if grep -Eio 'lib(x11|xcb|xkb|gl|egl|wayland|qt)[^,]*' <<<"$depends"; then
  echo "picup would bring these to a computer without a screen." >&2
  exit 1
fi
control picup utils <<CONTROL >"$trees/picup/DEBIAN/control"
Depends: $depends
Breaks: picup-desktop (<< $version)
Replaces: picup-desktop (<< $version)
Recommends: ca-certificates, openssh-client
Suggests: picup-desktop (= $version)
Description: keeps every photo, sealed, on two storages: command line
 PicUp watches the folders your photos are in, seals each photo on this
 computer, rests it on a main and a backup storage, and knows where each one
 is. It reads photos back with one of them gone, deletes only what a person
 meant, and asks a person when it needs one.
 .
 This package holds picup, the command line and background program, for
 computers without a screen too. The window is in picup-desktop.
CONTROL
control picup-desktop graphics <<CONTROL >"$trees/picup-desktop/DEBIAN/control"
Depends: picup (= $version), $(cat "$trees/picup-desktop.depends"), xkb-data
Recommends: dbus-user-session | dbus-x11, gnome-keyring | kwalletmanager, xdg-desktop-portal
Description: keeps every photo, sealed, on two storages: the window
 PicUp watches the folders your photos are in, seals each photo on this
 computer, rests it on a main and a backup storage, and knows where each one
 is. It reads photos back with one of them gone, deletes only what a person
 meant, and asks a person when it needs one.
 .
 This package holds picup-desktop, the window, which waits in the tray.
CONTROL

# Both packages' files lie in one folder, and either may be unpacked first: whichever it is ends what
# runs, and remembers it; the last one to be ready starts it again.
before='case $1 in install | upgrade) picup_remember; picup_end ;; esac'
script picup preinst "$before"
script picup-desktop preinst "$before"
script picup postinst 'case $1 in
  configure | abort-upgrade | abort-remove | abort-deconfigure)
    case $(dpkg-query -W -f "\${db:Status-Status}" picup-desktop 2>/dev/null || true) in
      "" | not-installed | config-files | installed) picup_again ;;
    esac ;;
esac'
script picup-desktop postinst 'case $1 in configure | abort-upgrade | abort-remove | abort-deconfigure) picup_again ;; esac'
script picup prerm 'case $1 in remove) picup_end ;; esac'
# Without its window the background program goes on, unless it is to go as well.
script picup-desktop prerm 'case $1 in remove) picup_remember && picup_end ;; esac'
script picup-desktop postrm 'case $1 in
  remove)
    case $(dpkg-query -W -f "\${db:Status-Want} \${db:Status-Status}" picup 2>/dev/null || true) in
      "install installed" | "hold installed") picup_again ;;
      *) rm -rf "$remembered" ;;
    esac ;;
esac'
# Some files are in both, as one on the disk: none is touched any more while the other is packed.
finish picup
finish picup-desktop
pack picup &
packed=$!
pack picup-desktop
wait $packed
