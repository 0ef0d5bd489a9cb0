"""What an album's folder has and the album does not keep, and why.

Nothing is left out in silence: each file has a reason here, is counted by it at each scan,
and ``picup skipped`` lists it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from picup_desktop.left_out import most_frequent, shown_path
from picup_desktop.sync.scan.media import extension_of
from picup_desktop.words import Why


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not kept; ``path`` is relative to the album's folder."""

    path: str
    why: Why

    @property
    def names(self) -> str:
        """Return the path of the file that a placeholder stands for; else its own path."""
        return shown_path(self.path, self.why)


def counted(left_out: Iterable[LeftOut]) -> dict[Why, dict[str, int]]:
    """Count the files by reason and ending, the most frequent ending first."""
    by_why: dict[Why, Counter[str]] = {}
    for one in left_out:
        by_why.setdefault(one.why, Counter())[extension_of(one.names)] += 1
    return {why: most_frequent(by_why[why]) for why in Why if why in by_why}
