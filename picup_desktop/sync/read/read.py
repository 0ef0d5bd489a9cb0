"""Read one photo back (DISASTERS 2-1 to 2-3).

Permission is checked first, without any network. Every byte is authenticated, and
the whole compared with its hashes, before the file gets its final name.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from picup_desktop.attention import items, subjects
from picup_desktop.clock import Clock
from picup_desktop.errors import NoStorageReached, PicupError
from picup_desktop.files.unfinished import UNFINISHED, Unfinished
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.messages.message import Message, Value
from picup_desktop.names import shown
from picup_desktop.storage.base import Piece, Storage
from picup_desktop.storage.errors import (
    AnotherVault,
    ObjectNotFound,
    SourceUnreadable,
    StorageAway,
    StorageError,
    is_about_one_name,
)
from picup_desktop.sync.copies.heal import check_place, enough, fetched, note_copy, put_back
from picup_desktop.sync.read.local import Original, PhotoOutput, Placing, replacing
from picup_desktop.sync.read.lookup import PhotoToRead, fetch, look_up
from picup_desktop.sync.read.unseal import AlbumKeys, unseal
from picup_desktop.vault.age import Identity
from picup_desktop.vault.errors import Damaged, NotForThisKey
from picup_desktop.vault.keys import open_album_key
from picup_desktop.words import AttentionKind, CopyState, PhotoState, Role

PIECE_BYTES = 1 << 18
LOCAL = "local"


class PhotoNotReadable(PicupError):
    """No storage could give the photo; the sentence names each one's reason (2-3)."""

    title = "title-photo-cant-read"

    def __init__(
        self, code: str, /, reasons: Mapping[Role, Message] | None = None, **values: Value
    ) -> None:
        super().__init__(code, **values)
        self.reasons = dict(reasons or {})
        """The reason of each storage, if both were asked."""


class PhotoNotReachable(NoStorageReached):
    """Neither storage answers; ``reasons`` as in ``PhotoNotReadable``."""

    def __init__(self, code: str, /, reasons: Mapping[Role, Message], **values: Value) -> None:
        super().__init__(code, **values)
        self.reasons = dict(reasons)


@dataclass(frozen=True)
class ReadReport:
    """The source that a photo was read from, and the storages that were repaired meanwhile."""

    served_from: str
    repaired: tuple[Role, ...] = ()
    placed: bool = True
    """False if ``placing`` found the file's name taken."""


def _copied(original: Original, record: ObjectRecord | None, output: PhotoOutput) -> bool:
    digest = original.copy(output)
    return digest is not None and not (record is not None and original.has_rotted(record, digest))


