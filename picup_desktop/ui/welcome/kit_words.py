"""The numbered words of a text kit, as far as the welcome needs them to ask some back; pure."""

import re

_LINE = re.compile(r"^# words:(?P<words>.*)$", re.MULTILINE)
_WORD = re.compile(r"[a-z]+")


def words_of_kit(kit: str) -> list[str]:
    """All words in their order, without their numbers."""
    return [word for line in _LINE.finditer(kit) for word in _WORD.findall(line["words"])]
