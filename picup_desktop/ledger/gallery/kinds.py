"""The kinds that photos are searched by, and their conditions on a shot."""

from dataclasses import dataclass
from enum import IntFlag, StrEnum

from picup_desktop.words import DateFrom


class ShotTrait(IntFlag):
    """What a shot is, as its row keeps it."""

    VIDEO = 1
    LIVE = 2
    """A picture with a film beside it, or inside."""
    RAW = 4
    """RAW alone, or beside a picture."""
    SCREENSHOT = 8


NO_TRAIT = ShotTrait(0)


class ShotKind(StrEnum):
    """What a person may ask for besides names and dates."""

    VIDEO = "video"
    LIVE = "live"
    RAW = "raw"
    SCREENSHOT = "screenshot"
    UNDATED = "undated"
    """Only the time of the file is known."""


_TRAITS = {
    ShotKind.VIDEO: ShotTrait.VIDEO,
    ShotKind.LIVE: ShotTrait.LIVE,
    ShotKind.RAW: ShotTrait.RAW,
    ShotKind.SCREENSHOT: ShotTrait.SCREENSHOT,
}


@dataclass(frozen=True)
class KindWord:
    """A word that means a kind; it also finds names in which it stands as a word of its own."""

    kind: ShotKind
    word: str


def condition_of(asked: KindWord) -> tuple[str, list[object]]:
    """Return the SQL condition that a shot ``s`` is of a kind or named so, and its values."""
    # Most names do not have the word at all, and that is seen much faster.
    named = "(instr(s.words, ?) AND (' ' || s.words || ' ') GLOB ?)"
    values = [asked.word, _glob_of(asked.word)]
    trait = _TRAITS.get(asked.kind)
    if trait is None:
        return f"(s.date_from = ? OR {named})", [DateFrom.FILE, *values]
    return f"(s.traits & ? OR {named})", [int(trait), *values]


def _glob_of(word: str) -> str:
    """Return the pattern of names with a word; Latin letters may not go on before or after it."""
    literal = "".join(f"[{letter}]" if letter in "*?[" else letter for letter in word)
    return f"*[^a-z]{literal}[^a-z]*" if word.isascii() else f"*{literal}*"
