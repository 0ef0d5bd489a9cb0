"""Which language messages are in where no window chooses it: in alerts."""

import locale
import os
from collections.abc import Mapping

from picup_desktop.messages.languages import LANGUAGES, language_named

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""What names the language of messages, the first that is set; see locale(7)."""


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
    return language_named(name).code
