"""A storage on an SFTP server.

An instance belongs to one thread. After a broken connection the next call reconnects. A
connection that the server closed while it was idle is noticed before it is used: servers and
routers drop idle ones, and a computer that slept has lost all of them.
"""

import logging
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import inf
from pathlib import Path

from picup_desktop.clock import seconds_with_sleep
from picup_desktop.names import plain
from picup_desktop.storage.base import (
    MOST_LEVELS,
    MOST_NAMES,
    Get,
    ObjectInfo,
    Piece,
    Probe,
    Progress,
    Put,
    says_its_bytes,
)
from picup_desktop.storage.errors import (
    ObjectNotFound,
    StorageAway,
    StorageError,
    StorageImpossible,
    StorageNonsense,
    StorageStalled,
    StorageUnreachable,
)
from picup_desktop.storage.one_by_one import put_one_by_one
from picup_desktop.storage.place import Access, FolderListing, holds_nothing
from picup_desktop.storage.sftp.claim import Claim, new_claim_path
from picup_desktop.storage.sftp.files import make_folders, new_part_path, open_part, path_of
from picup_desktop.storage.sftp.folders import folders_at, make_one_folder
from picup_desktop.storage.sftp.many import SftpPutMany, get_many
from picup_desktop.storage.sftp.meaning import (
    check_is_file,
    check_is_folder,
    meaning,
    meaning_of_a_kept_probe,
    meaning_of_a_refusal,
)
from picup_desktop.storage.sftp.packets import (
    Attributes,
    Code,
    OpenFlag,
    SftpStatus,
    WireNonsense,
    reason_for,
)
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.put import LINK_ERRORS, SftpPut
from picup_desktop.storage.sftp.ssh.connect import Link, connected
from picup_desktop.storage.sftp.wire import SftpWire
from picup_desktop.storage.sums import StoredSum, no_sums
from picup_desktop.storage.trust.known_hosts import host_entry

log = logging.getLogger(__name__)

LIST_TRIES = 4
"""Some servers break a listing off when a file in it goes meanwhile."""
WHOLE_FILE = 1 << 62
IDLE_SECONDS = 10.0
"""After that long without a request, sleep of the computer included, the server is asked first."""


