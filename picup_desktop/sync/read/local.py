"""Local files of a read: the original in its album, and the file to write the photo to."""

import errno
import hashlib
import logging
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from picup_desktop.errors import PicupError
from picup_desktop.files.below import LeadsOut, below
from picup_desktop.files.new_file import part_beside
from picup_desktop.files.opening import open_regular
from picup_desktop.files.status import file_status
from picup_desktop.files.unfinished import Unfinished
from picup_desktop.files.windows_names import as_known
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.messages.message import Message
from picup_desktop.messages.system import reason_of
from picup_desktop.names import plain, shown
from picup_desktop.words import PhotoState

PIECE_BYTES = 1 << 20

log = logging.getLogger(__name__)


class FileProblem(PicupError):
    """A file on this computer can't be written."""

    title = "title-file-cant-written"


Placing: TypeAlias = Callable[[Path, Path], bool]
"""Gives a complete file its name; False if the name was taken meanwhile."""


def replacing(part: Path, target: Path) -> bool:
    """Replace any file of that name; a ``Placing``. OSError."""
    part.replace(target)
    return True


class PhotoOutput:
    """A file that appears under its name when ``keep`` is called; else it is removed.

    Where the program is killed meanwhile, the next start removes what ``unfinished`` notes.
    """

    def __init__(self, target: Path, placing: Placing, unfinished: Unfinished) -> None:
        """FileProblem for a target without a name."""
        if not target.name:
            raise FileProblem("names-no-file-choose-name", target=shown(str(target)))
        self.mtime_ns: int | None = None
        self._target = target
        self._placing = placing
        self._part = part_beside(target)
        self._unfinished = unfinished

    def __enter__(self) -> "PhotoOutput":
        self._unfinished.begin(self._part)
        try:
            self._file: FileIO = self._part.open("xb", buffering=0)
        except OSError as error:
            self._unfinished.end(self._part)
            raise self._problem(error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        with suppress(FileNotFoundError):
            self._part.unlink()
        self._unfinished.end(self._part)

    def write(self, data: bytes | memoryview) -> None:
        """Append bytes; FileProblem if the disk does not take them."""
        try:
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            raise self._problem(error) from error

    def restart(self) -> None:
        """Discard the bytes written so far."""
        self._file.seek(0)
        self._file.truncate()
        self.mtime_ns = None

    def keep(self) -> bool:
        """Put the complete file in its place with its time; return the answer of ``placing``."""
        try:
            os.fsync(self._file.fileno())
            self._file.close()
            if self.mtime_ns is not None:
                _set_time(self._part, self.mtime_ns)
            return self._placing(self._part, self._target)
        except OSError as error:
            raise self._problem(error) from error

    def _problem(self, error: OSError) -> FileProblem:
        return FileProblem(
            "cant-be-written-do-this",
            target=shown(as_known(str(self._target))),
            why=reason_of(error),
            advice=what_to_do(error),
        )


def what_to_do(error: OSError) -> Message:
    """Return the message on what to do about a file that can't be written."""
    if error.errno == errno.ENAMETOOLONG:
        return Message("choose-shorter-name-folder-with")
    return Message("choose-another-place-make-room")


def _set_time(path: Path, mtime_ns: int) -> None:
    """Set the time of a file; a file system that can't store it gets the file all the same."""
    try:
        os.utime(path, ns=(mtime_ns, mtime_ns))
    except (OSError, OverflowError, ValueError) as error:
        log.warning("a file could not be given its time (%s)", plain(str(error)))


class Original:
    """A photo's file on this computer, as the ledger last saw it."""

    def __init__(self, path: Path, photo: PhotoRecord) -> None:
        self._path = path
        self._photo = photo

    def unchanged(self) -> bool:
        """Return whether the file is still there with the size and time of the ledger."""
        try:
            status = self._path.lstat()
        except OSError:
            return False
        now, photo = file_status(status), self._photo
        same = (now.size_bytes, now.mtime_ns) == (photo.size_bytes, photo.mtime_ns)
        return stat.S_ISREG(status.st_mode) and same

    def has_rotted(self, record: ObjectRecord, digest: str) -> bool:
        """Return whether its bytes differ from the stored ones though nobody edited it."""
        settled = self._photo.state in {PhotoState.PROTECTED, PhotoState.HALF_PROTECTED}
        return settled and record.sha256 not in {"", digest}

    def copy(self, output: PhotoOutput) -> str | None:
        """Copy into ``output``; return the content's hash, or None if it can't be read whole."""
        digest = hashlib.sha256()
        try:
            with open_regular(self._path) as file:
                while data := file.read(PIECE_BYTES):
                    digest.update(data)
                    output.write(data)
        except OSError:
            return None
        output.mtime_ns = self._photo.mtime_ns
        return digest.hexdigest() if self.unchanged() else None


def find_original(ledger: Ledger, photo: PhotoRecord) -> Original | None:
    """Return the photo's own file, if it is still in its album as the ledger has it."""
    if photo.remote_only:
        return None
    album = ledger.albums.get(photo.album_id)
    return None if album is None else standing_in(Path(album.path), photo)


def standing_in(folder: Path, photo: PhotoRecord) -> Original | None:
    """Return the photo's own file in its album's folder, if it is there as the ledger has it."""
    try:
        original = Original(below(folder, photo.path), photo)
    except LeadsOut:
        return None
    return original if original.unchanged() else None
