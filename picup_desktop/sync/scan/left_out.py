"""What an album's folder has and the album does not keep, and why.

Nothing is left out in silence: each file has a reason here, is counted by it at each scan,
and ``picup skipped`` lists it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from picup_desktop.sync.scan.media import extension_of
from picup_desktop.words import Why

MOST_KINDS = 200
"""The most different endings that are counted apart; the rest count as one."""
OTHER_KINDS = "…"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not kept; ``path`` is relative to the album's folder."""

    path: str
    why: Why


LeftOutCounts = Mapping[Why, Mapping[str, int]]
"""The number of files by reason, and by the ending of their names."""


def counted(left_out: Iterable[LeftOut]) -> dict[Why, dict[str, int]]:
    """Count the files by reason and ending, the most frequent ending first."""
    by_why: dict[Why, Counter[str]] = {}
    for one in left_out:
        by_why.setdefault(one.why, Counter())[extension_of(one.path)] += 1
    return {why: _most_frequent(by_why[why]) for why in Why if why in by_why}


def _most_frequent(endings: Counter[str]) -> dict[str, int]:
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
    return {why: _most_frequent(whole[why]) for why in Why if why in whole}


def total(counts: LeftOutCounts) -> int:
    """Return the number of files."""
    return sum(sum(endings.values()) for endings in counts.values())


def to_text(counts: LeftOutCounts) -> str:
    """Return the counts as text for the ledger."""
    return json.dumps({why.value: endings for why, endings in counts.items()}, sort_keys=False)


def from_text(text: str) -> dict[Why, dict[str, int]]:
    """Return the counts that ``to_text`` wrote; none for an empty text."""
    return {Why(why): endings for why, endings in json.loads(text or "{}").items()}