class Reader:
    """Reads photos of an unlocked vault; may be used by several threads."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        storages: Mapping[Role, Storage],
        vault_keys: Sequence[Identity],
        clock: Clock,
        scratch: Path,
        recovery_key: Identity | None = None,
    ) -> None:
        """``vault_keys``: the one that counts, then the former ones.

        ``recovery_key`` of the kit, if given, opens photos that no keys file has a key for."""
        self._recovery_key = recovery_key
        self._keys: dict[int, Identity] = {}
        self._ledger = ledger
        self._storages = storages
        self._vault_keys = vault_keys
        self._others: tuple[Identity, ...] | None = None
        self._clock = clock
        self._scratch = scratch
        self._unfinished = Unfinished(scratch / UNFINISHED)

    def output(self, target: Path, placing: Placing = replacing) -> PhotoOutput:
        """Return a new file, which is noted as long as it is not whole. FileProblem."""
        return PhotoOutput(target, placing, self._unfinished)

    def look_up(self, photos: Sequence[PhotoRecord]) -> list[PhotoToRead]:
        """Look several photos up for ``read``, and fetch the bytes of small ones."""
        return fetch(self._storages[Role.MAIN], look_up(self._ledger, photos))

    def read(
        self,
        photo: PhotoRecord,
        target: Path,
        *,
        remote: bool = False,
        wanted: PhotoToRead | None = None,
        placing: Placing = replacing,
    ) -> ReadReport:
        """Write the photo to ``target`` with its time; ``remote`` ignores a local original.
        ``wanted`` is the result of ``look_up``, if that was called; ``placing`` gives the
        complete file its name.

        NotForThisKey or Damaged if the album's key can't be opened (2-1);
        PhotoNotReadable or NoStorageReached as 2-3 says; FileProblem for the target.
        """
        if wanted is None:
            (wanted,) = look_up(self._ledger, [photo])
        original, record = wanted.original, wanted.record
        if original is not None and not remote:
            with self.output(target, placing) as output:
                if _copied(original, record, output):
                    return ReadReport(LOCAL, placed=output.keep())
        if record is None:
            reason = photo.reason or Message("waits-for-upload")
            raise PhotoNotReadable(
                "photo-on-no-storage-yet", photo=shown(photo.path), reason=reason
            )
        identity = self._album_key(record)
        with self.output(target, placing) as output:
            report = self._from_storages(wanted, record, identity, output)
            if photo.state in {PhotoState.PROTECTED, PhotoState.HALF_PROTECTED}:
                # The object may be sealed from another file of the same content, with its time.
                output.mtime_ns = photo.mtime_ns
            return replace(report, placed=output.keep())

    def _album_key(self, record: ObjectRecord) -> Identity:
        """Return the album's key, opened once for all threads and photos of the album."""
        known = self._keys.get(record.album_id)
        if known is None:
            known = self._keys[record.album_id] = self._open_key(record)
        return known

    def _open_key(self, record: ObjectRecord) -> Identity:
        album = self._ledger.albums.get(record.album_id)
        if album is None:
            raise PhotoNotReadable("ledger-names-no-album-for", object=record.name)
        own = []
        if album.sealed_identity or self._recovery_key is None:
            own = [open_album_key(album.sealed_identity, self._vault_keys)]
        return AlbumKeys(own, self._all_keys)

    def _all_keys(self) -> Iterator[Identity]:
        if self._recovery_key is not None:
            yield self._recovery_key
        if self._others is None:
            self._others = tuple(self._opened_keys())
        yield from self._others

    def _opened_keys(self) -> Iterator[Identity]:
        """Yield every key that an album has or had, opened."""
        albums = (album.sealed_identity for album in self._ledger.albums.all(removed=True))
        for sealed in (*self._ledger.trust.former_album_keys().values(), *albums):
            try:
                yield open_album_key(sealed, self._vault_keys)
            except (Damaged, NotForThisKey):
                # Its own photos report that; this one may open with another key.
                continue

    def _from_storages(
        self,
        wanted: PhotoToRead,
        record: ObjectRecord,
        identity: Identity,
        output: PhotoOutput,
    ) -> ReadReport:
        most = enough(record.sealed_bytes)
        fetched = None if wanted.sealed is None else iter((wanted.sealed,))
        try:
            pieces = fetched or self._storages[Role.MAIN].get(record.name, 0, most)
            self._unseal(pieces, record, identity, output)
        except (StorageError, Damaged) as error:
            main_error = error
        else:
            return ReadReport(Role.MAIN.value)
        output.restart()
        try:
            repaired = self._from_backup(record, identity, output, main_error)
        except (StorageError, Damaged) as backup_error:
            self._note(record, Role.MAIN, main_error)
            self._note(record, Role.BACKUP, backup_error)
            raise self._neither(wanted, main_error, backup_error) from backup_error
        return ReadReport(Role.BACKUP.value, repaired)

    def _unseal(
        self,
        pieces: Iterator[Piece],
        record: ObjectRecord,
        identity: Identity,
        output: PhotoOutput,
    ) -> None:
        content = unseal(pieces, record, identity, output)
        if not record.sha256:
            self._ledger.objects.note_content(record.id, content)

    def _from_backup(
        self,
        record: ObjectRecord,
        identity: Identity,
        output: PhotoOutput,
        main_error: StorageError | Damaged,
    ) -> tuple[Role, ...]:
        """Read backup's copy; return the storages whose copy was restored."""
        if isinstance(main_error, ObjectNotFound):
            # Without room here for what goes to main, the photo is read all the same.
            with suppress(SourceUnreadable):
                return self._from_backup_with_repair(record, identity, output)
            output.restart()
        self._note(record, Role.MAIN, main_error)
        most = enough(record.sealed_bytes)
        pieces = self._storages[Role.BACKUP].get(record.name, 0, most)
        self._unseal(pieces, record, identity, output)
        return ()

    def _from_backup_with_repair(
        self, record: ObjectRecord, identity: Identity, output: PhotoOutput
    ) -> tuple[Role, ...]:
        """Restore the copy that main lost from backup, before the read returns (2-2a)."""
        with fetched(self._storages[Role.BACKUP], record, self._scratch) as sealed:
            with sealed.open("rb") as file:
                pieces = iter(lambda: file.read(PIECE_BYTES), b"")
                self._unseal(pieces, record, identity, output)
            try:
                self._check_main_place()
                put_back(self._storages[Role.MAIN], record.name, sealed, replace=False)
            except AnotherVault:
                # What is missing there says nothing of this vault's own disk (5-2).
                return ()
            except StorageError:
                # Main itself failed, not only the one object; the next pass completes it.
                self._set(record, Role.MAIN, CopyState.MISSING)
                return ()
        if self._ledger.objects.copies(record.id)[Role.MAIN] is CopyState.STORED:
            # More may be gone than this one, which the next pass sees (5-1).
            self._ledger.storages.doubt(Role.MAIN, self._clock.now())
        self._set(record, Role.MAIN, CopyState.STORED)
        return (Role.MAIN,)

    def _check_main_place(self) -> None:
        vault = self._ledger.vaults.get()
        if vault is not None:
            check_place(self._storages[Role.MAIN], vault.vault_id)

    def _note(self, record: ObjectRecord, role: Role, error: StorageError | Damaged) -> None:
        """Record a copy's state after a failure; an unreachable storage says nothing (2-3)."""
        match error:
            case Damaged():
                self._set(record, role, CopyState.DAMAGED)
            case ObjectNotFound():
                self._set(record, role, CopyState.MISSING)
            case StorageError() if is_about_one_name(error):
                self._set(record, role, CopyState.DAMAGED)
            case _:
                pass

    def _set(self, record: ObjectRecord, role: Role, state: CopyState) -> None:
        note_copy(self._ledger, self._clock, record.id, role, state)

    def _neither(
        self,
        wanted: PhotoToRead,
        main: StorageError | Damaged,
        backup: StorageError | Damaged,
    ) -> PicupError:
        """Return the error to raise; a local original is queued for upload, else an item opened."""
        photo, original = wanted.photo, wanted.original
        message = Message(
            "could-not-read-main-backup",
            photo=shown(photo.path),
            main=main.message,
            backup=backup.message,
        )
        reasons = {Role.MAIN: main.message, Role.BACKUP: backup.message}
        if isinstance(main, StorageAway) and isinstance(backup, StorageAway):
            return PhotoNotReachable(message.code, reasons, **message.values)
        lost = self._ledger.photos.get(photo.id)
        if lost is not None and lost.state is PhotoState.FAILED:
            now = self._clock.now()
            with self._ledger.transaction():
                if original is not None and original.unchanged():
                    self._ledger.photos.note_reason(photo.id, PhotoState.WAITING, message, now)
                    self._ledger.attention.close(AttentionKind.DAMAGED, subjects.photo(photo.id))
                else:
                    self._ledger.attention.open(items.lost(photo.id, photo.path, message), now)
        return PhotoNotReadable(message.code, reasons, **message.values)
