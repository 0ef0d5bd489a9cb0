"""Read the files that changed, and set apart those that are no edits (4-2).

Only files that differ from the ledger are opened, and of those only the first and the
last bytes are read.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import FileIO
from pathlib import Path

from picup_desktop.attention import subjects
from picup_desktop.files.below import below
from picup_desktop.files.opening import open_regular
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import KnownFile, PhotoRecord, SeenFile
from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.sync.scan.media import classify
from picup_desktop.sync.scan.scan import AlbumChanges, FolderScan
from picup_desktop.sync.scan.spoiled import (
    HEAD_BYTES,
    TAIL_BYTES,
    Before,
    FileEnds,
    Spoil,
    digest_of,
    kind_of,
    spoil,
)
from picup_desktop.words import AttentionKind

HEADS_PER_SCAN = 2000
"""The most known files to open in one scan to record how they begin."""


def spoiled_among(
    ledger: Ledger, root: Path, known: Mapping[str, KnownFile], changes: AlbumChanges
) -> dict[str, Spoil]:
    """Return the damage to those changed files that are no edits, by path.

    Only for photos with an earlier version on a storage; for others there is nothing to keep.
    """
    changed = [item for item in changes.changed if not known[item[1].path].remote_only]
    heads = ledger.spoiled.heads(photo_id for photo_id, _ in changed)
    found: dict[str, Spoil] = {}
    for photo_id, file in changed:
        head = heads.get(photo_id)
        if head is None or not head.is_stored or _is_sidecar(file.path):
            continue
        size_bytes = known[file.path].size_bytes
        before = Before(size_bytes, head.content_kind, head.head_digest)
        what = _spoil_of(below(root, file.path), before)
        if what is not None:
            found[file.path] = what
    return found


def without_spoiled(changes: AlbumChanges, spoiled: Mapping[str, Spoil]) -> AlbumChanges:
    """Return the changes without the spoiled files."""
    return replace(
        changes, changed=tuple(item for item in changes.changed if item[1].path not in spoiled)
    )


def record_spoiled(
    ledger: Ledger,
    root: Path,
    known: Mapping[str, KnownFile],
    scan: FolderScan,
    spoiled: Mapping[str, Spoil],
    *,
    album_id: int,
    now: float,
) -> None:
    """Record the photos that are spoiled, and those that are good again.

    A file that was spoiled in place looks unchanged from the second scan on (4-8), so the file
    itself is asked whether it is good again.
    """
    reasons = {known[path].photo_id: what.value for path, what in spoiled.items()}
    unsure = ledger.spoiled.of_album(album_id).keys() - reasons.keys()
    over = {
        photo_id
        for file in (scan.quiet if unsure else ())
        if file.path in known
        and (photo_id := known[file.path].photo_id) in unsure
        and not _is_spoiled(ledger, below(root, file.path), photo_id, known[file.path].size_bytes)
    }
    ledger.spoiled.clear(over)
    ledger.attention.close_many((AttentionKind.SPOILED, subjects.photo(one)) for one in over)
    ledger.spoiled.note(reasons, now)


def note_beginnings(
    ledger: Ledger,
    unlooked: Sequence[tuple[int, str]],
    root: Path,
    known: Mapping[str, KnownFile],
    files: Iterable[SeenFile],
) -> None:
    """Record how known files begin that were not read before, given as (id, path)."""
    if not unlooked:
        return
    as_known = {
        file.path
        for file in files
        if (before := known.get(file.path)) is not None
        and (before.size_bytes, before.mtime_ns) == (file.size_bytes, file.mtime_ns)
    }
    heads = []
    for photo_id, path in unlooked:
        ends = _ends(below(root, path)) if path in as_known else None
        if ends is not None:
            heads.append((photo_id, kind_of(ends.head), digest_of(ends.head)))
    ledger.spoiled.note_heads(heads)


def is_spoiled(ledger: Ledger, path: Path, photo: PhotoRecord) -> bool:
    """Return whether the file at ``path`` is still spoiled, compared with the stored photo."""
    return _is_spoiled(ledger, path, photo.id, photo.size_bytes)


def _is_spoiled(ledger: Ledger, path: Path, photo_id: int, size_bytes: int) -> bool:
    head = ledger.spoiled.heads([photo_id]).get(photo_id)
    if head is None:
        return False
    before = Before(size_bytes, head.content_kind, head.head_digest)
    return _spoil_of(path, before) is not None


def beginning_of(path: Path) -> tuple[str, str]:
    """Return a file's kind by its first bytes, and their digest; both empty if unreadable."""
    ends = _ends(path)
    return (kind_of(ends.head), digest_of(ends.head)) if ends is not None else ("", "")


def _spoil_of(path: Path, before: Before) -> Spoil | None:
    try:
        with open_regular(path) as file:
            return spoil(before, _read_ends(file), lambda at, size: _read_at(file, at, size))
    except OSError:
        # The upload that needs the file reports that it can't be read.
        return None


def _ends(path: Path) -> FileEnds | None:
    try:
        with open_regular(path) as file:
            return _read_ends(file)
    except OSError:
        return None


def _read_ends(file: FileIO) -> FileEnds:
    size_bytes = os.fstat(file.fileno()).st_size
    head = _read_at(file, 0, HEAD_BYTES)
    tail = _read_at(file, max(0, size_bytes - TAIL_BYTES), TAIL_BYTES)
    return FileEnds(size_bytes, head, tail)


def _read_at(file: FileIO, offset: int, size_bytes: int) -> bytes:
    """Return bytes of a file; fewer at its end."""
    file.seek(offset)
    found = bytearray()
    while len(found) < size_bytes and (data := file.read(size_bytes - len(found))):
        found += data
    return bytes(found)


def _is_sidecar(path: str) -> bool:
    return classify(path.rpartition("/")[2], b"") is MediaKind.SIDECAR
