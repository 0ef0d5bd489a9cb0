"""Which language messages are in where no window chooses it: in alerts."""

import locale
import os
from collections.abc import Mapping

from picup_desktop.messages.catalogue import ENGLISH, KOREAN, LANGUAGES

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""What names the language of messages, the first that is set; see locale(7)."""
KOREAN_NAMES = ("ko", "korean")
"""How names of locales begin: ``ko_KR.UTF-8``; Windows has ``Korean_Korea``."""


def language_of(
    chosen: str, environment: Mapping[str, str] = os.environ, system: str | None = None
) -> str:
    """Return the code of a language that the catalogues have.

    ``chosen`` is such a code, or empty for the computer's language. ``system`` names the
    locale of a computer whose environment names none; by default the one of this process.
    """
    if chosen in LANGUAGES:
        return chosen
    named = [environment[name] for name in VARIABLES if environment.get(name)]
    name = named[0] if named else (system or locale.getlocale()[0] or "")
    return KOREAN if name.lower().startswith(KOREAN_NAMES) else ENGLISH
