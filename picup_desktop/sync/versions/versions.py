"""One version of one photo: find it, and put it back into its album (DISASTERS 4-1).

Nothing is overwritten that is not stored: the file in the album has to be the photo's present
version, which becomes an earlier one.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.errors import PicupError, UsageError
from picup_desktop.files.new_file import part_beside, take_name
from picup_desktop.files.opening import sha256_of
from picup_desktop.files.status import file_status
from picup_desktop.ledger.history import VersionRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord, SeenFile
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.settings import Settings
from picup_desktop.sync.delete.delete import retire_replaced
from picup_desktop.sync.delete.undelete import NotBroughtBack, target_in
from picup_desktop.sync.read.read import Reader, ReadReport
from picup_desktop.sync.scan.links import link_targets
from picup_desktop.words import AlbumState, PhotoState


class NotThePresentVersion(PicupError):
    """The file in the album is not stored yet, so it must not be overwritten."""

    title = "title-file-not-brought-back"


@dataclass(frozen=True)
class RestoredVersion:
    """An earlier version that is in its album again."""

    number: int
    path: str
    served_from: str


def find_version(ledger: Ledger, photo: PhotoRecord, number: int) -> VersionRecord:
    """Return one version of a photo; UsageError if it is not known any more."""
    versions = ledger.history.versions(photo.id)
    for version in versions:
        if version.number == number:
            return version
    if not versions:
        raise UsageError("no-version-stored", photo=shown(photo.path))
    numbers = ", ".join(str(version.number) for version in versions)
    raise UsageError("no-such-version", photo=shown(photo.path), number=number, numbers=numbers)


def is_dated_alike(ledger: Ledger, photo: PhotoRecord, version: VersionRecord) -> bool:
    """Return whether other content of the photo has the same size and time."""
    return any(
        other.object_id != version.object_id
        and (other.size_bytes, other.mtime_ns) == (version.size_bytes, version.mtime_ns)
        for other in ledger.history.versions(photo.id)
    )


def version_record(photo: PhotoRecord, version: VersionRecord) -> PhotoRecord:
    """Return the photo's record as of a version, which is read from the storages only."""
    return replace(
        photo,
        size_bytes=version.size_bytes,
        mtime_ns=version.mtime_ns,
        object_id=version.object_id,
        state=PhotoState.PROTECTED,
        remote_only=True,
    )


def read_version(
    ledger: Ledger, reader: Reader, photo: PhotoRecord, number: int, target: Path
) -> ReadReport:
    """Write a version of a photo to ``target``. UsageError, and the errors of reading."""
    version = find_version(ledger, photo, number)
    return reader.read(version_record(photo, version), target, remote=True)


class VersionRestore:
    """Puts earlier versions back into their albums."""

    def __init__(self, ledger: Ledger, reader: Reader, settings: Settings, clock: Clock) -> None:
        self._ledger = ledger
        self._reader = reader
        self._settings = settings
        self._clock = clock

    def run(self, photo: PhotoRecord, number: int) -> RestoredVersion:
        """Put a version back; it becomes the photo's newest one.

        UsageError for a deleted photo, another computer's, or the present version.
        NotThePresentVersion if the file in the album is not stored. NotBroughtBack, and the
        errors of reading.
        """
        if photo.state is PhotoState.DELETED:
            raise UsageError("version-of-a-deleted-photo", photo=shown(photo.path))
        if self._ledger.others.of_album(photo.album_id) is not None:
            raise UsageError("version-of-another-computers-photo", photo=shown(photo.path))
        version = find_version(self._ledger, photo, number)
        if version.object_id == photo.object_id and not photo.remote_only:
            raise UsageError("version-is-the-present-one", photo=shown(photo.path), number=number)
        album = self._ledger.albums.get(photo.album_id)
        if album is None or album.state is AlbumState.REMOVED:
            raise NotBroughtBack("album-not-watched-any-more")
        target = target_in(Path(album.path), photo.path, link_targets(self._ledger, album.id))
        arriving = part_beside(target)
        try:
            report = self._reader.read(version_record(photo, version), arriving, remote=True)
            try:
                self._place(photo, arriving, target)
            except OSError as error:
                raise NotBroughtBack(
                    "cant-be-written", path=shown(str(target)), why=reason_of(error)
                ) from error
        finally:
            with suppress(OSError):
                arriving.unlink()
        self._record(photo, version, target)
        return RestoredVersion(version.number, photo.path, report.served_from)

    def _place(self, photo: PhotoRecord, arrived: Path, target: Path) -> None:
        """Give the version its name, in place of the present version or of nothing. OSError."""
        if not os.path.lexists(target):
            take_name(arrived, target)
            return
        record = None if photo.object_id is None else self._ledger.objects.get(photo.object_id)
        settled = photo.state in {PhotoState.PROTECTED, PhotoState.HALF_PROTECTED}
        if not settled or record is None or sha256_of(target) != record.sha256:
            raise NotThePresentVersion("file-not-stored-yet", photo=shown(photo.path))
        arrived.replace(target)

    def _record(self, photo: PhotoRecord, version: VersionRecord, target: Path) -> None:
        """Make the version the newest one at once if its object may stay; else it is sent anew."""
        now, ledger = self._clock.now(), self._ledger
        status = file_status(target.lstat())
        file = SeenFile(photo.path, status.size_bytes, status.mtime_ns, status.inode)
        with ledger.transaction():
            ledger.photos.note_changed([(photo.id, file)])
            if ledger.withdrawals.withdraw(version.object):
                replaced = ledger.uploads.finish_linked(photo.id, version.object_id, now)
                unwanted = ledger.objects.unwanted(replaced)
                retire_replaced(ledger, self._settings, unwanted, at=now)
                ledger.photos.restate(version.object_id)
