#!/usr/bin/env bash
# Brings the translations up to the sources (.ts), and makes what the window loads (.qm).
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${TOOLS:-.venv/bin}
folder=picup_desktop/ui/resources/translations
mapfile -t sources < <(find picup_desktop/ui -name '*.py' | sort)
"$tools/pyside6-lupdate" -silent -no-obsolete -locations none "${sources[@]}" \
  -source-language en_US -target-language ko_KR -ts "$folder/picup_ko.ts"
"$tools/pyside6-lupdate" -silent -no-obsolete -locations none -pluralonly "${sources[@]}" \
  -source-language en_US -target-language en_US -ts "$folder/picup_en.ts"
for language in en ko; do
  "$tools/pyside6-lrelease" -silent "$folder/picup_$language.ts" -qm "$folder/picup_$language.qm"
done
