"""The worker that removes objects from the storages, and the housekeeping of each pass (3-1, 3-2).

Housekeeping completes the queue, keeps the ledger from growing for ever, and removes the
parts of uploads that never ended from the storages.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path

from picup_desktop.attention import items
from picup_desktop.backoff import next_attempt_at
from picup_desktop.clock import Clock, iso
from picup_desktop.ledger.deletions.deletions import LATE, MessageRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.storage.base import TEMPORARY_FOLDER, Storage, remove_unless_held
from picup_desktop.storage.errors import (
    NOT_ASKED,
    CourierDied,
    StorageAway,
    StorageError,
    StorageHolds,
    StorageNonsense,
    StorageUnreachable,
)
from picup_desktop.storage.parts import is_ours
from picup_desktop.sync.clock.watch import history_begins, storage_ahead_seconds
from picup_desktop.sync.delete.delete import retire_objects
from picup_desktop.sync.delete.held import again_at, first_to_end
from picup_desktop.sync.delete.same_content import link_lost
from picup_desktop.sync.home.hold import standing
from picup_desktop.sync.reach.cancellation import PassStopped
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.sync.reach.workers import THREADS, Crew
from picup_desktop.sync.scan.changed_many import keep_versions
from picup_desktop.words import Role

log = logging.getLogger(__name__)


@dataclass
class DeletionReport:
    """The result of a run of the worker."""

    removed: int = 0
    """Objects removed, counted once for each storage."""
    away: dict[Role, Message] = field(default_factory=dict)
    """Storages that did not answer, with the reason; their messages wait."""
    refused: dict[Message, int] = field(default_factory=dict)
    """Number of failed attempts by reason."""
    dead: int = 0
    """New dead letters."""


@dataclass(frozen=True)
class _Attempt:
    """The result of one attempt at a message."""

    message: MessageRecord
    gone: tuple[str, ...]
    unsure: tuple[str, ...]
    error: StorageError | None


class DeletionWorker:
    """Carries out the removals that are due on the storages that answer.

    Delivery is at least once: a crash between the removal and its record repeats the
    removal, and an object that is already gone counts as removed. The ledger belongs to
    the calling thread; the requests to each storage run in a thread of their own.
    The caller holds the home's lock, so any other lease belongs to a worker that has
    ended, and has expired with it.
    """

    def __init__(
        self,
        ledger: Ledger,
        storages: Mapping[Role, Storage],
        clock: Clock,
        settings: Settings,
        crew: Crew = THREADS,
    ) -> None:
        self._crew = crew
        self._ledger = ledger
        self._storages = storages
        self._clock = clock
        self._settings = settings
        self._name = secrets.token_hex(4)
        self._report = DeletionReport()

    def run(self, stopped: Callable[[], bool] = lambda: False) -> DeletionReport:
        """Run until nothing is due, ``stopped`` is true, or no storage with work answers."""
        self._report = DeletionReport()
        if standing(self._ledger) is not None:
            # Another copy of this home may rely on objects, which is not known here (5-5, 5-6).
            return self._report
        keep_house(self._ledger, self._settings, self._clock.now())
        self._expire()
        under_way: dict[Role, Future[list[_Attempt]]] = {}
        ended: list[_Attempt] = []
        with self._crew.executor(len(Role), "delete") as threads:
            while True:
                claimed = self._record_and_claim(ended, frozenset(under_way), stopped=stopped())
                for role, messages in claimed.items():
                    storage = self._storages[role]
                    under_way[role] = threads.submit(self._attempt, messages, storage)
                if not under_way:
                    return self._report
                ended = _first_ended(under_way)

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
        ended: Sequence[_Attempt],
        busy: frozenset[Role],
        *,
        stopped: bool,
    ) -> dict[Role, list[MessageRecord]]:
        """Record and claim in one transaction, since each costs a flush to the disk."""
        claimed: dict[Role, list[MessageRecord]] = {}
        with self._ledger.transaction():
            for role in self._storages:
                self._record(role, [one for one in ended if one.message.role is role])
                if not stopped and role not in busy and role not in self._report.away:
                    messages = self._claim(role)
                    if messages:
                        claimed[role] = messages
        return claimed

    def _claim(self, role: Role) -> list[MessageRecord]:
        """Claim the next messages; claim again if living photos need all their objects."""
        while True:
            messages = self._ledger.deletions.claim(
                role,
                now=self._clock.now(),
                lease_seconds=self._settings.lease_seconds,
                at_most=self._settings.messages_ahead,
                worker=self._name,
            )
            names = [name for message in messages for name in message.objects]
            needed = self._ledger.deletions.needed(names) if names else frozenset()
            kept = [m for message in messages if (m := self._spared(message, needed)) is not None]
            if kept or not messages:
                return kept

    def _spared(self, message: MessageRecord, needed: frozenset[str]) -> MessageRecord | None:
        """Return the message without objects that a living photo needs; None if none remain.

        While it is leased no photo can be linked to its objects, so this stays true
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
        self._ledger.deletions.exclude(message.id, sorted(needed))
        return replace(message, objects=left) if left else None

    def _attempt(self, messages: Sequence[MessageRecord], storage: Storage) -> list[_Attempt]:
        """Remove the remaining objects of several messages in one request; in its own thread."""
        names = [name for message in messages for name in message.objects]
        # After the lease another worker may have the messages, so this one stops in time.
        ends_at = min(message.leased_until or 0.0 for message in messages)
        answers: Sequence[bool | StorageError]
        try:
            answers = storage.remove_many(names, ends_at - self._clock.now())
        except StorageError as error:
            answers = [error] * len(names)
        except PassStopped:
            answers = [StorageAway("program-stopped")] * len(names)
        outcomes = dict(zip(names, answers, strict=False))
        return [_attempt_of(message, outcomes) for message in messages]

    def _record(self, role: Role, attempts: Sequence[_Attempt]) -> None:
        """Record the results of the attempts at one storage."""
        if not attempts:
            return
        now, ledger = self._clock.now(), self._ledger
        gone = [name for attempt in attempts for name in attempt.gone]
        ledger.deletions.note_gone([attempt.message for attempt in attempts], gone, now)
        if gone:
            ledger.objects.forget_gone(gone)
        self._report.removed += len(gone)
        # Objects that were not requested in time stay leased until the lease expires.
        whole = [a.message for a in attempts if len(a.gone) == len(a.message.objects)]
        ledger.deletions.acknowledge(whole, now)
        for attempt in attempts:
            message, error = attempt.message, attempt.error
            ledger.deletions.note_unsure(message, attempt.unsure, now)
            if isinstance(error, NOT_ASKED):
                self._report.away[role] = error.message
                at = now + self._settings.first_backoff_seconds
                ledger.deletions.give_back(message, error.message, now=now, again_at=at)
            elif isinstance(error, StorageHolds):
                self._wait_for_lock(message, error, now)
            elif error is not None:
                self._refuse(message, error, now)

    def _wait_for_lock(self, message: MessageRecord, lock: StorageHolds, now: float) -> None:
        """Let a message wait until its objects may go, which counts as no attempt."""
        reason = of_storage(message.role, lock.message)
        self._report.refused[reason] = self._report.refused.get(reason, 0) + 1
        log.info(
            "Message %d on %s waits: %s",
            message.id,
            message.role.value,
            lock.sentence,
            extra={"scenario": "3-2"},
        )
        self._ledger.deletions.give_back(
            message, lock.message, now=now, again_at=again_at(now, lock.until)
        )

    def _refuse(self, message: MessageRecord, error: StorageError, now: float) -> None:
        spent = message.attempts > self._settings.deletion_retries
        again_at = None if spent else next_attempt_at(now, message.attempts - 1, self._settings)
        refused = self._ledger.deletions.refuse(message, error.message, now=now, again_at=again_at)
        reason = of_storage(message.role, error.message)
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
            self._tell_dead(left, error.message, now)

    def _tell_dead(self, message: MessageRecord, reason: Message, now: float) -> None:
        photos = [self._ledger.photos.get(photo_id) for photo_id in message.photo_ids]
        paths = [photo.path for photo in photos if photo is not None]
        self._report.dead += 1
        log.error(
            "Message %d on %s is a dead letter after %d attempts: %s",
            message.id,
            message.role.value,
            message.attempts,
            in_english(reason),
            extra={"scenario": "3-2"},
        )
        item = items.dead_letter(
            message.id,
            message.role,
            paths,
            message.objects,
            reason=reason,
            attempts=message.attempts,
            at=iso(now),
        )
        self._ledger.attention.open(item, now)


