"""Send each storage the journal segments that it lacks, in order.

Late segments and ones that a storage lost are written again, byte for byte. Segments
that a checkpoint replaced are removed from a storage once every part of the
checkpoint was read back from that same storage.
"""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.ledger.journal.journal import OwnSegment
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import plain
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectExists, ObjectNotFound, StorageError
from picup_desktop.sync.copies.heal import stored_digest
from picup_desktop.sync.home.hold import may_write_journal
from picup_desktop.sync.journal.write import JournalWriter, Signer
from picup_desktop.vault.journal import JOURNAL_FOLDER, SEALED_LIMIT_BYTES, parse_name
from picup_desktop.words import Role

log = logging.getLogger(__name__)


class JournalForked(Exception):
    """A storage has a segment of this device that this computer did not write."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class JournalSender:
    """Sends this computer's journal to storages, perhaps to both at once."""

    def __init__(self, ledger: Ledger, writer: JournalWriter, scratch: Path) -> None:
        self._ledger = ledger
        self._writer = writer
        self._scratch = scratch

    def run(self, role: Role, storage: Storage) -> None:
        """Send until the storage has everything. Any StorageError; JournalForked."""
        folder = f"{JOURNAL_FOLDER}/{self._writer.device_id}"
        listed = {info.name: info.size_bytes for info in storage.list(folder)}
        segments = self._ledger.journal.segments()
        self._check_ahead(storage, listed, segments)
        parts = last_checkpoint(segments)
        first = parts[0].number if parts else 0
        # Segments before a checkpoint are not needed beside the checkpoint.
        for segment in (one for one in segments if one.number >= first):
            self._bring(role, storage, segment, listed.get(self._writer.name(segment.number)))
        if parts:
            self._tidy(role, storage, listed)

    def _check_ahead(
        self, storage: Storage, listed: Mapping[str, int], segments: Sequence[OwnSegment]
    ) -> None:
        """Raise JournalForked if the storage has more segments than this computer wrote."""
        newest = segments[-1].number if segments else 0
        for name in sorted(listed):
            place = parse_name(name)
            if place is not None and place[1] > newest and self._is_genuine(storage, name):
                raise JournalForked(name)

    def _bring(
        self, role: Role, storage: Storage, segment: OwnSegment, listed_bytes: int | None
    ) -> None:
        name = self._writer.name(segment.number)
        if listed_bytes == segment.size_bytes and role in segment.on:
            return
        if listed_bytes is not None and not _is_whole(storage, name, segment):
            # Damaged or foreign bytes are removed; a segment of this device never is.
            if self._is_genuine(storage, name):
                raise JournalForked(name)
            storage.remove(name)
            listed_bytes = None
        if listed_bytes is None:
            if role in segment.on:
                log.warning("%s was lost on %s and is written again", plain(name), role.value)
            self._put(role, storage, name, segment)
        self._ledger.journal.note_on(segment.number, role)

    def _put(self, role: Role, storage: Storage, name: str, segment: OwnSegment) -> None:
        file = self._scratch / f"journal-{role.value}.part"
        try:
            file.write_bytes(self._ledger.journal.data(segment.number))
            storage.put(name, file)
        except ObjectExists:
            if not _is_whole(storage, name, segment):
                raise JournalForked(name) from None
        finally:
            file.unlink(missing_ok=True)

    def _is_genuine(self, storage: Storage, name: str) -> bool:
        try:
            data = b"".join(storage.get(name, 0, SEALED_LIMIT_BYTES + 1))
        except ObjectNotFound:
            return False
        return self._writer.is_genuine(name, data)

    def _tidy(self, role: Role, storage: Storage, listed: Mapping[str, int]) -> None:
        """Remove the segments before the last complete checkpoint, if that is stored there."""
        segments = self._ledger.journal.segments()
        parts = last_checkpoint(segments)
        if not parts:
            return
        first = parts[0].number
        old = [name for name in listed if (at := parse_name(name)) is not None and at[1] < first]
        if old:
            for part in parts:
                if not _is_whole(storage, self._writer.name(part.number), part):
                    log.warning("part %d of the checkpoint is damaged on %s", part.number, role)
                    return
            for name in sorted(old):
                storage.remove(name)
        if all(len(part.on) == len(Role) for part in parts):
            self._ledger.journal.drop_before(first)


class Announcement:
    """Writes and sends the journal between two passes, ahead of what must not be forgotten."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        clock: Clock,
        signer: Signer,
        storages: Mapping[Role, Storage],
        scratch: Path,
    ) -> None:
        self._ledger = ledger
        self._storages = storages
        self._writer = JournalWriter(ledger, clock, signer)
        self._sender = JournalSender(ledger, self._writer, scratch)

    def run(self) -> bool:
        """Return whether at least one storage has everything that happened until now.

        If this home is put back from a backup, or was copied, one storage that knows more is
        enough to hold every removal (5-5, 5-6). An old or copied home announces nothing.
        """
        if not may_write_journal(self._ledger):
            return False
        self._writer.begin()
        self._writer.write()
        announced = False
        for role, storage in self._storages.items():
            try:
                self._sender.run(role, storage)
            except StorageError as error:
                log.warning("the journal could not be sent to %s: %s", role.value, error.sentence)
            except JournalForked as error:
                log.warning("%s on %s was written by another home", plain(error.name), role.value)
                return False
            else:
                announced = True
        return announced


def last_checkpoint(segments: Sequence[OwnSegment]) -> list[OwnSegment]:
    """Return the parts of the newest complete checkpoint; empty if there is none."""
    parts: list[OwnSegment] = []
    found: list[OwnSegment] = []
    for segment in segments:
        if segment.part is None:
            parts = []
            continue
        parts = [*parts, segment] if segment.part > 1 else [segment]
        if len(parts) == segment.parts:
            found = parts
    return found


def _is_whole(storage: Storage, name: str, segment: OwnSegment) -> bool:
    """Return whether the storage has exactly these bytes; reads at most one byte more."""
    return stored_digest(storage, name, segment.size_bytes + 1) == segment.hash
