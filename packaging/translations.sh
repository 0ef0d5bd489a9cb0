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
languages=$(.venv/bin/python -c 'from picup_desktop.messages.languages import *; print(*LANGUAGES)')
for language in $languages; do
  # English needs a file for its plurals only: its texts are those of the sources.
  only=()
  [ "$language" != en ] || only=(-pluralonly)
  "$tools/PySide6/lupdate" -silent -no-obsolete -locations none "${only[@]}" "${sources[@]}" \
    -source-language en_US -target-language "$language" -ts "$folder/picup_$language.ts"
  "$tools/PySide6/lrelease" -silent "$folder/picup_$language.ts" -qm "$folder/picup_$language.qm"
done