def _attempt_of(message: MessageRecord, outcomes: Mapping[str, bool | StorageError]) -> _Attempt:
    """Combine a storage's answers for a message; that it was away outweighs the rest."""
    answers = [(name, outcomes[name]) for name in message.objects if name in outcomes]
    errors = [(name, error) for name, error in answers if isinstance(error, StorageError)]
    away = next((error for _, error in errors if isinstance(error, NOT_ASKED)), None)
    lock = first_to_end(error for _, error in errors)
    return _Attempt(
        message,
        gone=tuple(name for name, one in answers if not isinstance(one, StorageError)),
        unsure=tuple(name for name, error in errors if _may_have_removed(error)),
        error=away or lock or next((e for _, e in errors if not isinstance(e, StorageHolds)), None),
    )


def _first_ended(under_way: dict[Role, Future[list[_Attempt]]]) -> list[_Attempt]:
    """Return the attempts of the storages that are done; a slow one never delays the other."""
    wait(under_way.values(), return_when=FIRST_COMPLETED)
    done = [role for role, future in under_way.items() if future.done()]
    return [attempt for role in done for attempt in under_way.pop(role).result()]


def _may_have_removed(error: StorageError) -> bool:
    """Return whether the removal may have happened although its answer never came."""
    lost_link = isinstance(error, StorageAway) and not isinstance(error, StorageUnreachable)
    return lost_link or isinstance(error, (CourierDied, StorageNonsense))


