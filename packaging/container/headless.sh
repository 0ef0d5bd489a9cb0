#!/bin/sh
# Prints a lock file without the window's libraries, which a container never loads.
# usage: headless.sh LOCKFILE
set -eu
awk '/^[a-z0-9]/ {window = $0 ~ /^(pyside6|shiboken6)/} !window' "$1"
