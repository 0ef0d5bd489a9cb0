"""How many files the albums do not keep, by reason and kind, and the words that every face shows.

``sync/scan/`` decides what is left out; nothing is left out in silence.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from picup_desktop.files.placeholders import stands_for
from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.words import Why

MOST_KINDS = 200
"""The most different endings that are counted apart; the rest count as one."""
OTHER_KINDS = "…"
KINDS_NAMED = 4
"""Endings that are named; the rest are counted together."""


LeftOutCounts = Mapping[Why, Mapping[str, int]]
"""The number of files by reason, and by the ending of their names."""


def shown_path(path: str, why: Why) -> str:
    """Return the path of the file that a placeholder stands for; else the path itself."""
    name = path.rpartition("/")[2]
    stood_for = stands_for(name, 0) if why is Why.NOT_HERE else None
    return path if stood_for is None else f"{path.removesuffix(name)}{stood_for}"


def most_frequent(endings: Counter[str]) -> dict[str, int]:
    """Return the most frequent endings first, at most ``MOST_KINDS`` of them apart."""
    ordered = sorted(endings.items(), key=lambda one: (-one[1], one[0]))
    kept, rest = dict(ordered[:MOST_KINDS]), ordered[MOST_KINDS:]
    if rest:
        kept[OTHER_KINDS] = sum(count for _, count in rest)
    return kept


def added(parts: Iterable[LeftOutCounts]) -> dict[Why, dict[str, int]]:
    """Return the counts of several albums together."""
    whole: dict[Why, Counter[str]] = {}
    for part in parts:
        for why, endings in part.items():
            whole.setdefault(why, Counter()).update(endings)
    return {why: most_frequent(whole[why]) for why in Why if why in whole}


def total(counts: LeftOutCounts) -> int:
    """Return the number of files."""
    return sum(sum(endings.values()) for endings in counts.values())


def to_text(counts: LeftOutCounts) -> str:
    """Return the counts as text for the ledger."""
    return json.dumps({why.value: endings for why, endings in counts.items()}, sort_keys=False)


def from_text(text: str) -> dict[Why, dict[str, int]]:
    """Return the counts that ``to_text`` wrote; none for an empty text."""
    return {Why(why): endings for why, endings in json.loads(text or "{}").items()}


def kinds_of(counts: LeftOutCounts) -> Message:
    """Return ``12 .psd, 3 links``; an empty message if there is nothing."""
    whole: Message | None = None
    for part in _parts(counts):
        whole = part if whole is None else Message("left-out-and", first=whole, second=part)
    return Message("") if whole is None else whole


def _parts(counts: LeftOutCounts) -> Iterator[Message]:
    """Name the most frequent endings, and the other reasons."""
    endings = sorted(
        counts.get(Why.KIND, {}).items(), key=lambda one: (one[0] == OTHER_KINDS, -one[1], one[0])
    )
    named = [one for one in endings[:KINDS_NAMED] if one[0] != OTHER_KINDS]
    for ending, count in named:
        if ending:
            yield Message("left-out-of-an-ending", count=count, ending=shown(ending))
        else:
            yield Message("left-out-without-ending", count=count)
    rest = sum(count for _, count in endings[len(named) :])
    if rest:
        yield Message("left-out-of-other-kinds", count=rest)
    yield from _reasons({why: sum(found.values()) for why, found in counts.items()})


def _reasons(counts: dict[Why, int]) -> Iterator[Message]:
    if count := counts.get(Why.NOT_HERE, 0):
        yield Message("left-out-not-here", count=count)
    if count := counts.get(Why.LINK, 0):
        yield Message("left-out-one-link") if count == 1 else Message("left-out-links", count=count)
    if count := counts.get(Why.HIDDEN, 0):
        yield Message("left-out-hidden", count=count)
    if count := counts.get(Why.SPECIAL, 0):
        yield Message("left-out-special", count=count)
    if count := counts.get(Why.NAME, 0):
        yield Message("left-out-by-name", count=count)