class SftpStorage:
    """Objects as files below a root folder on the server."""

    def __init__(self, place: SftpPlace, access: Access) -> None:
        self._place = place
        self._access = access
        self._link: Link | None = None
        self._used_at = 0.0
        self._folders: set[str] = set()
        self._left_behind: set[str] = set()

    def prepare(self) -> None:
        """Make the root folder and its parents; called at setup."""
        with self._wire_for("") as wire:
            make_folders(wire, self._place.path)
            check_is_folder(wire, self._place)

    def real_path(self) -> str:
        """Return the root folder as the server resolves it; as written if it does not say."""
        with self._wire_for("") as wire:
            try:
                return wire.real_path(self._place.path)
            except SftpStatus:
                return self._place.path

    def folders(self, file: str) -> FolderListing:
        """As ``Place.folders``."""
        with self._wire_for("") as wire:
            return folders_at(wire, self._place.path, file)

    def make_folder(self) -> None:
        """As ``Place.make_folder``."""
        with self._wire_for("") as wire:
            make_one_folder(wire, self._place)

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """As ``Storage.put``."""
        place, writer = self._place, self._access.writer
        part = new_part_path(place, writer)
        claimed = None if says_its_bytes(name) else new_claim_path(place, name, writer)
        ours = {part} if claimed is None else {part, claimed}
        try:
            with self._wire_for(name) as wire:
                self._remove_left_behind(wire)
                self._left_behind |= ours
                claim = None if claimed is None else Claim(wire, place, name, claimed, writer)
                SftpPut(wire, place, name, part, claim).run(source, progress, self._folders)
        finally:
            if self._link is not None:
                # Renamed or removed; something is left behind only by a broken connection.
                self._left_behind -= ours

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``Storage.put_many``."""
        # The others are claimed, each by a put of its own.
        together = [put for put in puts if says_its_bytes(put.name)]
        parts = [new_part_path(self._place, self._access.writer) for _ in together]
        many: SftpPutMany | None = None
        try:
            with self._wire_for("") as wire:
                self._remove_left_behind(wire)
                self._left_behind.update(parts)
                many = SftpPutMany(wire, self._place, self._folders)
                many.run(together, parts, progress)
                self._left_behind.difference_update(parts)
        except StorageStalled:
            raise
        except StorageError as error:
            stored = set() if many is None else many.stored
            return [None if put.name in stored else error for put in puts]
        rest = [put for put in puts if put.name not in many.stored]
        errors = iter(put_one_by_one(self, rest, progress, many.rest_bytes))
        return [None if put.name in many.stored else next(errors) for put in puts]

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """As ``Storage.get``; about 2 MiB of read-ahead."""
        with self._wire_for(name) as wire:
            handle = self._opened(wire, name)
            try:
                attributes = wire.attributes(wire.fstat(handle))
                check_is_file(name, attributes.mode)
                size = attributes.size_bytes
                left = WHOLE_FILE if size is None else max(0, size - offset)
                wanted = left if length is None else min(length, left)
                yield from wire.read_ahead(handle, offset, wanted)
            finally:
                if self._link is not None:
                    wire.close(handle)
                    wire.flush()

    def _opened(self, wire: SftpWire, name: str) -> bytes:
        """Return the handle of a file to read; FolderInPlace where a folder is refused."""
        path = self._path(name)
        try:
            return wire.open(path, OpenFlag.READ)
        except SftpStatus as status:
            raise meaning_of_a_refusal(wire, status, self._place, name, path) from status

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """As ``Storage.get_many``."""
        with self._wire_for("") as wire:
            yield from get_many(wire, self._place, gets)

    def stat(self, name: str) -> ObjectInfo:
        """As ``Storage.stat``."""
        with self._wire_for(name) as wire:
            attributes = wire.stat(self._path(name))
        check_is_file(name, attributes.mode)
        return ObjectInfo(name, attributes.size_bytes or 0, attributes.modified_at or 0)

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``, folder by folder in their order."""
        left = [folder.strip("/") for folder in folders][::-1]
        listed = 0
        while left:
            folder = left.pop()
            entries = self._entries(folder)
            listed += 1 + len(entries)
            if listed > MOST_NAMES or folder.count("/") > MOST_LEVELS:
                self.close()
                raise StorageImpossible("server-lists-too-much", server=self._entry)
            for entry, attributes in entries:
                name = f"{folder}/{entry}" if folder else entry
                mode = attributes.mode or 0
                if stat.S_ISDIR(mode):
                    left.append(name)
                elif stat.S_ISREG(mode):
                    size, at = attributes.size_bytes or 0, attributes.modified_at or 0
                    yield ObjectInfo(name, size, at)

    def _entries(self, folder: str) -> Sequence[tuple[str, Attributes]]:
        """Return what is in a folder, sorted; nothing if it is missing or no folder."""
        for tries_left in reversed(range(LIST_TRIES)):
            try:
                with self._wire_for(folder) as wire:
                    return sorted(wire.list(self._path(folder)), key=lambda entry: entry[0])
            except ObjectNotFound:
                break
            except StorageNonsense:
                if not self._is_folder(folder):
                    break
                if not tries_left:
                    raise
        return []

    def _is_folder(self, name: str) -> bool:
        try:
            with self._wire_for(name) as wire:
                mode = wire.stat(self._path(name)).mode
        except ObjectNotFound:
            return False
        return mode is None or stat.S_ISDIR(mode)

    def remove(self, name: str) -> bool:
        """As ``Storage.remove``."""
        try:
            with self._wire_for(name) as wire:
                try:
                    wire.remove(self._path(name))
                except SftpStatus as status:
                    raise self._refused_removal(wire, status, name) from status
        except ObjectNotFound:
            return False
        return True

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``Storage.remove_many``; all are requested at once, if any time is left."""
        if seconds <= 0:
            return []
        gone: list[bool | StorageError] = []
        try:
            with self._wire_for("") as wire:
                numbers = [wire.request_remove(self._path(name)) for name in names]
                for name, number in zip(names, numbers, strict=True):
                    gone.append(self._was_removed(wire, name, number))
        except StorageStalled:
            raise
        except StorageError as error:
            gone += [error] * (len(names) - len(gone))
        return gone

    def _was_removed(self, wire: SftpWire, name: str, number: int) -> bool | StorageError:
        try:
            wire.answer(number)
        except SftpStatus as status:
            error = self._refused_removal(wire, status, name)
            return False if isinstance(error, ObjectNotFound) else error
        return True

    def _refused_removal(self, wire: SftpWire, status: SftpStatus, name: str) -> StorageError:
        return meaning_of_a_refusal(wire, status, self._place, name, self._path(name))

    def sums(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        """As ``Storage.sums``: a server notes none."""
        return no_sums(names)

    def free_bytes(self) -> int | None:
        """As ``Storage.free_bytes``."""
        with self._wire_for("") as wire:
            space = wire.space(self._place.path)
        return None if space is None else space.free_bytes

    def probe(self) -> Probe:
        """As ``Storage.probe``: writes and removes an empty file below ``tmp/``."""
        trial = new_part_path(self._place, self._access.writer)
        with self._wire_for("") as wire:
            # A connection outlives a volume: the mount may have changed since it was made.
            self._check_root(wire)
            started = time.monotonic()
            wire.stat(self._place.path)
            round_trip = time.monotonic() - started
            handle = open_part(wire, self._place, trial)
            wire.close(handle)
            try:
                wire.remove(trial)
            except SftpStatus as status:
                raise meaning_of_a_kept_probe(wire, status, self._place, trial) from status
            space = wire.space(self._place.path)
        free = None if space is None else space.free_bytes
        return Probe(round_trip, free, self._link.host_key if self._link else None)

    def close(self) -> None:
        """As ``Storage.close``."""
        if self._link is not None:
            self._link.close()
        self._link = None
        self._folders.clear()

    def _path(self, name: str) -> str:
        return path_of(self._place, name)

    def _connected(self) -> SftpWire:
        if self._link is not None and not self._is_usable(self._link):
            log.info("the connection to %s ended while it was idle", plain(self._entry))
            self.close()
        if self._link is None:
            self._folders.clear()
            self._link = connected(self._place, self._access)
            try:
                self._check_root(self._link.wire)
            except BaseException:
                self.close()
                raise
        return self._link.wire

    def _is_usable(self, link: Link) -> bool:
        """Return whether an open connection still works; asked of the server only after a rest.

        A router that forgot it says nothing, and the first request would stall.
        """
        if not link.is_open:
            return False
        rested_seconds = seconds_with_sleep() - self._used_at
        # A clock that was set back says nothing about the rest.
        if 0 <= rested_seconds < IDLE_SECONDS:
            return True
        return link.answers_within(self._access.connect_seconds)

    def _check_root(self, wire: SftpWire) -> None:
        """Raise StorageUnreachable if the root contains nothing of the vault.

        Checked once per connection, before anything else: on the bare mount point of a NAS's
        volume nothing may be written, and nothing missing counts as removed (5-2).
        """
        names = self._access.root_holds
        if names and not any(self._stands(wire, name) for name in names):
            raise StorageUnreachable.of(
                holds_nothing(self._place.path, names[0], server=self._entry)
            )

    def _stands(self, wire: SftpWire, name: str) -> bool:
        """Return whether an entry has the name; one that can't be checked counts as existing."""
        try:
            wire.stat(self._path(name))
        except SftpStatus as status:
            return status.code != Code.NO_SUCH_FILE
        return True

    def _remove_left_behind(self, wire: SftpWire) -> None:
        while self._left_behind:
            wire.drop(wire.request_remove(self._left_behind.pop()))

    @property
    def _entry(self) -> str:
        return host_entry(self._place.host, self._place.port)

    @contextmanager
    def _wire_for(self, name: str) -> Iterator[SftpWire]:
        """Yield the connected wire; translate its errors to StorageErrors."""
        try:
            wire = self._connected()
            try:
                yield wire
            except SftpStatus as status:
                raise meaning(wire, status, self._place, name) from status
            finally:
                self._used_at = seconds_with_sleep()
        except TimeoutError as error:
            self.close()
            raise StorageStalled(
                "server-made-no-progress", server=self._entry, seconds=self._access.stall_seconds
            ) from error
        except LINK_ERRORS as error:
            self.close()
            kind = StorageImpossible if isinstance(error, WireNonsense) else StorageAway
            raise kind("connection-broke", server=self._entry, why=reason_for(error)) from error
