"""A storage in a folder of this computer: a mounted share or a disk.

The root folder is made only at setup. Later a missing root means that the disk
is not mounted, and so does one that holds nothing of the vault: nothing is ever
written onto the bare mount point.
"""

import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path

from picup_desktop.durable import flush_folder
from picup_desktop.names import shown
from picup_desktop.storage.base import (
    TEMPORARY_FOLDER,
    Get,
    ObjectInfo,
    Piece,
    Probe,
    Progress,
    Put,
)
from picup_desktop.storage.errors import (
    ObjectExists,
    ObjectNotFound,
    StorageDenied,
    StorageError,
    StorageFull,
    StorageNonsense,
    StorageUnreachable,
)
from picup_desktop.storage.one_by_one import get_one_by_one, put_one_by_one, remove_one_by_one
from picup_desktop.storage.source import pieces

COPY_BYTES = 1024 * 1024
FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
DENIED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR}
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}


class FolderStorage:
    """Objects as plain files below one folder."""

    def __init__(self, root: Path, *, root_holds: Sequence[str] = ()) -> None:
        """``root_holds`` as in ``Access``."""
        self._root = root
        self._root_holds = root_holds

    def prepare(self) -> None:
        """Make the root folder, at setup."""
        with self._told():
            self._root.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """As ``Storage.put``: a hard link takes the final name, so nothing is overwritten."""
        with self._told(name):
            self._check_root()
            final = self._root / name
            part = self._root / TEMPORARY_FOLDER / name.replace("/", "-")
            part.parent.mkdir(exist_ok=True)
            try:
                expected = self._copy(source, part, progress)
                if part.stat().st_size != expected:
                    raise StorageNonsense(f"{name} came to rest with a wrong size.")
                final.parent.mkdir(parents=True, exist_ok=True)
                _rename_new(part, final)
                flush_folder(final.parent)
            except FileExistsError as error:
                raise ObjectExists(f"{name} is there already.") from error
            finally:
                part.unlink(missing_ok=True)

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``Storage.put_many``."""
        return put_one_by_one(self, puts, progress)

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """As ``Storage.get``; the operating system reads ahead."""
        with self._told(name):
            self._check_root()
            file = (self._root / name).open("rb")
        with file:
            file.seek(offset)
            left = length
            while left is None or left > 0:
                with self._told(name):
                    data = file.read(COPY_BYTES if left is None else min(left, COPY_BYTES))
                if not data:
                    return
                left = None if left is None else left - len(data)
                yield data

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """As ``Storage.get_many``."""
        return get_one_by_one(self, gets)

    def stat(self, name: str) -> ObjectInfo:
        """As ``Storage.stat``; StorageDenied for what is no file."""
        with self._told(name):
            self._check_root()
            status = (self._root / name).stat()
        if not stat.S_ISREG(status.st_mode):
            raise StorageDenied(f"{name} on the storage is not a file.")
        return ObjectInfo(name, status.st_size, status.st_mtime)

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``."""
        with self._told(prefix):
            self._check_root()
        folders = [prefix.strip("/")]
        while folders:
            folder = folders.pop()
            try:
                with self._told(folder):
                    entries = sorted(os.scandir(self._root / folder), key=lambda e: e.name)
            except ObjectNotFound:
                continue
            for entry in entries:
                name = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(name)
                elif entry.is_file(follow_symlinks=False):
                    # It may be gone since the folder was read.
                    with suppress(ObjectNotFound), self._told(name):
                        status = entry.stat(follow_symlinks=False)
                        yield ObjectInfo(name, status.st_size, status.st_mtime)

    def remove(self, name: str) -> bool:
        """As ``Storage.remove``."""
        try:
            with self._told(name):
                self._check_root()
                (self._root / name).unlink()
        except ObjectNotFound:
            return False
        return True

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``Storage.remove_many``."""
        return remove_one_by_one(self, names, seconds)

    def free_bytes(self) -> int | None:
        """Room left on the disk of the root."""
        with self._told():
            return shutil.disk_usage(self._root).free

    def probe(self) -> Probe:
        """Look at the root and try to write."""
        started = time.monotonic()
        with self._told():
            self._check_root()
            trial = self._root / TEMPORARY_FOLDER / f"probe-{secrets.token_hex(4)}"
            trial.parent.mkdir(exist_ok=True)
            trial.write_bytes(b"")
            trial.unlink()
        return Probe(time.monotonic() - started, self.free_bytes(), None)

    def close(self) -> None:
        """Nothing is held open."""

    def _check_root(self) -> None:
        if not self._root.is_dir():
            raise StorageUnreachable(
                f"The folder {shown(str(self._root))} is not there. If it is on a disk or a share,"
                " connect it."
            )
        if self._root_holds and not any((self._root / n).exists() for n in self._root_holds):
            raise StorageUnreachable(
                f"The folder {shown(str(self._root))} holds nothing of the vault. Is its disk or"
                f" share mounted there? If it is a new one for it, copy {self._root_holds[0]} there"
                " from the other storage, then: picup verify --all --repair"
            )

    @contextmanager
    def _told(self, name: str = "") -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._meaning(error, name) from error

    def _meaning(self, error: OSError, name: str) -> StorageError:
        why = error.strerror or str(error)
        root = shown(str(self._root))
        if error.errno in {errno.ENOENT, errno.ENOTDIR}:
            return ObjectNotFound(f"{name} is not on the storage.")
        if error.errno in FULL:
            return StorageFull(f"The disk of {root} is full ({why}). Make room on it.")
        if error.errno in DENIED:
            return StorageDenied(f"{root} can't be used ({why}). Check its permissions.")
        return StorageUnreachable(f"{root} can't be used ({why}). Is the disk or share connected?")

    @staticmethod
    def _copy(source: Path, part: Path, progress: Progress | None) -> int:
        count = 0
        with part.open("wb", buffering=0) as writing:
            for data in pieces(source, COPY_BYTES):
                left = memoryview(data)
                while left:
                    left = left[writing.write(left) :]
                count += len(data)
                if progress is not None:
                    progress(count)
            os.fsync(writing.fileno())
        return count


def _rename_new(part: Path, final: Path) -> None:
    """Rename, but never over something: FileExistsError then."""
    try:
        os.link(part, final)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError) as error:
        # exFAT and some shares know no hard links; there a look before must do.
        if isinstance(error, OSError) and error.errno not in NO_LINKS:
            raise
        if final.exists():
            raise FileExistsError(errno.EEXIST, "exists", str(final)) from error
        part.rename(final)
