"""A storage on an SFTP server.

A put takes three waits: the file is opened below ``tmp/``; its writes, a flush
and a look at its size run ahead together; only when all of them were answered
well is it renamed. The rename is SFTP's own first: servers refuse it where the
name is taken, so nothing is overwritten, whereas ``posix-rename`` would; that
one is used only where the plain one does not work and the name is free.

An instance belongs to one thread. After a broken link the next call connects anew.
"""

import stat
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import paramiko

from picup_desktop.storage.base import TEMPORARY_FOLDER, ObjectInfo, Probe, Progress
from picup_desktop.storage.errors import (
    ObjectExists,
    ObjectNotFound,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageFull,
    StorageNonsense,
    StorageStalled,
    StorageUnreachable,
)
from picup_desktop.storage.host_keys import host_entry
from picup_desktop.storage.place import Access, SftpPlace
from picup_desktop.storage.sftp_link import SftpLink
from picup_desktop.storage.sftp_wire import (
    DATA_BYTES,
    FSYNC,
    POSIX_RENAME,
    WRITES_AHEAD,
    Code,
    OpenFlag,
    SftpStatus,
    SftpWire,
    WireBroken,
)

READ_BYTES = 32 * DATA_BYTES
FULL_BELOW_BYTES = 1024 * 1024
WHOLE_FILE = 1 << 62


