"""Detect content that changed under the same size and time (DISASTERS 4-8).

The change time says which files to read; the stored hash decides.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.files.below import below
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.sync.rescan.same_contents import Holds, holds
from picup_desktop.sync.scan.scan import may_differ

READ_BYTES_PER_SCAN = 2 * 1024**3
"""A tool may touch all files of an album; the rest of them is read by the next scans."""


@dataclass(frozen=True)
class InPlace:
    """The result of reading the files whose change time moved."""

    changed: tuple[tuple[int, SeenFile], ...] = ()
    """Photos whose file has another content than the stored one."""
    unread: frozenset[str] = frozenset()
    """Paths that the next scan reads; their new change time is not recorded."""


def to_read(
    known: Mapping[str, KnownFile], files: Iterable[SeenFile], most_bytes: int
) -> tuple[list[SeenFile], frozenset[str]]:
    """Return the files to read now, and the paths of those left for the next scan.

    At least one is read, however large it is.
    """
    now: list[SeenFile] = []
    later: set[str] = set()
    left = most_bytes
    for file in files:
        before = known.get(file.path)
        if before is None or not may_differ(before, file):
            continue
        if now and file.size_bytes > left:
            later.add(file.path)
            continue
        now.append(file)
        left -= file.size_bytes
    return now, frozenset(later)


def changed_in_place(
    ledger: Ledger,
    root: Path,
    known: Mapping[str, KnownFile],
    unchanged: Iterable[SeenFile],
    *,
    pause: Callable[[], None],
) -> InPlace:
    """Read the files whose change time alone moved; ``pause`` is called before each."""
    now, later = to_read(known, unchanged, READ_BYTES_PER_SCAN)
    changed = []
    for file in now:
        pause()
        photo_id = known[file.path].photo_id
        # What was never stored, or waits, is read by its upload.
        if holds(ledger, below(root, file.path), photo_id) is Holds.OTHER:
            changed.append((photo_id, file))
    return InPlace(tuple(changed), later)
