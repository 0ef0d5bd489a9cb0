"""The sentence about files that the albums do not keep."""

from picup_desktop.cli.output import number
from picup_desktop.left_out import LeftOutCounts, kinds_of, total
from picup_desktop.messages.catalogue import in_english
from picup_desktop.names import NO_WORDS, Shown, plain


def told(counts: LeftOutCounts) -> Shown:
    """Return the sentence about files that are not kept; empty if there are none."""
    count = total(counts)
    if not count:
        return NO_WORDS
    return f"{number(count, 'file')} skipped: {in_english(kinds_of(counts))}. See: picup skipped"


def told_beside(counts: LeftOutCounts) -> Shown:
    """Return the line about them beside what is safe; empty if there are none."""
    count = total(counts)
    if not count:
        return NO_WORDS
    is_kept = plain("is" if count == 1 else "are")
    others = f"{number(count, 'other file')} in the albums {is_kept} not kept"
    return f"{others}: {in_english(kinds_of(counts))}. See: picup skipped"
