#!/usr/bin/env bash
# What the program is made of, in CycloneDX: build/packages/....cdx.json. What the lock file names, and
# for each system whose bundle was listed (libraries.sh) the libraries that are none for Python.
# usage: sbom.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/../.."
packaging/venv.sh --tools "$1" build/sbom packaging/lock/sbom.txt
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' picup_desktop/__init__.py)
mkdir -p build/packages
# The project's version stands in the program, where this tool does not look.
sed "s/^dynamic = .*\$/version = \"$version\"/" pyproject.toml >build/sbom/pyproject.toml
# Which package needs which is not in a lock file, of which the tool warns.
build/sbom/bin/python -W ignore::UserWarning -m cyclonedx_py requirements \
  --pyproject build/sbom/pyproject.toml --mc-type application \
  --spec-version 1.6 --output-format JSON --output-reproducible --validate \
  --output-file "build/packages/PicUp-Desktop-$version.cdx.json" packaging/lock/bundle.txt
shopt -s nullglob
build/sbom/bin/python packaging/release/libraries.py \
  "build/packages/PicUp-Desktop-$version.cdx.json" build/libraries/*.cdx.json
echo "build/packages/PicUp-Desktop-$version.cdx.json"
