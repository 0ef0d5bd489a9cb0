"""Delete: the logical deletion, and the worker that carries it out (DISASTERS 3-1, 3-2)."""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace

from picup_desktop.clock import Clock, iso
from picup_desktop.ledger.deletions import LATE, MessageRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import (
    CourierDied,
    HostKeyChanged,
    HostKeyUnknown,
    LoginRefused,
    StorageAway,
    StorageError,
    StorageNonsense,
    StorageUnreachable,
)
from picup_desktop.sync import causes
from picup_desktop.sync.housekeeping import keep_house
from picup_desktop.sync.outcomes import next_attempt_at
from picup_desktop.sync.removal import enqueue_objects
from picup_desktop.sync.stopping import PassStopped
from picup_desktop.words import PhotoState, Role

# Nothing could be asked of the storage: the message waits, and this was no attempt.
NOT_ASKED = (StorageAway, LoginRefused, HostKeyChanged, HostKeyUnknown)
PHOTOS_PER_QUESTION = 500

log = logging.getLogger(__name__)


def delete_photos(ledger: Ledger, settings: Settings, photo_ids: Sequence[int], now: float) -> None:
    """Delete photos logically and ask for their objects to go after the grace (3-1, 3-1b).

    Call it inside a transaction. An object that another photo still needs stays,
    and a photo that is deleted already, or is another computer's, stays as it is.
    """
    others = ledger.journal.foreign(photo_ids)
    ours = [photo_id for photo_id in photo_ids if photo_id not in others]
    found = [photo for i in ours if (photo := ledger.photos.get(i)) is not None]
    photos = [photo for photo in found if photo.state is not PhotoState.DELETED]
    for some in _chunks([photo.id for photo in photos]):
        ledger.photos.set_deleted(some, now)
        for photo_id in some:
            ledger.attention.close(*causes.upload_subject(photo_id))
    of_object = {photo.object_id: photo.id for photo in photos if photo.object_id is not None}
    unwanted = [
        record
        for some in _chunks(list(of_object))
        for record in ledger.objects.unwanted(some)
        if not ledger.withdrawals.fates(record.name)
    ]
    enqueue_objects(
        ledger,
        settings,
        unwanted,
        at=now,
        available_at=now + settings.grace_days * DAY_SECONDS,
        photo_of=of_object,
    )


def _chunks(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[i : i + PHOTOS_PER_QUESTION] for i in range(0, len(ids), PHOTOS_PER_QUESTION)]


@dataclass
class DeletionReport:
    """What a run of the worker came to."""

    removed: int = 0
    """Objects gone from a storage, each storage counted."""
    away: dict[Role, str] = field(default_factory=dict)
    """Storages that could not be asked, with the reason; their messages wait."""
    refused: dict[str, int] = field(default_factory=dict)
    """Why attempts failed, and how many for each reason."""
    dead: int = 0
    """New dead letters."""


@dataclass(frozen=True)
class _Attempt:
    """What one attempt at a message came to."""

    gone: tuple[str, ...]
    unsure: tuple[str, ...]
    error: StorageError | None


