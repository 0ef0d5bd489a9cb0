#!/usr/bin/env bash
# Lays Python 3.11 for Windows and our locked packages into Wine's drive C:, from Debian's compiler for
# Windows and from wheels alone. Nothing is run under Wine here.
# usage: python.sh DRIVE_C WHEELS TEST_WHEELS STDLIB     (STDLIB is that of a CPython 3.11)
set -euo pipefail
cd "$(dirname "$0")/../.."
drive=$1 wheels=$2 test_wheels=$3 stdlib=$4
shims=packaging/wine
compiler=x86_64-w64-mingw32
home=$drive/Python311
rm -rf "$home"
mkdir -p "$home/DLLs" "$home/Lib/site-packages"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

unzip -q -o "$wheels"/panda3d-*.whl 'deploy_libs/*' -d "$work"
# Wine has its own C library, and these are but its names.
rm -f "$work"/deploy_libs/api-ms-win-*.dll
mv "$work/deploy_libs/python311.dll" "$work/deploy_libs/VCRUNTIME140.dll" "$home/"
mv "$work"/deploy_libs/* "$home/DLLs/"

printf '#include <winuser.h>\nCREATEPROCESS_MANIFEST_RESOURCE_ID RT_MANIFEST "%s"\n' "$shims/python.manifest" |
  "$compiler-windres" -O coff -o "$work/manifest.o"
"$compiler-gcc" -O1 -s -municode -o "$home/python.exe" "$shims/python.c" "$work/manifest.o" "$home/python311.dll"
# What speaks the stable ABI asks for python3.dll, whose every name leads to one of python311.dll.
{
  echo "LIBRARY python3.dll"
  echo EXPORTS
  "$compiler-objdump" -p "$home/python311.dll" | sed -n '/Ordinal\/Name Pointer/,/^$/s/^\t\[ *[0-9]*\].* \([A-Za-z_][A-Za-z0-9_]*\)$/\1/p' |
    sed 's/.*/  & = python311.&/'
} >"$work/python3.def"
"$compiler-gcc" -shared -nostdlib -Wl,--entry=0 -s -o "$home/python3.dll" "$work/python3.def"
"$compiler-gcc" -shared -nostdlib -Wl,--entry=0 -s -o "$drive/windows/system32/icuuc.dll" "$shims/icuuc.c"

tar -C "$stdlib" --exclude=site-packages --exclude=dist-packages --exclude=lib-dynload --exclude='config-*' \
  --exclude=test --exclude=__pycache__ --exclude=EXTERNALLY-MANAGED --exclude=sitecustomize.py -h -c . | tar -C "$home/Lib" -x
unpack() { # WHEELS FOLDER
  local wheel data part
  mkdir -p "$2"
  for wheel in "$1"/*.whl; do
    case $wheel in */panda3d-*) ;; *) unzip -q -o "$wheel" -d "$2" ;; esac
  done
  # A wheel's parts for other places; the programs among them would name another Python.
  for data in "$2"/*.data; do
    for part in purelib platlib; do
      [ ! -d "$data/$part" ] || cp -r "$data/$part/." "$2/"
    done
    rm -rf "$data"
  done
}
unpack "$wheels" "$home/Lib/site-packages"
unpack "$test_wheels" "$home/tests"
