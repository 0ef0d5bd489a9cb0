"""Restore the good version of a spoiled photo into its album (DISASTERS 4-2).

A person asked for it; a pass does it, since it has the storages. The spoiled file is moved to
the system's trash first, or renamed in its folder, so it is never lost.
"""

import json
import logging
import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path

from picup_desktop.attention import subjects
from picup_desktop.errors import PicupError
from picup_desktop.files.below import below
from picup_desktop.files.new_file import MOST_BESIDE, names_beside, part_beside, take_name
from picup_desktop.files.status import file_status
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.photos.photos import PhotoRecord, SeenFile
from picup_desktop.names import plain
from picup_desktop.sync.delete.delete import Trash, TrashFailed
from picup_desktop.sync.read.read import PhotoNotReachable, Reader
from picup_desktop.sync.spoiled.files import is_spoiled
from picup_desktop.words import AlbumState, AttentionKind

log = logging.getLogger(__name__)


def wished(ledger: Ledger) -> frozenset[int]:
    """Return the photos whose good version a person wants back here."""
    return frozenset(json.loads(ledger.vaults.noted(Note.SPOILED_PUT_BACK) or "[]"))


def wish(ledger: Ledger, photo_ids: Iterable[int]) -> None:
    """Record that a person wants the good versions of these photos; inside a transaction."""
    ledger.vaults.note(Note.SPOILED_PUT_BACK, json.dumps(sorted({*wished(ledger), *photo_ids})))


def put_good_back(
    ledger: Ledger, reader: Reader, trash: Trash, check_stopped: Callable[[], None]
) -> None:
    """Restore the requested photos; the next scan asks again about those that fail."""
    for photo_id in sorted(wished(ledger)):
        check_stopped()
        photo = ledger.photos.get(photo_id)
        try:
            file = None if photo is None else _brought_back(ledger, reader, trash, photo)
        except PhotoNotReachable:
            # No storage answers: the next pass tries again.
            return
        except (PicupError, OSError) as error:
            why = error.sentence if isinstance(error, PicupError) else (error.strerror or "")
            log.warning(
                "A good version was not put back: %s", plain(why), extra={"scenario": "4-2"}
            )
            file = None
        with ledger.transaction():
            if file is not None:
                ledger.photos.note_standing(photo_id, file)
                ledger.spoiled.clear([photo_id])
                ledger.attention.close(AttentionKind.SPOILED, subjects.photo(photo_id))
            left = wished(ledger) - {photo_id}
            ledger.vaults.note(Note.SPOILED_PUT_BACK, json.dumps(sorted(left)))


def _brought_back(
    ledger: Ledger, reader: Reader, trash: Trash, photo: PhotoRecord
) -> SeenFile | None:
    """Restore one photo and return its file; None if there was nothing to do."""
    album = ledger.albums.get(photo.album_id)
    if album is None or album.state is AlbumState.REMOVED:
        return None
    if photo.id not in ledger.spoiled.of_album(album.id):
        return None
    root = Path(album.path)
    target = below(root, photo.path)
    if not target.parent.resolve().is_relative_to(root.resolve()):
        return None
    arriving = part_beside(target)
    try:
        reader.read(photo, arriving, remote=True)
        if os.path.lexists(target):
            if not is_spoiled(ledger, target, photo):
                # Another picture was put there meanwhile; the next scan takes it.
                return None
            _make_room(target, trash)
        take_name(arriving, target)
    finally:
        with suppress(FileNotFoundError):
            arriving.unlink()
    status = target.lstat()
    now = file_status(status)
    return SeenFile(photo.path, now.size_bytes, now.mtime_ns, now.inode)


def _make_room(target: Path, trash: Trash) -> None:
    """Move the spoiled file away. OSError if that fails; then it stays where it was."""
    if not stat.S_ISREG(target.lstat().st_mode):
        raise OSError(0, "something else than a file stands there")
    try:
        trash(target)
    except TrashFailed:
        for beside in islice(names_beside(target, "spoiled"), 1, MOST_BESIDE):
            if not os.path.lexists(beside):
                target.rename(beside)
                return
        raise
