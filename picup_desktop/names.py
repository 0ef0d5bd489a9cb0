"""Make foreign names and texts safe to show: on one line, in valid Unicode, as plain text."""

import unicodedata

LONGEST_SHOWN = 120
NOT_SHOWN = frozenset({"Cc", "Cs", "Cf", "Zl", "Zp"})
"""Unicode's categories of what moves a cursor, breaks a line, turns the direction, or is unseen."""
FULL_WIDTH = 0xFEE0
"""Distance of a full-width letter from its ASCII letter in Unicode."""
NO_MARKUP = {ord(mark): ord(mark) + FULL_WIDTH for mark in "@<>[]`*#|"}
"""Characters that mention somebody, or are markup, in some service's messages."""
NO_LINK = f"{chr(ord(':') + FULL_WIDTH)}//"


def shown(name: str) -> str:
    """Return a name for a sentence: ``plain``, and shortened in the middle if it is long."""
    safe = plain(name)
    if len(safe) <= LONGEST_SHOWN:
        return safe
    half = LONGEST_SHOWN // 2
    return f"{safe[:half]}…{safe[-half:]}"


def plain(text: str) -> str:
    """Return a foreign text on one line (DISASTERS 6-3).

    What can't be decoded, and invisible characters that act on a terminal or a reader, are
    escaped. Plain text is returned unchanged.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character
        if unicodedata.category(character) not in NOT_SHOWN
        else character.encode("unicode_escape", "surrogatepass").decode()
        for character in text
    )


def plain_lines(text: str) -> str:
    """As ``plain``, for text of this program whose line feeds are intended."""
    return "\n".join(map(plain, text.split("\n")))


def without_markup(text: str) -> str:
    """As ``plain``, for a message: it mentions nobody and has no link or markup."""
    return plain(text).translate(NO_MARKUP).replace("://", NO_LINK)


def searchable(name: str) -> str:
    """Return a name or a search term in the form in which they are compared."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()).casefold()
