"""A new picture took the path of a missing photo: rename the old one aside (DISASTERS 3-4).

If a camera restarts its numbers, or another disk is mounted at the same path, a file of
the same name is no new version of the photo, which keeps its copies under a similar
name. A file that was always present and changed is a new version.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath

from picup_desktop.files.new_file import names_beside
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.sync.scan.scan import AlbumChanges


@dataclass(frozen=True)
class Aside:
    """A photo that gets another name because another picture has its name now."""

    known: KnownFile
    path: str


def is_replaced(
    known: Mapping[str, KnownFile],
    changes: AlbumChanges,
    many: int,
    likely_same: frozenset[str] = frozenset(),
) -> bool:
    """Return whether more than ``many`` files changed at once and no known one is unchanged.

    The folder itself does not distinguish two cards in one reader; their names do. If each
    known name still exists and no new one came, the whole album was edited (4-3).
    ``likely_same``: paths of files that are most likely the same with another time.
    """
    here = sum(not file.remote_only and not file.missing for file in known.values())
    changed = len(_other_content(known, changes, likely_same))
    if changed <= many or changed + len(changes.missing) < here:
        return False
    return bool(changes.missing or strangers(known, changes.new))


def strangers(known: Mapping[str, KnownFile], new: Sequence[SeenFile]) -> list[SeenFile]:
    """Return the new files that belong to no known one by their name.

    What editors leave beside a photo begins with its stem: ``IMG_1.xmp``, ``IMG_1.jpg_original``.
    """
    stems = {PurePosixPath(path).with_suffix("").as_posix() for path in known}
    return [
        file
        for file in new
        if not any(stem in stems for stem in _shorter(PurePosixPath(file.path)))
    ]


def _shorter(path: PurePosixPath) -> Iterator[str]:
    """Yield the path without one, two and more of its endings."""
    while path.suffix:
        path = path.with_suffix("")
        yield path.as_posix()


def set_aside(
    known: Mapping[str, KnownFile],
    changes: AlbumChanges,
    likely_same: frozenset[str] = frozenset(),
    *,
    replaced: bool,
) -> tuple[AlbumChanges, list[Aside]]:
    """Return the changes with such files as new ones, and the photos to rename.

    ``replaced``: the folder is another one than before, so no file in it is a new version.
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
    """Rename the photos; they stay missing, or kept on purpose, as they were."""
    ledger.photos.note_moved(
        (
            (
                aside.known.photo_id,
                album_id,
                SeenFile(
                    aside.path,
                    aside.known.size_bytes,
                    aside.known.mtime_ns,
                    # If its own disk comes back, the inode identifies its file.
                    aside.known.inode,
                ),
            )
            for aside in asides
        ),
        now,
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
