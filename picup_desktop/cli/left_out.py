"""The sentence about files that the albums do not keep."""

from collections.abc import Iterator

from picup_desktop.cli.output import number
from picup_desktop.names import shown
from picup_desktop.sync.scan.left_out import LeftOutCounts, total
from picup_desktop.words import Why

KINDS_NAMED = 4
"""Endings that the sentence names; the rest are counted together."""


def told(counts: LeftOutCounts) -> str:
    """Return the sentence about files that are not kept; empty if there are none."""
    count = total(counts)
    if not count:
        return ""
    parts = ", ".join(_parts(counts))
    return f"{number(count, 'file')} skipped: {parts}. See: picup skipped"


def _parts(counts: LeftOutCounts) -> Iterator[str]:
    """Name the most frequent endings, and the other reasons."""
    endings = sorted(counts.get(Why.KIND, {}).items(), key=lambda one: (-one[1], one[0]))
    for ending, count in endings[:KINDS_NAMED]:
        yield f"{count:,} .{shown(ending)}" if ending else f"{count:,} without an ending"
    rest = sum(count for _, count in endings[KINDS_NAMED:])
    if rest:
        yield f"{rest:,} of other kinds"
    for why, word in ((Why.LINK, "link"), (Why.HIDDEN, "hidden"), (Why.SPECIAL, "special file")):
        count = sum(counts.get(why, {}).values())
        if count:
            yield f"{count:,} hidden" if why is Why.HIDDEN else number(count, word)
    named = sum(counts.get(Why.NAME, {}).values())
    if named:
        yield f"{named:,} half-written or of the system"
