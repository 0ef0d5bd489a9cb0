#!/usr/bin/env bash
# Brings the translations up to the sources (.ts), and makes what the window loads (.qm).
set -euo pipefail
cd "$(dirname "$0")/.."
folder=picup_desktop/ui/resources/translations
# lupdate before 6.12 does not see plurals in Python; the window itself runs on an earlier one.
tools=build/lupdate
[ -e "$tools/PySide6/lupdate" ] ||
  .venv/bin/pip install --quiet --target "$tools" "pyside6-essentials==6.12.0"
mapfile -t sources < <(find picup_desktop/ui picup_desktop/settings -name '*.py' | sort)
"$tools/PySide6/lupdate" -silent -no-obsolete -locations none "${sources[@]}" \
  -source-language en_US -target-language ko_KR -ts "$folder/picup_ko.ts"
"$tools/PySide6/lupdate" -silent -no-obsolete -locations none -pluralonly "${sources[@]}" \
  -source-language en_US -target-language en_US -ts "$folder/picup_en.ts"
for language in en ko; do
  "$tools/PySide6/lrelease" -silent "$folder/picup_$language.ts" -qm "$folder/picup_$language.qm"
done