class SftpStorage:
    """Objects as files below a root folder on the server."""

    def __init__(self, place: SftpPlace, access: Access) -> None:
        self._place = place
        self._access = access
        self._link: SftpLink | None = None
        self._folders: set[str] = set()

    def prepare(self) -> None:
        """Make the root folder and those above it, at setup."""
        with self._told("") as wire:
            _make_folders(wire, self._place.path)

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """As ``Storage.put``."""
        part = self._path(f"{TEMPORARY_FOLDER}/{name.replace('/', '-')}")
        with self._told(name) as wire:
            handle = self._open_part(wire, part)
            try:
                self._write(wire, handle, source, name, progress)
                self._rename(wire, part, name)
            except SftpStatus as status:
                # Why is asked first: giving the room back would hide a full disk.
                error = self._meaning(wire, status, name)
                self._undo(wire, handle, part)
                raise error from status
            except (StorageError, FileNotFoundError):
                self._undo(wire, handle, part)
                raise

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """As ``Storage.get``; some two mebibytes run ahead of the reader."""
        with self._told(name) as wire:
            handle = wire.open(self._path(name), OpenFlag.READ)
            try:
                attributes = wire.attributes(wire.fstat(handle))
                _check_is_file(name, attributes.mode)
                size = attributes.size_bytes
                left = WHOLE_FILE if size is None else max(0, size - offset)
                wanted = left if length is None else min(length, left)
                pieces: list[bytes] = []
                gathered = 0
                for data in wire.read_ahead(handle, offset, wanted):
                    pieces.append(data)
                    gathered += len(data)
                    if gathered >= READ_BYTES:
                        yield b"".join(pieces)
                        pieces, gathered = [], 0
                if pieces:
                    yield b"".join(pieces)
            finally:
                if self._link is not None:
                    wire.close(handle)

    def stat(self, name: str) -> ObjectInfo:
        """As ``Storage.stat``."""
        with self._told(name) as wire:
            attributes = wire.stat(self._path(name))
        _check_is_file(name, attributes.mode)
        return ObjectInfo(name, attributes.size_bytes or 0, attributes.modified_at or 0)

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``, folder by folder."""
        folders = [prefix]
        while folders:
            folder = folders.pop()
            try:
                with self._told(folder) as wire:
                    entries = sorted(wire.list(self._path(folder)), key=lambda entry: entry[0])
            except ObjectNotFound:
                continue
            for entry, attributes in entries:
                name = f"{folder}/{entry}" if folder else entry
                mode = attributes.mode or 0
                if stat.S_ISDIR(mode):
                    folders.append(name)
                elif stat.S_ISREG(mode):
                    size, at = attributes.size_bytes or 0, attributes.modified_at or 0
                    yield ObjectInfo(name, size, at)

    def remove(self, name: str) -> bool:
        """As ``Storage.remove``."""
        try:
            with self._told(name) as wire:
                wire.remove(self._path(name))
        except ObjectNotFound:
            return False
        return True

    def free_bytes(self) -> int | None:
        """As ``Storage.free_bytes``."""
        with self._told("") as wire:
            space = wire.space(self._place.path)
        return None if space is None else space.free_bytes

    def probe(self) -> Probe:
        """As ``Storage.probe``: an empty file is written and removed below ``tmp/``."""
        trial = self._path(f"{TEMPORARY_FOLDER}/probe")
        with self._told("") as wire:
            started = time.monotonic()
            wire.stat(self._place.path)
            round_trip = time.monotonic() - started
            handle = self._open_part(wire, trial)
            wire.close(handle)
            wire.remove(trial)
            space = wire.space(self._place.path)
        free = None if space is None else space.free_bytes
        return Probe(round_trip, free, self._link.host_key if self._link else None)

    def close(self) -> None:
        """As ``Storage.close``."""
        if self._link is not None:
            self._link.close()
        self._link = None
        self._folders.clear()

    @staticmethod
    def _undo(wire: SftpWire, handle: bytes, part: str) -> None:
        """An open file keeps its room on the disk even when it is removed."""
        wire.close(handle)
        wire.drop(wire.request_remove(part))

    def _path(self, name: str) -> str:
        return f"{self._place.path.rstrip('/')}/{name}" if name else self._place.path

    def _open_part(self, wire: SftpWire, part: str) -> bytes:
        try:
            return wire.open(part, OpenFlag.WRITE_NEW)
        except SftpStatus as status:
            if status.code != Code.NO_SUCH_FILE:
                raise
        self._make_folder(wire, TEMPORARY_FOLDER)
        return wire.open(part, OpenFlag.WRITE_NEW)

    def _make_folder(self, wire: SftpWire, name: str) -> None:
        """A folder below the root, which itself must be there."""
        try:
            wire.stat(self._place.path)
        except SftpStatus as status:
            raise StorageUnreachable(
                f"The folder {self._place.path} is not there on {self._entry}. If it is on a disk"
                " of its own, see whether that is mounted."
            ) from status
        _make_folders(wire, self._path(name), above=self._place.path)

    def _write(
        self,
        wire: SftpWire,
        handle: bytes,
        source: Path,
        name: str,
        progress: Progress | None,
    ) -> None:
        """Send it all, and see every answer: pipelined writes lose errors otherwise."""
        waiting: deque[int] = deque()
        offset = 0
        with source.open("rb") as file:
            while data := file.read(DATA_BYTES):
                waiting.append(wire.write(handle, offset, data))
                offset += len(data)
                if len(waiting) >= WRITES_AHEAD:
                    wire.answer(waiting.popleft())
                if progress is not None:
                    progress(offset)
        if FSYNC in wire.extensions:
            waiting.append(wire.fsync(handle))
        look = wire.fstat(handle)
        wire.close(handle)
        for number in waiting:
            wire.answer(number)
        size = wire.attributes(look).size_bytes
        if size != offset:
            raise StorageNonsense(
                f"{name} came to rest on {self._entry} with {size} of {offset} bytes."
            )

    def _rename(self, wire: SftpWire, part: str, name: str) -> None:
        folder = name.rpartition("/")[0]
        final = self._path(name)
        if folder and folder not in self._folders:
            try:
                wire.stat(self._path(folder))
            except SftpStatus:
                self._make_folder(wire, folder)
            self._folders.add(folder)
        try:
            wire.rename(part, final)
        except SftpStatus as refused:
            if _is_there(wire, final):
                raise ObjectExists(f"{name} is on {self._entry} already.") from refused
            if POSIX_RENAME not in wire.extensions:
                raise
            wire.posix_rename(part, final)

    @property
    def _entry(self) -> str:
        return host_entry(self._place.host, self._place.port)

    @contextmanager
    def _told(self, name: str) -> Iterator[SftpWire]:
        """The wire, connected; whatever goes wrong on it comes out as a StorageError."""
        if self._link is None:
            self._folders.clear()
            self._link = SftpLink(self._place, self._access)
        wire = self._link.wire
        try:
            yield wire
        except SftpStatus as status:
            raise self._meaning(wire, status, name) from status
        except TimeoutError as error:
            self.close()
            raise StorageStalled(
                f"{self._entry} made no progress for {self._access.stall_seconds:g} seconds."
            ) from error
        except (WireBroken, paramiko.SSHException, EOFError, OSError) as error:
            self.close()
            raise StorageAway(f"The connection to {self._entry} broke ({error}).") from error

    def _meaning(self, wire: SftpWire, status: SftpStatus, name: str) -> StorageError:
        """Servers say only "failure" of a full or read-only disk, so a look tells."""
        if status.code == Code.NO_SUCH_FILE:
            if name:
                return ObjectNotFound(f"{name} is not on {self._entry}.")
            return StorageUnreachable(f"{self._place.path} is not there on {self._entry}.")
        if status.code == Code.PERMISSION_DENIED:
            return StorageDenied(
                f"{self._entry} denies it: the user {self._place.user} may not write or read in"
                f" {self._place.path}."
            )
        try:
            space = wire.space(self._place.path)
        except SftpStatus:
            space = None
        if space is not None and space.read_only:
            return StorageDenied(f"The disk of {self._place.path} on {self._entry} is read-only.")
        if space is not None and space.free_bytes < FULL_BELOW_BYTES:
            return StorageFull(f"{self._entry} is full. Make room in {self._place.path}.")
        return StorageNonsense(f"{self._entry} answers: {status}.")


def _check_is_file(name: str, mode: int | None) -> None:
    if mode is not None and not stat.S_ISREG(mode):
        raise StorageDenied(f"{name} on the storage is not a file.")


def _is_there(wire: SftpWire, path: str) -> bool:
    try:
        wire.stat(path)
    except SftpStatus:
        return False
    return True


def _make_folders(wire: SftpWire, path: str, above: str = "") -> None:
    """Make a folder and its missing parents, down from ``above``."""
    if path in {above, "", "/", "."} or _is_there(wire, path):
        return
    _make_folders(wire, path.rpartition("/")[0], above)
    try:
        wire.mkdir(path)
    except SftpStatus:
        # Another connection may have made it at this moment.
        if not _is_there(wire, path):
            raise
