"""Aside: another picture stands where a photo stood whose own file is gone (DISASTERS 3-4).

A camera counts anew, another disk is mounted at the same place: a file of the same
name is then no new version of the photo, which keeps its copies under a name
beside it. A file that was here all along and changed is a new version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos import KnownFile, SeenFile
from picup_desktop.sync.scan import AlbumChanges


@dataclass(frozen=True)
class Aside:
    """A photo that gets another name, for its own is another picture's now."""

    known: KnownFile
    path: str


def set_aside(
    known: Mapping[str, KnownFile], changes: AlbumChanges
) -> tuple[AlbumChanges, list[Aside]]:
    """The changes with such files among the new ones, and the photos that make room."""
    others = [
        file
        for _, file in changes.changed
        if (before := known[file.path]).remote_only or before.missing
        if (before.size_bytes, before.mtime_ns) != (file.size_bytes, file.mtime_ns)
    ]
    if not others:
        return changes, []
    taken = {*known, *(file.path for file in changes.new)}
    asides = []
    for file in others:
        path = next(path for path in _names_beside(file.path) if path not in taken)
        taken.add(path)
        asides.append(Aside(known[file.path], path))
    left = tuple((photo_id, file) for photo_id, file in changes.changed if file not in others)
    return replace(changes, new=(*changes.new, *others), changed=left), asides


def record_asides(ledger: Ledger, album_id: int, asides: list[Aside], now: float) -> None:
    """Give the photos their names; they are as missing, or kept on purpose, as before."""
    ledger.photos.note_moved(
        (
            aside.known.photo_id,
            album_id,
            SeenFile(aside.path, aside.known.size_bytes, aside.known.mtime_ns, 0),
        )
        for aside in asides
    )
    kept = [aside.known.photo_id for aside in asides if aside.known.remote_only]
    ledger.photos.keep_remote(kept, now)
    ledger.photos.note_missing((aside.known.photo_id for aside in asides), now)


def _names_beside(path: str) -> Iterator[str]:
    own = PurePosixPath(path)
    number = 1
    while True:
        word = "earlier" if number == 1 else f"earlier {number}"
        yield str(own.with_name(f"{own.stem} ({word}){own.suffix}"))
        number += 1
