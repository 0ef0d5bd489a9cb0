"""Delete: the logical deletion, and the worker that carries it out (DISASTERS 3-1, 3-2)."""

from collections.abc import Mapping, Sequence

from picup_desktop.clock import Clock, iso
from picup_desktop.ledger.deletions import LATE, MessageRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageAway, StorageError
from picup_desktop.sync import causes
from picup_desktop.sync.outcomes import next_attempt_at
from picup_desktop.sync.removal import enqueue_objects
from picup_desktop.words import AttentionKind, CopyState, Role


def delete_photos(ledger: Ledger, settings: Settings, photo_ids: Sequence[int], now: float) -> None:
    """Delete photos logically and ask for their objects to go after the grace (3-1, 3-1b).

    Call it inside a transaction. An object that another photo still needs stays.
    """
    photos = [photo for i in photo_ids if (photo := ledger.photos.get(i)) is not None]
    ledger.photos.set_deleted([photo.id for photo in photos], now)
    of_object = {photo.object_id: photo.id for photo in photos if photo.object_id is not None}
    by_photo: dict[int, list[int]] = {}
    for record in ledger.objects.unwanted(list(of_object)):
        by_photo.setdefault(of_object[record.id], []).append(record.id)
    for photo_id, object_ids in by_photo.items():
        records = [found for i in object_ids if (found := ledger.objects.get(i)) is not None]
        enqueue_objects(
            ledger,
            settings,
            records,
            at=now,
            available_at=now + settings.grace_days * DAY_SECONDS,
            photo_id=photo_id,
        )


class DeletionWorker:
    """Works through what is due on the storages that answer.

    At least once: a crash between the removal and its record repeats the removal,
    and what is gone already counts as gone.
    """

    def __init__(
        self,
        ledger: Ledger,
        storages: Mapping[Role, Storage],
        clock: Clock,
        settings: Settings,
    ) -> None:
        self._ledger = ledger
        self._storages = storages
        self._clock = clock
        self._settings = settings

    def run(self) -> None:
        """Until nothing is due, or the storages that have work are away."""
        self._expire()
        for role, storage in self._storages.items():
            while messages := self._claim(role):
                reached = [self._work(message, storage) for message in messages]
                if not any(reached):
                    break

    def _expire(self) -> None:
        now = self._clock.now()
        with self._ledger.transaction():
            dead = self._ledger.deletions.expire_leases(
                now=now, retries=self._settings.deletion_retries
            )
            for message in dead:
                self._tell_dead(message, LATE, now)

    def _claim(self, role: Role) -> list[MessageRecord]:
        with self._ledger.transaction():
            return self._ledger.deletions.claim(
                role,
                now=self._clock.now(),
                lease_seconds=self._settings.lease_seconds,
                at_most=self._settings.messages_ahead,
            )

    def _work(self, message: MessageRecord, storage: Storage) -> bool:
        """Remove a message's objects; False if the storage is away."""
        gone: list[str] = []
        error: StorageError | None = None
        for name in message.objects:
            try:
                storage.remove(name)
            except StorageError as failure:
                error = failure
                if isinstance(failure, StorageAway):
                    break
            else:
                gone.append(name)
        self._record(message, gone, error)
        return not isinstance(error, StorageAway)

    def _record(
        self, message: MessageRecord, gone: Sequence[str], error: StorageError | None
    ) -> None:
        now, ledger = self._clock.now(), self._ledger
        with ledger.transaction():
            self._forget(message.role, gone)
            ledger.deletions.note_gone(message, gone, now)
            if error is None:
                ledger.deletions.acknowledge(message, now)
                ledger.attention.close(AttentionKind.DEAD_LETTER, f"message:{message.id}")
            elif isinstance(error, StorageAway):
                again_at = now + self._settings.first_backoff_seconds
                ledger.deletions.give_back(message, error.sentence, now=now, again_at=again_at)
            else:
                self._refuse(message, error, now)

    def _refuse(self, message: MessageRecord, error: StorageError, now: float) -> None:
        spent = message.attempts > self._settings.deletion_retries
        again_at = None if spent else next_attempt_at(now, message.attempts - 1, self._settings)
        refused = self._ledger.deletions.refuse(message, error.sentence, now=now, again_at=again_at)
        if refused and spent:
            self._tell_dead(message, error.sentence, now)

    def _tell_dead(self, message: MessageRecord, reason: str, now: float) -> None:
        photos = [self._ledger.photos.get(photo_id) for photo_id in message.photo_ids]
        paths = [photo.path for photo in photos if photo is not None]
        self._ledger.attention.open(causes.dead_letter(message, paths, reason, iso(now)), now)

    def _forget(self, role: Role, names: Sequence[str]) -> None:
        for name in names:
            record = self._ledger.objects.named(name)
            if record is not None:
                self._ledger.objects.set_copy(record.id, role, CopyState.NONE)
        self._ledger.objects.forget_gone(names)
