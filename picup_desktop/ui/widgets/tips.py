"""Tool tips that stay plain text: a file's name is never taken for markup."""

from html import escape

LOOKALIKES = str.maketrans({"<": "\u2039", ">": "\u203a", "&": "+"})


def plain_tip(words: str) -> str:
    """A tool tip that shows ``words`` letter by letter.

    Qt guesses whether a tip is markup, and would load the pictures that a name asks for.
    """
    return f"<qt><span style='white-space: pre-wrap'>{escape(words)}</span></qt>" if words else ""


def tray_words(words: str) -> str:
    """Words for the desktop's own tips and messages, some of which take them for markup.

    Nothing can be escaped there, for the other desktops would show the escapes.
    """
    return words.translate(LOOKALIKES)
