"""The one way by which foreign text becomes text that can be shown (DISASTERS 6-3).

A server's words, a file's name and another computer's journal may hold anything. ``plain``
makes a ``Shown`` of them; what puts text before a person takes no other kind, which mypy
sees to, and every value of a message goes through it when the message is rendered.
"""

import unicodedata
from typing import NewType

Shown = NewType("Shown", str)
"""Valid Unicode on one line, in which nothing acts on a terminal or turns the direction.

Mypy refuses any other text where text is shown (packaging/lint/shown_text.py). What is made of
``Shown``, literals and numbers is ``Shown`` again.
"""

NO_WORDS = Shown("")

NOT_SHOWN = frozenset({"Cc", "Cs", "Cf", "Zl", "Zp"})
"""Unicode's categories of what moves a cursor, breaks a line, turns the direction, or is unseen."""


def plain(text: str) -> Shown:
    """Return a foreign text on one line.

    What can't be decoded, and invisible characters that act on a terminal or a reader, are
    escaped. Plain text is returned unchanged.
    """
    if text.isascii() and text.isprintable():
        return Shown(text)
    return Shown(
        "".join(
            character
            if unicodedata.category(character) not in NOT_SHOWN
            else character.encode("unicode_escape", "surrogatepass").decode()
            for character in text
        )
    )
