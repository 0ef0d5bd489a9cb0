"""Make foreign names and texts safe to show: on one line, in valid Unicode, as plain text.

And the ways in which one name may be spelled.
"""

import unicodedata
from typing import Final

from picup_desktop.messages.plain import NO_WORDS as NO_WORDS  # noqa: PLC0414 - of names, too
from picup_desktop.messages.plain import NOT_SHOWN as NOT_SHOWN  # noqa: PLC0414 - of names, too
from picup_desktop.messages.plain import Shown as Shown  # noqa: PLC0414 - of names, too
from picup_desktop.messages.plain import plain as plain  # noqa: PLC0414 - as above

LONGEST_SHOWN = 120
FULL_WIDTH = 0xFEE0
"""Distance of a full-width letter from its ASCII letter in Unicode."""
NO_MARKUP = {ord(mark): ord(mark) + FULL_WIDTH for mark in "@<>[]`*#|"}
"""Characters that mention somebody, or are markup, in some service's messages."""
NO_LINK: Final = "\N{FULLWIDTH COLON}//"


def shown(name: str) -> Shown:
    """Return a name for a sentence: ``plain``, and shortened in the middle if it is long."""
    safe = plain(name)
    if len(safe) <= LONGEST_SHOWN:
        return safe
    half = LONGEST_SHOWN // 2
    return f"{safe[:half]}…{safe[-half:]}"


def shown_place(album: str, path: str) -> Shown:
    """Return where a photo is, for a line of a list."""
    return f"{shown(album)} / {shown(path)}"


def spellings(text: str) -> tuple[str, ...]:
    """Return a text in composed letters, as given, and in letters taken apart.

    Hangul and accents look alike in all, and what sends which is none of a person's doing: a
    keyboard the first, a name from a Mac's disk the last. ASCII has one spelling.
    """
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    return tuple(dict.fromkeys((composed, text, apart)))


def plain_lines(text: str) -> Shown:
    """As ``plain``, for text of this program whose line feeds are intended."""
    return "\n".join(map(plain, text.split("\n")))


def without_markup(text: str) -> Shown:
    """As ``plain``, for a message: it mentions nobody and has no link or markup."""
    return plain(text).translate(NO_MARKUP).replace("://", NO_LINK)


def is_valid(text: str) -> bool:
    """Return whether a text is valid Unicode, without half a letter or bytes that are none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def searchable(name: str) -> str:
    """Return a name or a search term in the form in which they are compared."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()).casefold()
