#!/usr/bin/env bash
# Checks for the system's packages that a target needs and, on Debian and Ubuntu
# as root or with sudo, installs what is missing; elsewhere prints the command.
# usage: system-packages.sh TARGET    (of the Makefile)
set -euo pipefail
target=${1:?a target of the Makefile}
packages=()

needs_program() { # PROGRAM PACKAGE
  PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1 || packages+=("$2")
}
needs_library() { # SONAME PACKAGE
  # Read to its end: it would fail at a reader that stops at the first line that fits.
  { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep "$1" >/dev/null || packages+=("$2")
}

[ "$(uname -s)" = Linux ] || exit 0
if ! "${PYTHON:-python3}" -c 'import ensurepip' 2>/dev/null; then packages+=(python3-venv); fi
if [ "$target" = test ] || [ "$target" = bench ]; then
  needs_program sshd openssh-server
  needs_program age age
  needs_program dbus-daemon dbus
  needs_program Xvfb xvfb
  needs_program trayer trayer
  needs_program xdotool xdotool
  [ -e /usr/libexec/at-spi-bus-launcher ] || packages+=(at-spi2-core)
  needs_program faketime faketime
fi
if [ "$target" = test ]; then
  # Servers to be tested against; neither starts one when it is installed.
  needs_program dropbear dropbear-bin
  needs_program rclone rclone
  # What it says of photos is held against what we say.
  needs_program exiftool libimage-exiftool-perl
fi
if [ "$target" = ceph ]; then
  # Nothing of it runs by itself: a cluster is made in a folder for each run.
  for part in mon mgr osd; do needs_program "ceph-$part" "ceph-$part"; done
  needs_program radosgw radosgw
  needs_program ceph ceph-common
  needs_program rclone rclone
fi
if [ "$target" = window ] || [ "$target" = test ] || [ "$target" = bench ] || [ "$target" = bundle ]; then
  needs_library libEGL.so.1 libegl1
  needs_library libGL.so.1 libgl1
  needs_library libxkbcommon.so.0 libxkbcommon0
  needs_library libdbus-1.so.3 libdbus-1-3
  needs_library libglib-2.0.so.0 libglib2.0-0
  needs_library libfontconfig.so.1 libfontconfig1
fi
if [ "$target" = window ] || [ "$target" = test ] || [ "$target" = bundle ]; then
  needs_library libxcb-cursor.so.0 libxcb-cursor0
  needs_library libxcb-icccm.so.4 libxcb-icccm4
  needs_library libxcb-keysyms.so.1 libxcb-keysyms1
  needs_library libxcb-shape.so.0 libxcb-shape0
  needs_library libxkbcommon-x11.so.0 libxkbcommon-x11-0
fi
if [ "$target" = bundle ]; then
  needs_program objcopy binutils
  # What of the bundle's libraries is made smaller (packaging/bundle/slim.py).
  needs_program gcc gcc
  needs_program icupkg icu-devtools
  # A bundle takes Python's own library along, which Debian has in a package apart.
  "${PYTHON:-python3}" -c 'import ctypes, sysconfig; ctypes.CDLL(sysconfig.get_config_var("INSTSONAME"))' 2>/dev/null ||
    packages+=("libpython$("${PYTHON:-python3}" -c 'import sys; print("%d.%d" % sys.version_info[:2])')")
  # What the window needs on Wayland is asked of the system; without it the build would leave it out.
  needs_library libwayland-client.so.0 libwayland-client0
  needs_library libwayland-cursor.so.0 libwayland-cursor0
  needs_library libwayland-egl.so.1 libwayland-egl1
fi
if [ "$target" = bundle ]; then
  # What Qt's player of films asks of the system; without it the build would not find that out.
  needs_library libpulse.so.0 libpulse0
  needs_library libXrandr.so.2 libxrandr2
fi
if [ "$target" = deb ]; then needs_program dpkg-shlibdeps dpkg-dev; fi
if [ "$target" = repo ] || [ "$target" = test ]; then
  needs_program apt-ftparchive apt-utils
  needs_program gpg gpg
  needs_program gpg-agent gpg-agent
fi
if [ "$target" = rpm ]; then needs_program rpmbuild rpm; fi
if [ "$target" = appimage ]; then needs_program mksquashfs squashfs-tools; fi
if [ "$target" = appimage-test ]; then
  needs_program Xvfb xvfb
  needs_program xdotool xdotool
  needs_program import imagemagick
  needs_program gio libglib2.0-bin
fi
if [ "$target" = rpm-test ]; then needs_program mmdebstrap mmdebstrap; fi
if [ "$target" = flatpak ]; then
  needs_program flatpak-builder flatpak-builder
  needs_program desktop-file-validate desktop-file-utils
  needs_program appstreamcli appstream
fi
if [ "$target" = deb-test ]; then needs_program debootstrap debootstrap; needs_program lintian lintian; fi
if [ "$target" = container-test ]; then
  needs_program podman podman
  needs_program runc runc
  needs_program mmdebstrap mmdebstrap
fi
if [ "$target" = deb-test ]; then needs_program debootstrap debootstrap; needs_program lintian lintian; fi
if [ "$target" = bench ]; then
  needs_program rclone rclone
  needs_program rsync rsync
fi
if [ "$target" = wine-test ]; then
  needs_program mmdebstrap mmdebstrap
  needs_program x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64
  needs_program makensis nsis
  needs_program unzip unzip
  needs_program pgrep procps
  needs_program sshd openssh-server
  needs_program ssh-keygen openssh-client
  [ "$(id -u)" -eq 0 ] || needs_program newuidmap uidmap
fi
[ ${#packages[@]} -eq 0 ] && exit 0

# Another installation may be under way: wait for it, at most so many seconds.
lock="-o DPkg::Lock::Timeout=120"
install="apt-get $lock install --yes --no-install-recommends ${packages[*]}"
# Elsewhere they are named as that system has them, where we know the names.
elsewhere() { # COLUMN of package-names.txt, COMMAND
  local name found known=() unknown=()
  for name in "${packages[@]}"; do
    found=$(awk -v name="$name" -v column="$1" '$1 == name { print $column }' "$(dirname "$0")/package-names.txt")
    case $found in '' | -) unknown+=("$name") ;; *) known+=("$found") ;; esac
  done
  [ ${#known[@]} -eq 0 ] ||
    echo "Missing system packages. Install them, then try again: $2 $(printf '%s\n' "${known[@]}" | sort -u | paste -sd ' ')" >&2
  [ ${#unknown[@]} -eq 0 ] ||
    echo "Missing, too, by Debian's names: ${unknown[*]}" >&2
  exit 1
}
if ! command -v apt-get >/dev/null 2>&1; then
  if command -v dnf >/dev/null 2>&1; then elsewhere 2 "sudo dnf install"; fi
  if command -v pacman >/dev/null 2>&1; then elsewhere 3 "sudo pacman -S --needed"; fi
  if command -v zypper >/dev/null 2>&1; then elsewhere 4 "sudo zypper install"; fi
  if command -v apk >/dev/null 2>&1; then
    echo "Of several libraries that PicUp needs there are no builds for musl, which Alpine has for its C library: pip would have to compile them." >&2
    elsewhere 5 "apk add"
  fi
  echo "Missing on this system: ${packages[*]} (Debian's names). Install them with your package manager; on Debian it is: $install" >&2
  exit 1
fi
if [ "$(id -u)" -eq 0 ]; then sudo=; elif command -v sudo >/dev/null 2>&1; then sudo=sudo; else
  echo "Missing system packages. Run this as root, then try again: $install" >&2
  exit 1
fi
echo "Installing: ${packages[*]}" >&2
$sudo apt-get $lock update -qq
DEBIAN_FRONTEND=noninteractive $sudo $install >/dev/null
