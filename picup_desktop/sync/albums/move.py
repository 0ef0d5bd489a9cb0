"""An album's folder stands elsewhere now (DISASTERS 3-4, 3-5).

Its photos are known again by path, size and time, so nothing is uploaded again. The change
times of the files differ, so the next scans read their contents (4-8). What is not there is no
deletion: the album is held, and a person is asked.
"""

import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.attention import items
from picup_desktop.clock import Clock
from picup_desktop.errors import UsageError
from picup_desktop.files.below import below
from picup_desktop.files.opening import sha256_of
from picup_desktop.files.status import file_status
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.sync.albums.albums import album_folder, check_overlap
from picup_desktop.sync.albums.named import find_album
from picup_desktop.words import AlbumState

FILES_THAT_TELL = 8
"""Files of the right size and another time that are read before all of them are believed."""


@dataclass(frozen=True)
class Found:
    """What a folder has of the photos that an album has on this computer."""

    same: tuple[tuple[int, SeenFile], ...] = ()
    """Photos by id whose file is there with its size and time."""
    alike: tuple[tuple[int, str], ...] = ()
    """Photos by id, and the paths of their files, which have the size and another time."""
    other: int = 0
    """Photos whose path is another file's, or can't be looked at."""
    missing: tuple[int, ...] = ()
    """Photos without a file there."""

    @property
    def expected(self) -> int:
        """Return the number of photos that were looked for."""
        return len(self.same) + len(self.alike) + self.other + len(self.missing)


@dataclass(frozen=True)
class MovedAlbum:
    """The result of moving an album, in photos."""

    album: AlbumRecord
    known: int
    """Found again."""
    other: int
    """Another file has their path."""
    missing: int


def is_another_folder(expected: int, recognised: int) -> bool:
    """Return whether a folder plainly holds something else: fewer than half of the photos."""
    return 2 * recognised < expected


def sample(files: Sequence[tuple[int, str]]) -> Sequence[tuple[int, str]]:
    """Return up to ``FILES_THAT_TELL`` of the files, from the first to the last."""
    step = max(1, -(-len(files) // FILES_THAT_TELL))
    return files[::step]


def move_album(ledger: Ledger, name: str, path: Path, clock: Clock, *, anyway: bool) -> MovedAlbum:
    """Watch an album in another folder from now on.

    UsageError if the folder can't be this album's, or plainly holds something else; with
    ``anyway`` the latter is no reason.
    """
    album, folder = find_album(ledger, name), album_folder(path)
    check_overlap(ledger, folder, without=album.id)
    known = ledger.photos.known(album.id)
    here = {path: one for path, one in known.items() if not one.remote_only}
    found = look_for(folder, here)
    proved = sum(_is_stored_content(ledger, folder / p, i) for i, p in sample(found.alike))
    alike = len(found.alike) if proved == len(sample(found.alike)) else proved
    recognised = len(found.same) + alike
    elsewhere = is_another_folder(found.expected, recognised)
    if elsewhere and not anyway:
        raise UsageError(
            "album-folder-holds-other-photos",
            found=recognised,
            expected=found.expected,
            album=shown(album.name),
            folder=shown(str(folder)),
        )
    away = {path: one for path, one in known.items() if one.remote_only}
    with ledger.transaction():
        ledger.albums.set_path(album.id, str(folder))
        ledger.photos.note_touched([*found.same, *look_for(folder, away).same])
        if not elsewhere:
            # Files of another content are edits then; elsewhere, the scan takes them for others.
            ledger.vaults.note(NoteAbout.ALBUM_ROOT.of(album.id), str(root_of(folder)))
        if found.missing:
            _hold(ledger, album, found, clock.now())
    others = found.other + len(found.alike) - alike
    return MovedAlbum(find_album(ledger, name), recognised, others, len(found.missing))


def look_for(folder: Path, known: Mapping[str, KnownFile]) -> Found:
    """Look for known files below a folder, without opening them."""
    same: list[tuple[int, SeenFile]] = []
    alike: list[tuple[int, str]] = []
    missing: list[int] = []
    other = 0
    for path, before in known.items():
        try:
            status = os.lstat(below(folder, path))
        except (FileNotFoundError, NotADirectoryError):
            missing.append(before.photo_id)
            continue
        except (OSError, ValueError):
            # It can't be looked at, or not be named here: the scan reports it.
            other += 1
            continue
        now = file_status(status)
        if not stat.S_ISREG(status.st_mode) or now.size_bytes != before.size_bytes:
            other += 1
        elif now.mtime_ns == before.mtime_ns:
            same.append((before.photo_id, SeenFile(path, now.size_bytes, now.mtime_ns, now.inode)))
        else:
            alike.append((before.photo_id, path))
    return Found(tuple(same), tuple(alike), other, tuple(missing))


def root_of(folder: Path) -> tuple[int, int] | None:
    """Return the device and inode of an album's folder; None if it is not there."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_stored_content(ledger: Ledger, path: Path, photo_id: int) -> bool:
    """Return whether a file has a photo's stored content; True if none is stored yet."""
    photo = ledger.photos.get(photo_id)
    if photo is None or photo.object_id is None:
        return True
    stored = ledger.objects.get(photo.object_id)
    if stored is None or not stored.sha256:
        return True
    try:
        return sha256_of(path) == stored.sha256
    except OSError:
        return False


def _hold(ledger: Ledger, album: AlbumRecord, found: Found, now: float) -> None:
    """Ask about the photos that are not in the new folder; none is deleted meanwhile."""
    lost = len(found.missing)
    ledger.photos.note_missing(found.missing, now)
    reason = Message("some-of-all-are-missing", lost=lost, known=found.expected)
    ledger.attention.open(items.album_vanished(album.id, album.name, reason, lost), now)
    if album.state is not AlbumState.PAUSED:
        # A paused one is held when it is resumed, for its question stands.
        ledger.albums.set_state(album.id, AlbumState.HELD)
