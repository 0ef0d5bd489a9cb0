#!/usr/bin/env bash
# Lays the program's source into C:\src of Wine's drive C:, as an editable install leaves it.
# usage: source.sh DRIVE_C PYTHON     (a Python with hatchling, which makes the package's own papers)
set -euo pipefail
cd "$(dirname "$0")/../.."
drive=$1 python=$2
packages=$drive/Python311/Lib/site-packages
rm -rf "$drive/src" "$packages"/picup_desktop-*.dist-info
mkdir "$drive/src"
git ls-files -z --cached --others --exclude-standard | tar --null -T - --ignore-failed-read -c | tar -C "$drive/src" -x
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m hatchling build -t wheel -d "$work" >/dev/null 2>"$work/said" || { cat "$work/said" >&2; exit 1; }
unzip -q "$work"/picup_desktop-*.whl '*.dist-info/*' -d "$packages"
echo 'C:\src' >"$packages/picup_desktop.pth"