class DeletionWorker:
    """Works through what is due on the storages that answer.

    At least once: a crash between the removal and its record repeats the removal,
    and what is gone already counts as gone. The ledger belongs to the thread that
    runs it; each message that is worked has a thread that talks to its storage.
    Whoever runs it holds the home's lock, so any other worker's lease is one of a
    worker that ended, and is over with it.
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
        self._name = secrets.token_hex(4)
        self._report = DeletionReport()

    def run(self, stopped: Callable[[], bool] = lambda: False) -> DeletionReport:
        """Until nothing is due, ``stopped`` says so, or the storages that have work are away."""
        self._report = DeletionReport()
        keep_house(self._ledger, self._settings, self._clock.now())
        self._expire()
        ended: dict[Future[_Attempt], MessageRecord] = {}
        under_way: dict[Future[_Attempt], MessageRecord] = {}
        lanes = len(Role) * self._settings.messages_ahead
        with ThreadPoolExecutor(lanes, thread_name_prefix="delete") as threads:
            while True:
                claimed = self._record_and_claim(ended, under_way, stopped=stopped())
                for message in claimed:
                    storage = self._storages[message.role]
                    under_way[threads.submit(self._attempt, message, storage)] = message
                if not under_way:
                    return self._report
                ended = {future: under_way.pop(future) for future in _wait_for_a_role(under_way)}

    def _expire(self) -> None:
        now = self._clock.now()
        with self._ledger.transaction():
            dead = self._ledger.deletions.expire_leases(
                now=now, retries=self._settings.deletion_retries, only_worker=self._name
            )
            for message in dead:
                self._tell_dead(message, LATE, now)

    def _record_and_claim(
        self,
        ended: Mapping[Future[_Attempt], MessageRecord],
        under_way: Mapping[Future[_Attempt], MessageRecord],
        *,
        stopped: bool,
    ) -> list[MessageRecord]:
        """One transaction for both, for each one costs a flush to the disk."""
        claimed: list[MessageRecord] = []
        with self._ledger.transaction():
            for role in self._storages:
                self._record(
                    role,
                    [(m, future.result()) for future, m in ended.items() if m.role is role],
                )
                busy = any(message.role is role for message in under_way.values())
                if not stopped and not busy and role not in self._report.away:
                    claimed += self._claim(role)
        return claimed

    def _claim(self, role: Role) -> list[MessageRecord]:
        """The next messages; a claim of which nothing is left is followed by another."""
        while True:
            messages = self._ledger.deletions.claim(
                role,
                now=self._clock.now(),
                lease_seconds=self._settings.lease_seconds,
                at_most=self._settings.messages_ahead,
                worker=self._name,
            )
            names = [name for message in messages for name in message.objects]
            needed = self._ledger.withdrawals.needed(names) if names else frozenset()
            kept = [m for message in messages if (m := self._spared(message, needed)) is not None]
            if kept or not messages:
                return kept

    def _spared(self, message: MessageRecord, needed: frozenset[str]) -> MessageRecord | None:
        """The message without what a living photo needs; None if nothing is left of it.

        While it is leased nothing can be linked to its objects, so this holds
        until the attempt is recorded.
        """
        left = tuple(name for name in message.objects if name not in needed)
        if left == message.objects:
            return message
        log.warning(
            "Message %d asked to remove %d objects from %s that photos need; they stay.",
            message.id,
            len(message.objects) - len(left),
            message.role.value,
            extra={"scenario": "3-1"},
        )
        self._ledger.withdrawals.spare(message.id, sorted(needed))
        return replace(message, objects=left) if left else None

    def _attempt(self, message: MessageRecord, storage: Storage) -> _Attempt:
        """Remove a message's objects, in a thread of its own."""
        gone: list[str] = []
        unsure: list[str] = []
        error: StorageError | None = None
        for name in message.objects:
            if self._clock.now() >= (message.leased_until or 0.0):
                # Another worker may have it by now, and this one's word counts no more.
                break
            try:
                storage.remove(name)
            except StorageError as failure:
                error = failure
                if _may_have_removed(failure):
                    unsure.append(name)
                if isinstance(failure, NOT_ASKED):
                    break
            except PassStopped:
                unsure.append(name)
                error = StorageAway("The program was stopped.")
                break
            else:
                gone.append(name)
        return _Attempt(tuple(gone), tuple(unsure), error)

    def _record(self, role: Role, attempts: Sequence[tuple[MessageRecord, _Attempt]]) -> None:
        """What attempts at one storage came to."""
        if not attempts:
            return
        now, ledger = self._clock.now(), self._ledger
        gone = [name for _, attempt in attempts for name in attempt.gone]
        ledger.deletions.note_gone([message for message, _ in attempts], gone, now)
        if gone:
            ledger.objects.forget_gone(gone)
        self._report.removed += len(gone)
        ledger.deletions.acknowledge([m for m, attempt in attempts if attempt.error is None], now)
        for message, attempt in attempts:
            ledger.deletions.note_unsure(message, attempt.unsure, now)
            if isinstance(attempt.error, NOT_ASKED):
                sentence = attempt.error.sentence
                self._report.away[role] = sentence
                again_at = now + self._settings.first_backoff_seconds
                ledger.deletions.give_back(message, sentence, now=now, again_at=again_at)
            elif attempt.error is not None:
                self._refuse(message, attempt.error, now)

    def _refuse(self, message: MessageRecord, error: StorageError, now: float) -> None:
        spent = message.attempts > self._settings.deletion_retries
        again_at = None if spent else next_attempt_at(now, message.attempts - 1, self._settings)
        refused = self._ledger.deletions.refuse(message, error.sentence, now=now, again_at=again_at)
        reason = f"{message.role.value}: {error.sentence}"
        self._report.refused[reason] = self._report.refused.get(reason, 0) + 1
        log.warning(
            "Attempt %d at message %d on %s failed: %s",
            message.attempts,
            message.id,
            message.role.value,
            error.sentence,
            extra={"scenario": "3-2"},
        )
        if refused and spent:
            left = self._ledger.deletions.get(message.id) or message
            self._tell_dead(left, error.sentence, now)

    def _tell_dead(self, message: MessageRecord, reason: str, now: float) -> None:
        photos = [self._ledger.photos.get(photo_id) for photo_id in message.photo_ids]
        paths = [photo.path for photo in photos if photo is not None]
        self._report.dead += 1
        log.error(
            "Message %d on %s is a dead letter after %d attempts: %s",
            message.id,
            message.role.value,
            message.attempts,
            reason,
            extra={"scenario": "3-2"},
        )
        self._ledger.attention.open(causes.dead_letter(message, paths, reason, iso(now)), now)


def _wait_for_a_role(
    under_way: Mapping[Future[_Attempt], MessageRecord],
) -> list[Future[_Attempt]]:
    """The ended attempts at the storages that have none under way any more.

    Together they cost one transaction, and a slow storage never holds up the other.
    """
    while True:
        wait([f for f in under_way if not f.done()], return_when=FIRST_COMPLETED)
        busy = {message.role for future, message in under_way.items() if not future.done()}
        ended = [future for future, message in under_way.items() if message.role not in busy]
        if ended:
            return ended


def _may_have_removed(error: StorageError) -> bool:
    """Whether the removal may have happened though it failed: the answer never came."""
    lost_link = isinstance(error, StorageAway) and not isinstance(error, StorageUnreachable)
    return lost_link or isinstance(error, (CourierDied, StorageNonsense))
