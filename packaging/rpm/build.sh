#!/usr/bin/env bash
# Makes build/packages/picup-desktop-VERSION-1.ARCHITECTURE.rpm from build/dist/picup-desktop.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
root=$PWD/build/rpm
build/venv/bin/python packaging/linux/tree.py build/dist/picup-desktop "$root"
# Where rpm's systems look for them.
mkdir -p "$root/usr/share/zsh/site-functions"
mv "$root/usr/share/zsh/vendor-completions/_picup" "$root/usr/share/zsh/site-functions/"
rmdir "$root/usr/share/zsh/vendor-completions"
chmod -R u=rwX,go=rX "$root"
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
build/venv/bin/python packaging/bundle/check.py "$root/usr/bin/picup"

brought=$(find "$root/usr/lib" -name 'lib*.so*' -printf '%f\n' | sort -u | sed 's/[.+]/\\\\&/g' | paste -sd '|')
mkdir -p build/packages
rpmbuild -bb --quiet --define "_topdir $PWD/build/rpmbuild" --define "_rpmdir $PWD/build/packages" \
  --define '_rpmfilename %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm' \
  --define '_binary_payload w6.xzdio' --define 'use_source_date_epoch_as_buildtime 1' \
  --define '_buildhost localhost' --define "version_of_program $version" --define "tree $root" \
  --define "brought ^($brought)" --define "running $PWD/packaging/linux/running.sh" \
  packaging/rpm/picup-desktop.spec
du -h --apparent-size build/packages/*.rpm | sed 's/^/built: /' >&2
