"""Names and words of others as they can be shown: on one line, in valid Unicode, as plain text."""

import unicodedata

LONGEST_SHOWN = 120
NOT_SHOWN = frozenset({"Cc", "Cs", "Cf", "Zl", "Zp"})
"""Unicode's categories of what moves a cursor, breaks a line, turns the direction, or is unseen."""
FULL_WIDTH = 0xFEE0
"""How far Unicode's wide letter of the same look is from one of ASCII."""
NO_MARKUP = {ord(mark): ord(mark) + FULL_WIDTH for mark in "@<>[]`*#|"}
"""What calls somebody, or is a mark, in a message of some service."""
NO_LINK = f"{chr(ord(':') + FULL_WIDTH)}//"


def shown(name: str) -> str:
    """A name for a sentence: ``plain``, and in the middle cut if it is long."""
    safe = plain(name)
    if len(safe) <= LONGEST_SHOWN:
        return safe
    half = LONGEST_SHOWN // 2
    return f"{safe[:half]}…{safe[-half:]}"


def plain(text: str) -> str:
    """Words of somebody else, on one line: what can't be decoded, or is not shown but acts on a
    terminal or a reader, stands escaped (DISASTERS 6-3). What is plain already stays as it is.
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
    """As ``plain``, for text of ours whose line feeds are meant."""
    return "\n".join(map(plain, text.split("\n")))


def without_markup(text: str) -> str:
    """As ``plain``, for a message: nobody is called by it, nothing is a link or stands out."""
    return plain(text).translate(NO_MARKUP).replace("://", NO_LINK)


def searchable(name: str) -> str:
    """A name, or what somebody looks for, in the form in which the two are compared."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()).casefold()
