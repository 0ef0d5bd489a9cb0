# Sourced by the packages' builds: the one version there is, and when the source was last changed.
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' picup_desktop/__init__.py)
[ -n "$version" ] || { echo "picup_desktop/__init__.py has no __version__." >&2; exit 1; }
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}
export SOURCE_DATE_EPOCH
