"""Compare the objects on the storages with the ledger and with their names, their hashes.

A list of names and sizes shows what is missing, truncated or unknown; the bytes of those
that are due are read back and hashed. Of a bucket that is read more seldom, the store is asked
what it has noted of the others (``asking.py``). The ledger belongs to the calling thread.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from picup_desktop.attention import items, subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.ledger.photos.checks import CopyToCheck
from picup_desktop.storage.base import ObjectInfo, Storage
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
from picup_desktop.sync.seen.listing import all_objects
from picup_desktop.sync.seen.strangers import is_old, note_strangers
from picup_desktop.sync.verify.asking import Asking
from picup_desktop.sync.verify.plan import (
    ROTATION_DAYS,
    copies_to_ask,
    counts_as_run_at,
    due_copies,
    pause_seconds,
)
from picup_desktop.vault.layout import MOST_STATIC_BYTES, VAULT_NAME
from picup_desktop.vault.objects import object_name
from picup_desktop.words import CopyState, Role

READERS = 2
COPIES_PER_TRANSACTION = 32


@dataclass(frozen=True)
class VerifyOrder:
    """The scope of a run; by default a day's share, without changes on the storages."""

    everything: bool = False
    sums: bool = False
    """With ``everything``: a store that compares hashes is asked for them, and read where it has
    none, or another one, and where it is its turn."""
    repair: bool = False
    contents: bool = True
    """False: only names and sizes are compared, and no byte of a copy is read (5-1)."""
    only_doubtful: bool = False
    """Of the contents, only copies that are not known to be whole are read."""
    roles: frozenset[Role] = frozenset(Role)
    """The storages that are looked at."""


@dataclass(frozen=True)
class BadCopy:
    """A copy that is missing or damaged."""

    role: Role
    object_id: int
    name: str
    state: CopyState


@dataclass(frozen=True)
class UnknownObject:
    """An entry below ``objects/`` that no device of the vault names."""

    role: Role
    name: str
    size_bytes: int
    old: bool
    """Older than a day, so it is no upload of another computer that is under way."""


