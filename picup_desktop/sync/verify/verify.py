"""Compare the objects on the storages with the ledger and with their names, their hashes.

A list of names and sizes shows what is missing, truncated or unknown (``by_list.py``); the bytes
of those that are due (``turn.py``) are read back and hashed. Of a bucket that is read more seldom,
the store is asked what it has noted of the others (``asking.py``). Memory holds 8 bytes of each
copy that is due, and what is not as it should. The ledger belongs to the calling thread.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from picup_desktop.attention import items, subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.ledger.photos.checks import CopyToCheck
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import (
    NOT_ASKED,
    ObjectNotFound,
    StorageDenied,
    StorageError,
    is_about_one_name,
)
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sums import PART_BYTES, StoredSum, Summing, part_bytes_of
from picup_desktop.sync.copies.heal import enough
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.reach.workers import THREADS, Crew
from picup_desktop.sync.seen.strangers import note_strangers
from picup_desktop.sync.verify.asking import Asking
from picup_desktop.sync.verify.by_list import (
    Bad,
    ByList,
    NamedAmong,
    compare_by_list,
    unknown_objects,
)
from picup_desktop.sync.verify.plan import ROTATION_DAYS, counts_as_run_at, pause_seconds
from picup_desktop.sync.verify.report import BadCopy, VerifyOrder, VerifyReport
from picup_desktop.sync.verify.turn import Choosing, Scope, Turn
from picup_desktop.vault.layout import MOST_STATIC_BYTES, VAULT_NAME
from picup_desktop.vault.objects import object_name
from picup_desktop.words import CopyState, Role

READERS = 2
COPIES_PER_TRANSACTION = 32
COPIES_IN_A_PAGE = 1024


class _Look(NamedTuple):
    """What was seen of a copy by reading it."""

    copy: CopyToCheck
    state: CopyState
    of_parts: StoredSum | None


class Verifier:
    """Verifies both storages, one after the other; used once."""

    def __init__(
        self,
        ledger: Ledger,
        storages: Mapping[Role, Storage],
        clock: Clock,
        progress: JobProgress,
        *,
        named_among: NamedAmong,
        crew: Crew = THREADS,
    ) -> None:
        """``named_among`` is asked about what this ledger does not know."""
        self._ledger = ledger
        self._storages = storages
        self._clock = clock
        self._progress = progress
        self._named_among = named_among
        self._crew = crew
        self._report = VerifyReport()
        self._in_parts = any(parse_place(one.url).is_metered for one in ledger.storages.all())
        """Whether a storage has hashes of the parts of large objects."""

    def run(self, order: VerifyOrder) -> VerifyReport:
        """Verify each storage that answers, and record the findings in the ledger."""
        for role, storage in self._storages.items():
            try:
                self._look(role, storage, order)
            except StorageError as error:
                self._report.out[role] = error
        return self._report

    def _look(self, role: Role, storage: Storage, order: VerifyOrder) -> None:
        began_at = self._clock.now()
        found = self._by_the_list(role, storage, began_at)
        if not order.contents:
            return
        turn = self._turn(role, order, found, began_at)
        last_run_at = last_runs(self._ledger)[role]
        if order.only_doubtful:
            self._progress.begin(len(turn.due), turn.due_bytes, role)
            self._read_all(role, storage, self._in_turn(role, turn.due), polite=False)
            return
        left = self._ask_about(role, storage, turn.to_ask)
        due, size_bytes = turn.due, turn.due_bytes
        if order.everything and left:
            due = due + left
            size_bytes += sum(copy.sealed_bytes for copy in self._copies(role, left))
        self._progress.begin(len(due), size_bytes, role)
        read_before = self._report.bytes
        try:
            copies = self._in_turn(role, due)
            self._read_all(role, storage, copies, polite=not order.everything)
        finally:
            read_bytes = self._report.bytes - read_before
            part = read_bytes / size_bytes if size_bytes else 1.0
            at = counts_as_run_at(began_at, last_run_at, part)
            self._ledger.vaults.note(NoteAbout.VERIFY_LAST.of(role), str(at))

    def _by_the_list(self, role: Role, storage: Storage, began_at: float) -> ByList:
        """List a storage and record what is missing or has another size.

        Without any of that, and if all of it was listed, the storage was seen whole (5-1).
        """
        bad_before = len(self._report.bad)

        def record(bad: Bad) -> None:
            self._report.compared.add(role)
            self._record(role, bad, verified_at=None)

        found = compare_by_list(
            self._ledger, role, storage, record, clock=self._clock, crew=self._crew
        )
        if found.compared:
            self._report.compared.add(role)
        self._report.unknown += unknown_objects(role, found.beside, self._named_among, began_at)
        if found.more:
            self._report.more_unknown.add(role)
        if found.unlisted:
            self._report.out[role] = next(iter(found.unlisted.values()))
            return found
        self._report.listed.add(role)
        if len(self._report.bad) == bad_before:
            self._ledger.storages.note_seen(role, began_at)
        return found

    def _turn(self, role: Role, order: VerifyOrder, found: ByList, now: float) -> Turn:
        """Return the copies to read now, and those about which the storage is asked first."""
        metered = parse_place(self._ledger.storages.get(role).url).is_metered
        scope = Scope(
            all_read=order.everything and not (order.only_doubtful or (order.sums and metered)),
            all_asked=order.everything,
            only_doubtful=order.only_doubtful,
            rotation_days=rotation_days(self._ledger, role),
            last_run_at=last_runs(self._ledger)[role],
        )
        return Choosing(self._ledger.checks, role, scope, found, now).run()

    def _in_turn(self, role: Role, object_ids: "array[int]") -> Iterator[CopyToCheck]:
        """Yield copies in this order; what is not needed any more by then counts as done."""
        gone = len(object_ids)
        for copy in self._copies(role, object_ids):
            gone -= 1
            yield copy
        for _ in range(gone):
            self._progress.item_done(0)

    def _copies(self, role: Role, object_ids: "array[int]") -> Iterator[CopyToCheck]:
        """Yield those of the copies that are needed when their page is asked for, in this order."""
        for start in range(0, len(object_ids), COPIES_IN_A_PAGE):
            page = object_ids[start : start + COPIES_IN_A_PAGE]
            needed = self._ledger.checks.copies_of(role, self._clock.now(), page)
            by_id = {copy.object_id: copy for copy in needed}
            yield from (by_id[object_id] for object_id in page if object_id in by_id)

    def _ask_about(self, role: Role, storage: Storage, object_ids: "array[int]") -> "array[int]":
        """Ask a storage what it has noted of copies, if it compares hashes.

        StorageError by reading what it contradicts.

        Return the objects that still need reading: it did not vouch for them, nor were they read.
        """

        def read(odd: Sequence[CopyToCheck]) -> bool:
            self._progress.begin(len(odd), sum(copy.sealed_bytes for copy in odd), role)
            bad, checked = len(self._report.bad), self._report.checked
            self._read_all(role, storage, odd, polite=True)
            return self._report.checked - checked > len(self._report.bad) - bad

        asking = Asking(self._ledger, self._clock, self._progress, read)
        if not object_ids or not asking.compares(role, storage):
            return object_ids
        self._progress.begin_asking(len(object_ids), role)
        left = asking.run(role, storage, self._in_turn(role, object_ids))
        self._report.vouched += asking.vouched
        return left

    def _read_all(
        self,
        role: Role,
        storage: Storage,
        due: Iterable[CopyToCheck],
        *,
        polite: bool,
    ) -> None:
        def look(copy: CopyToCheck) -> _Look:
            began = self._clock.monotonic()
            large = self._in_parts and copy.sealed_bytes > PART_BYTES
            summing = Summing(part_bytes_of(copy.sealed_bytes) if large else 0)
            state = state_of(storage, copy.name, copy.sealed_bytes, summing)
            if polite:
                took = self._clock.monotonic() - began
                self._clock.sleep(pause_seconds(copy.sealed_bytes * READERS, took))
            self._progress.item_done(copy.sealed_bytes)
            return _Look(copy, state, summing.of_parts())

        to_do, cancelled = iter(due), self._progress.cancelled
        with self._crew.executor(READERS, "verify") as threads:
            while not cancelled() and (some := list(islice(to_do, COPIES_PER_TRANSACTION))):
                looks = [threads.submit(look, copy) for copy in some]
                seen = list(_until_it_fails(look.result for look in looks))
                self._record(role, [one[:2] for one in seen], verified_at=self._clock.now())
                whole = [one for one in seen if one.state is CopyState.STORED]
                self._note_parts(whole)
                self._report.checked += len(seen)
                if whole:
                    self._report.read.add(role)
                self._report.bytes += sum(one.copy.sealed_bytes for one in seen)
                for look_ in looks:
                    look_.result()

    def _note_parts(self, whole: "Sequence[_Look]") -> None:
        """Note the hashes of parts, with which a store's are compared from now on."""
        with self._ledger.transaction():
            self._ledger.checks.note_part_sums(
                (one.copy.object_id, one.of_parts.sha256, one.of_parts.part_bytes)
                for one in whole
                if one.of_parts is not None
            )

    def _record(
        self,
        role: Role,
        seen: Sequence[tuple[CopyToCheck, CopyState]],
        *,
        verified_at: float | None,
    ) -> None:
        """Record the states of copies and update their photos, in one transaction."""
        changed = [copy.object_id for copy, state in seen if state is not copy.state]
        with self._ledger.transaction():
            states = [(copy.object_id, copy.state, state) for copy, state in seen]
            self._ledger.checks.record(role, states, verified_at)
            for object_id in changed:
                self._ledger.photos.restate(object_id)
        self._report.bad += [
            BadCopy(role, copy.object_id, copy.name, state)
            for copy, state in seen
            if state is not CopyState.STORED
        ]


