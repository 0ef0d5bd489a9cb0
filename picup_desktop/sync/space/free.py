"""Free up space: originals move to the system's trash, and their photos stay stored.

This can never count as a deletion. In this order, and while no pass runs:

1. the photo is recorded as ``remote_only``, in one transaction, after every condition
   for it was checked again;
2. the journal with this record is sent to the storages, so that a home that is put back from
   a backup, or a copy of this one, finds there that it is older (5-5, 5-6);
3. its file moves to the system's trash, if a last check shows the file that was read.

After a crash before the third the file is still there, and the next scan finds it and
clears ``remote_only``: nothing happened. After a crash following it, the photo is
``remote_only`` and a scan does not miss its file. If a file could not be moved, or no storage
took the journal, ``remote_only`` is cleared at once.
"""

import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.files.below import below
from picup_desktop.files.opening import sha256_of
from picup_desktop.files.status import bounded_time_ns
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.freeing import FreeCandidate
from picup_desktop.ledger.schema.database import in_parts
from picup_desktop.messages.message import Message
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import NOT_ASKED, ObjectNotFound, StorageError
from picup_desktop.sync.copies.heal import note_copy
from picup_desktop.sync.delete.delete import Trash, TrashFailed
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.seen.look import state_by_size
from picup_desktop.sync.space.plan import FreeRules, Kept, is_read_lately, plan_of, why_kept
from picup_desktop.sync.verify.verify import state_of
from picup_desktop.words import CopyState, Role

PHOTOS_AT_ONCE = 16
"""The most files to move between two passes, so that a pass is not delayed for long."""
PHOTOS_PER_PAGE = 500
NOT_WHOLE = {
    CopyState.MISSING: Message("not-any-more"),
    CopyState.DAMAGED: Message("damaged-2"),
}
NOT_ANNOUNCED = Message("no-storage-took-note")


@dataclass(frozen=True)
class FreeOrder:
    """The photos to free: of all albums, of some, or single photos; and their least age."""

    albums: tuple[str, ...] | None = None
    photo_ids: tuple[int, ...] | None = None
    older_than_seconds: float = 0.0


@dataclass(frozen=True)
class NotFreed:
    """A file that stayed though it was to go, with the reason; ``role``: the storage at fault."""

    photo: FreeCandidate
    reason: Message
    role: Role | None = None


@dataclass
class FreeReport:
    """The result of freeing space."""

    freed_ids: list[int] = field(default_factory=list)
    bytes: int = 0
    kept: dict[Kept, int] = field(default_factory=dict)
    failed: list[NotFreed] = field(default_factory=list)
    stopped: bool = False

    @property
    def freed(self) -> int:
        """The number of files that were moved to the trash."""
        return len(self.freed_ids)


@dataclass(frozen=True)
class _Original:
    """The identity of a file when it was read, and the hash of its content."""

    path: Path
    trace: tuple[int, int, int, int, int]
    sha256: str

    @property
    def recorded(self) -> tuple[int, int]:
        """Its size and time in the form of the ledger."""
        return self.trace[2], bounded_time_ns(self.trace[3])


