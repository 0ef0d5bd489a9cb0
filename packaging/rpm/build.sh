#!/usr/bin/env bash
# Makes build/packages/picup-VERSION-1.ARCHITECTURE.rpm and picup-desktop-... of the same name from
# build/dist/picup-desktop.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/linux/version.sh
trees=$PWD/build/rpm
rm -rf "$trees"
mkdir -p "$trees" build/packages
build/venv/bin/python packaging/linux/tree.py build/dist/picup-desktop "$trees/whole"
build/venv/bin/python packaging/linux/split.py "$trees/whole" "$trees/picup" "$trees/picup-desktop"
rm -r "$trees/whole"

# Where the systems of rpm have them.
for package in picup picup-desktop; do
  tree=$trees/$package
  mv "$tree/usr/lib" "$tree/usr/lib64"
  ln -sfn "../lib64/picup-desktop/$package" "$tree/usr/bin/$package"
  if [ -d "$tree/usr/share/zsh" ]; then mv "$tree/usr/share/zsh/vendor-completions" "$tree/usr/share/zsh/site-functions"; fi
  mkdir -p "$tree/usr/share/licenses/$package"
  mv "$tree/usr/share/doc/$package/copyright" "$tree/usr/share/licenses/$package/"
  if [ -d "$tree/usr/share/doc/$package/licences" ]; then
    mv "$tree/usr/share/doc/$package/licences" "$tree/usr/share/licenses/$package/"
  fi
  chmod -R u=rwX,go=rX "$tree"
  find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
  # A name with a sign that rpm reads as a pattern would be left out, or take others along.
  if find "$tree" -name '*[][*?{}"%]*' | grep .; then echo "rpm can't list these names." >&2; exit 1; fi
  (
    cd "$tree"
    find usr ! -type d -printf '"/%p"\n' | sed \
      -e 's|^"/usr/share/licenses/|%license &|' -e 's|^"/usr/share/doc/|%doc &|'
    find usr -type d -path '*/picup*' -printf '%%dir "/%p"\n'
  ) | LC_ALL=C sort >"$trees/$package.files"
done
sed 's|^program=/usr/lib/|program=/usr/lib64/|' packaging/linux/running.sh >"$trees/running.sh"

brought=$(find "$trees" -name 'lib*.so*' -printf '%f\n' | sort -u | sed 's/[.+]/\\\\&/g' | paste -sd '|')
# zstd, as Fedora and openSUSE have it: xz takes five times as long and more.
rpmbuild -bb --quiet --define "_topdir $PWD/build/rpmbuild" --define "_rpmdir $PWD/build/packages" \
  --define '_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' \
  --define '_binary_payload w12.zstdio' --define 'use_source_date_epoch_as_buildtime 1' \
  --define '_buildhost localhost' --define "version_of_program $version" --define "trees $trees" \
  --define "brought ^($brought)" --define "running $trees/running.sh" \
  packaging/rpm/picup.spec
du -h --apparent-size build/packages/*.rpm | sed 's/^/built: /' >&2