def rotation_days(ledger: Ledger, role: Role) -> int:
    """Return within how many days each byte of a storage is read back."""
    if not parse_place(ledger.storages.get(role).url).is_metered:
        return ROTATION_DAYS
    return ledger.vaults.settings().bucket_read_days


def last_runs(ledger: Ledger) -> dict[Role, float | None]:
    """Return how far the rotation is on each storage, in Unix seconds; None before any run."""
    noted = {role: ledger.vaults.noted(NoteAbout.VERIFY_LAST.of(role)) for role in Role}
    return {role: float(at) if at else None for role, at in noted.items()}


def state_of(
    storage: Storage, name: str, sealed_bytes: int, summing: Summing | None = None
) -> CopyState:
    """Read an object and compare its hash with its name. Any StorageError of the storage itself.

    ``sealed_bytes`` is as for ``enough``; ``summing`` hears the bytes.
    """
    summing = summing or Summing(0)
    try:
        for piece in storage.get(name, 0, enough(sealed_bytes)):
            summing.update(piece)
    except ObjectNotFound:
        return CopyState.MISSING
    except StorageDenied as error:
        # The name belongs to something that is no file, or may not be read.
        if not is_about_one_name(error):
            _check_reads(storage)
        return CopyState.DAMAGED
    whole = object_name(summing.sha256) == name
    return CopyState.STORED if whole else CopyState.DAMAGED


