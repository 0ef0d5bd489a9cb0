"""Aside: another picture stands where a photo stood whose own file is gone (DISASTERS 3-4).

A camera counts anew, another disk is mounted at the same place: a file of the same
name is then no new version of the photo, which keeps its copies under a name
beside it. A file that was here all along and changed is a new version.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath

from picup_desktop.files.new_file import names_beside
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.sync.scan.scan import AlbumChanges


@dataclass(frozen=True)
class Aside:
    """A photo that gets another name, for its own is another picture's now."""

    known: KnownFile
    path: str


def is_replaced(
    known: Mapping[str, KnownFile],
    changes: AlbumChanges,
    many: int,
    likely_same: frozenset[str] = frozenset(),
) -> bool:
    """Whether more than ``many`` files changed at once and none of the known ones is as it was.

    Two cards in one reader can't be told apart by the folder itself. ``likely_same``: paths
    of files that are most likely the same with another time.
    """
    here = sum(not file.remote_only and not file.missing for file in known.values())
    changed = len(_other_content(known, changes, likely_same))
    return changed > many and changed + len(changes.missing) >= here


def set_aside(
    known: Mapping[str, KnownFile],
    changes: AlbumChanges,
    likely_same: frozenset[str] = frozenset(),
    *,
    replaced: bool,
) -> tuple[AlbumChanges, list[Aside]]:
    """The changes with such files among the new ones, and the photos that make room.

    ``replaced``: it is another folder than before, so no file in it is a new version.
    """
    others = [
        file
        for file in _other_content(known, changes, likely_same)
        if replaced or known[file.path].remote_only or known[file.path].missing
    ]
    if not others:
        return changes, []
    taken = {*known, *(file.path for file in changes.new)}
    asides = []
    for file in others:
        beside = names_beside(PurePosixPath(file.path), "earlier")
        path = next(path for path in map(str, islice(beside, 1, None)) if path not in taken)
        taken.add(path)
        asides.append(Aside(known[file.path], path))
    paths = {file.path for file in others}
    left = tuple(item for item in changes.changed if item[1].path not in paths)
    return replace(changes, new=(*changes.new, *others), changed=left), asides


def record_asides(ledger: Ledger, album_id: int, asides: list[Aside], now: float) -> None:
    """Give the photos their names; they are as missing, or kept on purpose, as before."""
    ledger.photos.note_moved(
        (
            aside.known.photo_id,
            album_id,
            SeenFile(
                aside.path,
                aside.known.size_bytes,
                aside.known.mtime_ns,
                # Should its own disk come back, its file is known by this.
                aside.known.inode,
            ),
        )
        for aside in asides
    )
    kept = [aside.known.photo_id for aside in asides if aside.known.remote_only]
    ledger.photos.keep_remote(kept, now)
    ledger.photos.note_missing((aside.known.photo_id for aside in asides), now)


def _other_content(
    known: Mapping[str, KnownFile], changes: AlbumChanges, likely_same: frozenset[str]
) -> list[SeenFile]:
    return [
        file
        for _, file in changes.changed
        if file.path not in likely_same
        and (
            (before := known[file.path]).size_bytes != file.size_bytes
            or before.mtime_ns != file.mtime_ns
        )
    ]
