"""Put one object onto an SFTP server.

A put waits three times: a part is opened below ``tmp/``; its bytes, a flush and a
check of its size are pipelined; and it is renamed only after all of them succeeded.
SFTP's own rename is tried first: most servers refuse it where the name is taken, so nothing
is overwritten, whereas ``posix-rename`` would; that one is used only where the plain
one does not work and the name is free. A name that does not say its bytes is claimed first,
because other servers' rename overwrites.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import paramiko

from picup_desktop.storage.base import Progress, pieces
from picup_desktop.storage.errors import ObjectExists, StorageNonsense
from picup_desktop.storage.sftp.claim import Claim
from picup_desktop.storage.sftp.files import (
    is_there,
    make_folder,
    open_part,
    path_of,
    was_answered,
)
from picup_desktop.storage.sftp.meaning import meaning, meaning_of_a_refused_write
from picup_desktop.storage.sftp.packets import FSYNC, POSIX_RENAME, SftpStatus, WireBroken
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.wire import AHEAD_BYTES, SftpWire
from picup_desktop.storage.trust.known_hosts import host_entry

LINK_ERRORS = (WireBroken, paramiko.SSHException, EOFError, OSError)
"""Errors after which the connection is unusable."""


class SftpPut:
    """The state of one put."""

    def __init__(
        self, wire: SftpWire, place: SftpPlace, name: str, part: str, claim: Claim | None = None
    ) -> None:
        """``claim``: the claim to make on the name, unless the name says its bytes."""
        self._claim = claim
        self._wire = wire
        self._place = place
        self._name = name
        self._part = part
        self._entry = host_entry(place.host, place.port)

    def run(self, source: Path, progress: Progress | None, known_folders: set[str]) -> None:
        """Do the put. If it fails on a working connection, the part is removed."""
        wire = self._wire
        handle = open_part(wire, self._place, self._part)
        try:
            folder = self._name.rpartition("/")[0]
            if folder and folder not in known_folders:
                # Pipelined without waiting: the folder mostly exists; otherwise this makes it.
                wire.drop(wire.request_mkdir(path_of(self._place, folder)))
            size_bytes = self._write(handle, source, progress)
            with self._claimed():
                self._rename(folder)
                self._check_named(size_bytes)
            known_folders.add(folder)
        except SftpStatus as status:
            # Find the cause first: removing the part would hide a full disk.
            error = meaning(wire, status, self._place, self._name)
            self._undo(handle)
            raise error from status
        except LINK_ERRORS:
            raise
        except BaseException:
            self._undo(handle)
            raise

    @contextmanager
    def _claimed(self) -> Iterator[None]:
        """Hold the claim, if there is one. ObjectExists if another writer has the name."""
        if self._claim is None:
            yield
            return
        self._claim.make()
        yield
        self._claim.take_back()

    def _write(self, handle: bytes, source: Path, progress: Progress | None) -> int:
        """Send all bytes and check every answer, because pipelined writes lose errors otherwise.

        Returns the size in bytes.
        """
        wire = self._wire
        waiting: deque[int] = deque()
        offset = 0
        for data in pieces(source, wire.write_bytes):
            waiting.append(wire.write(handle, offset, data))
            offset += len(data)
            if len(waiting) * wire.write_bytes >= AHEAD_BYTES:
                self._see(waiting.popleft())
            if progress is not None:
                progress(offset)
        if FSYNC in wire.extensions:
            waiting.append(wire.fsync(handle))
        look = wire.fstat(handle)
        # Some servers, and disks behind them, say only here that nothing was written.
        waiting.append(wire.request_close(handle))
        taken = wire.request_stat(path_of(self._place, self._name))
        while waiting:
            self._see(waiting.popleft())
        size = wire.attributes(look).size_bytes
        if size != offset:
            raise StorageNonsense(
                "object-was-cut-short",
                name=self._name,
                server=self._entry,
                size=str(size),
                sent=offset,
            )
        if was_answered(wire, taken):
            raise ObjectExists("name-is-on-server-already", name=self._name, server=self._entry)
        return offset

    def _check_named(self, size_bytes: int) -> None:
        """Check the size under the final name, which was free and is ours now."""
        final = path_of(self._place, self._name)
        there = self._wire.stat(final).size_bytes
        if there != size_bytes:
            self._wire.drop(self._wire.request_remove(final))
            raise StorageNonsense(
                "object-is-too-short-on-server",
                name=self._name,
                server=self._entry,
                size=str(there),
                expected=size_bytes,
            )

    def _see(self, number: int) -> None:
        try:
            self._wire.answer(number)
        except SftpStatus as status:
            raise meaning_of_a_refused_write(
                self._wire, status, self._place, self._name
            ) from status

    def _rename(self, folder: str, *, made: bool = False) -> None:
        wire = self._wire
        final = path_of(self._place, self._name)
        try:
            wire.rename(self._part, final)
        except SftpStatus as refused:
            if is_there(wire, final):
                raise ObjectExists(
                    "name-is-on-server-already", name=self._name, server=self._entry
                ) from refused
            if not made and not is_there(wire, path_of(self._place, folder)):
                make_folder(wire, self._place, folder)
                self._rename(folder, made=True)
                return
            if POSIX_RENAME not in wire.extensions:
                raise
            wire.posix_rename(self._part, final)

    def _undo(self, handle: bytes) -> None:
        """Close and remove the part: an open file uses space even after it is removed."""
        self._wire.close(handle)
        self._wire.drop(self._wire.request_remove(self._part))
        if self._claim is not None:
            self._claim.take_back()
        self._wire.flush()