def _check_reads(storage: Storage) -> None:
    """Check that a storage lets files be read: if none, that says nothing of one object.

    So a key may list and write, and not read, or a bucket has moved all into an archive.
    Any StorageError but that there is no such file.
    """
    with suppress(ObjectNotFound):
        for _ in storage.get(VAULT_NAME, 0, MOST_STATIC_BYTES + 1):
            continue


def _until_it_fails(
    answers: Iterator[Callable[[], _Look]],
) -> Iterator[_Look]:
    """Yield the results up to the storage's failure, so that they are recorded."""
    for answer in answers:
        try:
            yield answer()
        except StorageError:
            return


def attend_unread(
    ledger: Ledger, report: VerifyReport, roles: Collection[Role], now: float
) -> None:
    """Open the item about a storage that answers and gives no byte back; close it once it did.

    Nobody knows of what lies there whether it is whole (5-1). One that is out of reach, or
    refuses the login, has its own item.
    """
    for role in roles:
        error = report.out.get(role)
        if role in report.read:
            cause = Cause.STORAGE_UNREAD
            ledger.attention.close(cause.kind, subjects.about_storage(cause, role))
        elif role in report.listed and error and not isinstance(error, NOT_ASKED):
            ledger.attention.open(items.storage_unread(role, error.message), now)


def attend_unknown(ledger: Ledger, report: VerifyReport, roles: Sequence[Role], now: float) -> None:
    """Offer old unknown objects for removal; nothing is ever removed automatically."""
    for role in roles:
        old = [one.name for one in report.unknown if one.role is role and one.old]
        if old or role not in report.out:
            note_strangers(ledger, role, old, now, more=role in report.more_unknown)