@dataclass
class VerifyReport:
    """The findings of a run."""

    checked: int = 0
    """The number of copies whose bytes were read."""
    bytes: int = 0
    vouched: int = 0
    """Copies that were not read, of which a store that compares hashes has noted the right one."""
    bad: list[BadCopy] = field(default_factory=list)
    unknown: list[UnknownObject] = field(default_factory=list)
    out: dict[Role, StorageError] = field(default_factory=dict)
    """Storages that could not be read, or not to the end."""
    listed: set[Role] = field(default_factory=set)
    """Storages whose names and sizes were compared."""
    read: set[Role] = field(default_factory=set)
    """Storages that gave at least one whole copy."""


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
        named_by_others: frozenset[str],
        crew: Crew = THREADS,
    ) -> None:
        """``named_by_others``: objects in any device's journal, of removed photos too."""
        self._ledger = ledger
        self._storages = storages
        self._clock = clock
        self._progress = progress
        self._named_by_others = named_by_others
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
        # Listed before and after, to ignore objects that change meanwhile.
        before = {
            (copy.object_id, copy.state) for copy in self._ledger.checks.copies(role, began_at)
        }
        there = {info.name: info for info in all_objects(storage, len(before))}
        copies = [
            copy
            for copy in self._ledger.checks.copies(role, began_at)
            if (copy.object_id, copy.state) in before
        ]
        self._find_unknown(role, there, began_at)
        whole = self._by_the_list(role, there, copies, began_at)
        self._report.listed.add(role)
        if not order.contents:
            return
        last_run_at = last_runs(self._ledger)[role]
        doubtful = [copy for copy in whole if copy.state is not CopyState.STORED]
        if order.only_doubtful:
            self._progress.begin(len(doubtful), sum(copy.sealed_bytes for copy in doubtful), role)
            self._read_all(role, storage, doubtful, polite=False)
            return
        due, to_ask = self._due(role, order, whole, began_at)
        settled = self._ask_about(role, storage, to_ask)
        if order.everything:
            due = [*due, *(copy for copy in to_ask if copy.object_id not in settled)]
        size_bytes = sum(copy.sealed_bytes for copy in due)
        self._progress.begin(len(due), size_bytes, role)
        read_before = self._report.bytes
        try:
            self._read_all(role, storage, due, polite=not order.everything)
        finally:
            read_bytes = self._report.bytes - read_before
            part = read_bytes / size_bytes if size_bytes else 1.0
            at = counts_as_run_at(began_at, last_run_at, part)
            self._ledger.vaults.note(NoteAbout.VERIFY_LAST.of(role), str(at))

    def _due(
        self, role: Role, order: VerifyOrder, whole: Sequence[CopyToCheck], now: float
    ) -> tuple[list[CopyToCheck], list[CopyToCheck]]:
        """Return the copies to read now, and those about which the storage is asked first."""
        metered = parse_place(self._ledger.storages.get(role).url).is_metered
        if order.everything and not (order.sums and metered):
            return [*whole], []
        days, last_run_at = rotation_days(self._ledger, role), last_runs(self._ledger)[role]
        share = due_copies(whole, now=now, last_run_at=last_run_at, rotation_days=days)
        doubtful = [copy for copy in whole if copy.state is not CopyState.STORED]
        due = list(dict.fromkeys((*doubtful, *share)))
        read_now = {copy.object_id for copy in due}
        others = [copy for copy in whole if copy.object_id not in read_now]
        if order.everything:
            return due, others
        return due, copies_to_ask(others, now=now, last_run_at=last_run_at, rotation_days=days)

    def _ask_about(self, role: Role, storage: Storage, copies: Sequence[CopyToCheck]) -> Set[int]:
        """Ask a storage what it has noted of copies, if it compares hashes.

        StorageError by reading what it contradicts.

        Return the objects that need no reading any more: it vouched for them, or they were read.
        """

        def read(odd: Sequence[CopyToCheck]) -> bool:
            self._progress.begin(len(odd), sum(copy.sealed_bytes for copy in odd), role)
            bad, checked = len(self._report.bad), self._report.checked
            self._read_all(role, storage, odd, polite=True)
            return self._report.checked - checked > len(self._report.bad) - bad

        asking = Asking(self._ledger, self._clock, self._progress, read)
        if not copies or not asking.compares(role, storage):
            return frozenset()
        self._progress.begin_asking(len(copies), role)
        settled = asking.run(role, storage, copies)
        self._report.vouched += asking.vouched
        return settled

    def _by_the_list(
        self,
        role: Role,
        there: Mapping[str, ObjectInfo],
        copies: Sequence[CopyToCheck],
        began_at: float,
    ) -> list[CopyToCheck]:
        """Record missing copies and wrong sizes; return the others, which are to be read.

        Without any of them the storage was seen whole (5-1).
        """
        whole: list[CopyToCheck] = []
        bad: list[tuple[CopyToCheck, CopyState]] = []
        for copy in copies:
            info = there.get(copy.name)
            if info is None:
                bad.append((copy, CopyState.MISSING))
            elif info.size_bytes != copy.sealed_bytes:
                bad.append((copy, CopyState.DAMAGED))
            else:
                whole.append(copy)
        self._record(role, bad, verified_at=None)
        if not bad:
            self._ledger.storages.note_seen(role, began_at)
        return whole

    def _find_unknown(self, role: Role, there: Mapping[str, ObjectInfo], now: float) -> None:
        known = self._ledger.checks.may_rest() | self._named_by_others
        for name in sorted(there.keys() - known):
            info = there[name]
            self._report.unknown.append(
                UnknownObject(role, name, info.size_bytes, is_old(info, now))
            )

    def _read_all(
        self,
        role: Role,
        storage: Storage,
        due: Sequence[CopyToCheck],
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
            note_strangers(ledger, role, old, now, more=False)