DONE_KEPT_SECONDS = 30 * DAY_SECONDS
EVENTS_KEPT = 100_000


def keep_house(ledger: Ledger, settings: Settings, now: float) -> None:
    """Drop old history, queue withdrawn removals again, put off those that must wait (4-3).

    And link photos whose object is lost to the same content (2-3).

    Called once a pass; one transaction.
    """
    with ledger.transaction():
        ledger.deletions.prune(now - DONE_KEPT_SECONDS)
        ledger.uploads.forget_old_events(EVENTS_KEPT)
        ledger.withdrawals.forget_undone()
        ledger.history.prune(history_begins(ledger, now, settings.grace_days))
        link_lost(ledger, settings, now)
        _ask_again(ledger, settings, now)
        keep_versions(ledger, settings, now)


def _ask_again(ledger: Ledger, settings: Settings, now: float) -> None:
    """Queue a removal again that was withdrawn for a photo that is gone too now (3-5)."""
    not_queued = ledger.withdrawals.not_queued()
    for object_id, photo_id, deleted_at in not_queued:
        record = ledger.objects.get(object_id)
        if record is not None:
            retire_objects(
                ledger,
                settings,
                [record],
                at=now,
                unwanted_since={object_id: deleted_at},
                photo_of={object_id: photo_id},
            )


OLD_SECONDS = DAY_SECONDS


def nothing_left_behind(_part: str) -> bool:
    """Return False: the writer of any part may still be at work."""
    return False


def sweep(
    storage: Storage,
    clock: Clock,
    scratch: Path,
    left_behind: Callable[[str], bool] = nothing_left_behind,
) -> int:
    """Remove our temporary files that nobody writes any more; return how many.

    Those are the parts that ``left_behind`` knows as this computer's own, whatever their age,
    and what is older than a day by this computer's clock and by the storage's. Files with
    names that we never give there stay (6-1). StorageError if the storage fails. Another
    computer's current upload is never disturbed, because its files are young by the
    storage's clock, whatever this computer's says (4-5).
    """
    found = [
        (info, info.name.removeprefix(f"{TEMPORARY_FOLDER}/"))
        for info in storage.list(TEMPORARY_FOLDER)
    ]
    gone = [info.name for info, part in found if left_behind(part)]
    before = clock.now() - OLD_SECONDS
    aged = [
        info
        for info, part in found
        if info.modified_at < before and is_ours(part) and not left_behind(part)
    ]
    swept = sum(remove_unless_held(storage, name) for name in gone)
    if aged:
        before += min(0.0, storage_ahead_seconds(storage, scratch, clock))
    for info in sorted(aged, key=lambda info: info.modified_at):
        if info.modified_at >= before or not remove_unless_held(storage, info.name):
            # What a lock holds is younger with each, and there is one for each probe (3-2).
            break
        swept += 1
    return swept
