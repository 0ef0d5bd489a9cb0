"""The sentence about files that the albums do not keep."""

from collections.abc import Iterator

from picup_desktop.cli.output import number
from picup_desktop.names import NO_WORDS, Shown, plain, shown
from picup_desktop.sync.scan.left_out import LeftOutCounts, total
from picup_desktop.words import Why

KINDS_NAMED = 4
"""Endings that the sentence names; the rest are counted together."""


def told(counts: LeftOutCounts) -> Shown:
    """Return the sentence about files that are not kept; empty if there are none."""
    count = total(counts)
    if not count:
        return NO_WORDS
    parts = ", ".join(_parts(counts))
    return f"{number(count, 'file')} skipped: {parts}. See: picup skipped"


def _parts(counts: LeftOutCounts) -> Iterator[Shown]:
    """Name the most frequent endings, and the other reasons."""
    endings = sorted(counts.get(Why.KIND, {}).items(), key=lambda one: (-one[1], one[0]))
    for ending, count in endings[:KINDS_NAMED]:
        yield f"{count:,} .{shown(ending)}" if ending else plain(f"{count:,} without an ending")
    rest = sum(count for _, count in endings[KINDS_NAMED:])
    if rest:
        yield plain(f"{rest:,} of other kinds")
    for why, word in ((Why.LINK, "link"), (Why.HIDDEN, "hidden"), (Why.SPECIAL, "special file")):
        count = sum(counts.get(why, {}).values())
        if count:
            yield plain(f"{count:,} hidden") if why is Why.HIDDEN else number(count, word)
    named = sum(counts.get(Why.NAME, {}).values())
    if named:
        yield plain(f"{named:,} half-written or of the system")