class Freeing:
    """Frees space; used once.

    ``between`` runs a function while no pass runs. ``announce`` sends the journal and returns
    whether a storage has all of it.
    """

    def __init__(
        self,
        ledger: Ledger,
        storages: Mapping[Role, Storage],
        clock: Clock,
        trash: Trash,
        *,
        between: Callable[[Callable[[], None]], None],
        announce: Callable[[], bool],
    ) -> None:
        self._ledger = ledger
        self._storages = storages
        self._clock = clock
        self._trash = trash
        self._between = between
        self._announce = announce
        self._report = FreeReport()
        self._out: dict[Role, Message] = {}
        """Storages that can't be asked, which no photo waits for again."""

    def run(self, order: FreeOrder, progress: JobProgress) -> FreeReport:
        """Free the files that may go; each copy is looked at, or read if it was not lately."""
        rules = FreeRules(self._clock.now(), order.older_than_seconds)
        plan = plan_of(candidates(self._ledger, order), rules)
        self._report.kept = plan.kept
        wanted = plan.wanted
        progress.begin(len(wanted), plan.size_bytes)
        for start in range(0, len(wanted), PHOTOS_AT_ONCE):
            if progress.cancelled():
                self._report.stopped = True
                break
            some = self._ledger.freeing.some(wanted[start : start + PHOTOS_AT_ONCE])
            self._free(some, order, progress)
        return self._report

    def _free(
        self, photos: Sequence[FreeCandidate], order: FreeOrder, progress: JobProgress
    ) -> None:
        ready: list[tuple[FreeCandidate, _Original]] = []
        for photo in photos:
            if progress.cancelled():
                self._report.stopped = True
                break
            original = self._checked(photo, order)
            if original is not None:
                ready.append((photo, original))
            progress.item_done(photo.size_bytes)
        if ready:
            self._between(lambda: self._move(ready, order))

    def _checked(self, photo: FreeCandidate, order: FreeOrder) -> _Original | None:
        """Read the file and compare it with the stored content; None if it stays, as recorded."""
        original = _read(Path(photo.album_path), photo.path)
        if original is None or original.recorded != (photo.size_bytes, photo.mtime_ns):
            self._fail(
                photo,
                Message("file-changed-cant-read-looked"),
            )
        elif original.sha256 != photo.sha256:
            self._fail(photo, Message("file-does-not-hold-what"))
        elif self._read_back(photo, order):
            return original
        return None

    def _read_back(self, photo: FreeCandidate, order: FreeOrder) -> bool:
        """Return whether both copies are whole: read back now, or recently and there still.

        What a storage gave back weeks ago says nothing of one that is away or empty by now.
        """
        rules = FreeRules(self._clock.now(), order.older_than_seconds)
        copies = {Role.MAIN: photo.main, Role.BACKUP: photo.backup}
        for role, copy in copies.items():
            if role in self._out:
                self._fail(photo, self._out[role], role)
                return False
            lately = is_read_lately(copy, rules)
            look = _state_there if lately else _state_by_reading
            try:
                state = look(self._storages[role], photo)
            except StorageError as error:
                if isinstance(error, NOT_ASKED):
                    self._out[role] = error.message
                self._fail(photo, error.message, role)
                return False
            if not lately or state is not CopyState.STORED:
                self._note(photo, role, state)
            if state is not CopyState.STORED:
                self._fail(photo, NOT_WHOLE[state], role)
                return False
        return True

    def _note(self, photo: FreeCandidate, role: Role, state: CopyState) -> None:
        if photo.object_id is not None:
            note_copy(self._ledger, self._clock, photo.object_id, role, state)

    def _move(self, ready: Sequence[tuple[FreeCandidate, _Original]], order: FreeOrder) -> None:
        """Decide again, record and move, between two passes."""
        now = self._clock.now()
        rules = FreeRules(now, order.older_than_seconds)
        ids = [photo.photo_id for photo, _ in ready]
        current = {one.photo_id: one for one in self._ledger.freeing.some(ids)}
        going = []
        for photo, original in ready:
            fresh = current.get(photo.photo_id)
            if fresh is None or why_kept(fresh, rules) is not None or _moved(photo, fresh):
                self._fail(photo, Message("changed-meanwhile"))
            else:
                going.append((photo, original))
        with self._ledger.transaction():
            self._ledger.photos.keep_remote([photo.photo_id for photo, _ in going], now)
        announced = bool(going) and self._announce()
        for photo, original in going:
            reason = self._to_trash(original) if announced else NOT_ANNOUNCED
            if reason is None:
                self._report.freed_ids.append(photo.photo_id)
                self._report.bytes += photo.size_bytes
                continue
            with self._ledger.transaction():
                self._ledger.photos.note_back([photo.photo_id])
            self._fail(photo, reason)

    def _to_trash(self, original: _Original) -> Message | None:
        """Move a file to the trash; return why it stays if it does."""
        if _trace(original.path) != original.trace:
            return Message("file-changed-meanwhile")
        try:
            self._trash(original.path)
        except TrashFailed as error:
            return error.fact
        return None

    def _fail(self, photo: FreeCandidate, reason: Message, role: Role | None = None) -> None:
        self._report.failed.append(NotFreed(photo, reason, role))


def candidates(ledger: Ledger, order: FreeOrder) -> Iterator[FreeCandidate]:
    """Yield the photos of an order; never loads all of a million at once."""
    if order.photo_ids is not None:
        for some in in_parts(sorted(set(order.photo_ids))):
            yield from ledger.freeing.some(some)
        return
    after_id = 0
    while page := ledger.freeing.page(
        after_id=after_id, at_most=PHOTOS_PER_PAGE, albums=order.albums
    ):
        yield from page
        after_id = page[-1].photo_id


def _moved(before: FreeCandidate, now: FreeCandidate) -> bool:
    """Return whether the record has another path, file or version by now."""
    return (before.album_path, before.path, before.size_bytes, before.mtime_ns, before.sha256) != (
        now.album_path,
        now.path,
        now.size_bytes,
        now.mtime_ns,
        now.sha256,
    )


def _read(folder: Path, name: str) -> _Original | None:
    """Read and hash a file; None if it can't be read, or changed meanwhile."""
    try:
        path = below(folder, name)
        before = _trace(path)
        if before is None:
            return None
        digest = sha256_of(path)
    except OSError:
        return None
    return _Original(path, before, digest) if _trace(path) == before else None


def _state_by_reading(storage: Storage, photo: FreeCandidate) -> CopyState:
    """Read a copy back. Any StorageError of the storage itself."""
    return state_of(storage, photo.object_name, photo.sealed_bytes)


def _state_there(storage: Storage, photo: FreeCandidate) -> CopyState:
    """Look whether a copy is there with its size. Any StorageError."""
    try:
        size_bytes = storage.stat(photo.object_name).size_bytes
    except ObjectNotFound:
        return CopyState.MISSING
    return state_by_size(size_bytes, photo.sealed_bytes)


def _trace(path: Path) -> tuple[int, int, int, int, int] | None:
    """Return the identity of one version of a file: device, inode, size, mtime, ctime."""
    try:
        status = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
