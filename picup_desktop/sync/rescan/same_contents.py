"""Detect files that only got another time or inode, or were copied back (DISASTERS 4-7).

Times and inodes are hints. If they alone would make a known photo count as another
picture, its bytes are compared with the stored content.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from picup_desktop.files.below import below
from picup_desktop.files.opening import sha256_of
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import KnownFile
from picup_desktop.sync.scan.scan import AlbumChanges

FILES_THAT_PROVE = 8
"""Files of unchanged size that are read when very many changed their times at once."""


@dataclass(frozen=True)
class SameContents:
    """Paths of files whose content did not change."""

    proved: frozenset[str] = frozenset()
    """Read, and equal to the stored content."""
    likely: frozenset[str] = frozenset()
    """Of unchanged size, while a sample was proved; their upload reads them."""

    def taken_from(self, changes: AlbumChanges) -> AlbumChanges:
        """Return the changes without the files that were proved."""
        left = tuple(item for item in changes.changed if item[1].path not in self.proved)
        return replace(changes, changed=left)


def same_contents(
    ledger: Ledger,
    root: Path,
    known: Mapping[str, KnownFile],
    changes: AlbumChanges,
    *,
    many: int,
    pause: Callable[[], None],
) -> SameContents:
    """Read the files that differ from the ledger by their time or inode only.

    Files that were missing or away are all read; if more than ``many`` changed at once, a
    sample is. ``pause`` is called before each and may raise.
    """
    alike = [
        (photo_id, file.path)
        for photo_id, file in changes.changed
        if known[file.path].size_bytes == file.size_bytes
    ]
    back = [one for one in alike if known[one[1]].missing or known[one[1]].remote_only]
    returned = set(back)
    mass = len(changes.changed) > many
    here = [one for one in alike if one not in returned] if mass else []
    tried = [*back, *here[:FILES_THAT_PROVE]]
    proved = set()
    for photo_id, path in tried:
        pause()
        if holds(ledger, below(root, path), photo_id) is Holds.STORED:
            proved.add(path)
    all_proved = all(path in proved for _, path in here[:FILES_THAT_PROVE])
    likely = frozenset(path for _, path in here) - proved if all_proved else frozenset()
    return SameContents(frozenset(proved), likely)


class Holds(Enum):
    """What a file holds, compared with the stored version of its photo."""

    STORED = auto()
    OTHER = auto()
    UNKNOWN = auto()
    """No version is stored, or the file can't be read."""


def holds(ledger: Ledger, path: Path, photo_id: int) -> Holds:
    """Read a file and compare it with the stored content of a photo."""
    photo = ledger.photos.get(photo_id)
    if photo is None or photo.object_id is None:
        return Holds.UNKNOWN
    record = ledger.objects.get(photo.object_id)
    if record is None or record.sha256 == "":
        return Holds.UNKNOWN
    try:
        return Holds.STORED if sha256_of(path) == record.sha256 else Holds.OTHER
    except OSError:
        return Holds.UNKNOWN
