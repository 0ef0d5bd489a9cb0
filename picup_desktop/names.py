"""File names as they can be shown: any legal name, on one line, in valid Unicode."""

import unicodedata

LONGEST_SHOWN = 120


def shown(name: str) -> str:
    """A name for a sentence: undecodable bytes and control characters stand escaped."""
    safe = "".join(
        character
        if unicodedata.category(character) not in {"Cc", "Cs", "Cf", "Zl", "Zp"}
        else character.encode("unicode_escape", "surrogatepass").decode()
        for character in name
    )
    if len(safe) <= LONGEST_SHOWN:
        return safe
    half = LONGEST_SHOWN // 2
    return f"{safe[:half]}…{safe[-half:]}"


def searchable(name: str) -> str:
    """A name, or what somebody looks for, in the form in which the two are compared."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()).casefold()
