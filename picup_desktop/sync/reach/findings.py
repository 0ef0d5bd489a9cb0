"""Attention items about a storage: impossible answers or facts, and strange entries (6-1, 6-2)."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from math import inf

from picup_desktop.attention import items, subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.message import Message
from picup_desktop.storage.base import Probe, Progress, Put, Storage
from picup_desktop.storage.errors import (
    FolderInPlace,
    StorageError,
    StorageImpossible,
    StorageNonsense,
    StrangeEntry,
)
from picup_desktop.storage.wrapped import WrappedStorage
from picup_desktop.words import AttentionKind, Role

Found = Callable[[Role, Message], None]
"""Receives a fact on a storage that can't be true."""


def no_listener(role: Role, fact: Message) -> None:
    """Ignore the finding, where a storage is only read."""


def is_finding(error: object, *, reads: bool) -> bool:
    """Return whether an answer can't be true and is reported as a finding.

    So is a folder in a file's place, which no probe sees, as it sees a link (6-1).
    Refused writes without a reason belong to the photo or message they concern (1-4, 3-2).
    """
    if isinstance(error, StorageImpossible | FolderInPlace):
        return True
    return reads and isinstance(error, StorageNonsense)


def is_doubtful(ledger: Ledger, role: Role) -> bool:
    """Return whether there is an item about a storage, open or ignored."""
    return ledger.attention.stands(AttentionKind.STORAGE_CHANGED, _subject(role))


class Findings:
    """The first finding about each storage in one pass; used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._facts: dict[Role, Message] = {}

    def note(self, role: Role, fact: Message) -> None:
        """Record a fact that can't be true."""
        with self._lock:
            self._facts.setdefault(role, fact)

    def attend(self, ledger: Ledger, role: Role, now: float, *, looked: bool) -> None:
        """Open the item, or close it if the pass ``looked`` and found nothing; else keep it."""
        with self._lock:
            fact = self._facts.get(role)
        if fact is not None:
            ledger.attention.open(items.storage_findings(role, fact), now)
        elif looked:
            ledger.attention.close(AttentionKind.STORAGE_CHANGED, _subject(role))


class HeardStorage(WrappedStorage):
    """A storage whose impossible answers are passed to ``told``."""

    def __init__(self, inner: Storage, told: Callable[[Message], None]) -> None:
        super().__init__(inner)
        self._report = told

    def around(self) -> AbstractContextManager[None]:
        """Report the error of a write or a probe, and raise it again."""
        return self._reporting(reads=False)

    def around_reading(self) -> AbstractContextManager[None]:
        """Report the error of a read, and raise it again."""
        return self._reporting(reads=True)

    @contextmanager
    def _reporting(self, *, reads: bool) -> Iterator[None]:
        try:
            yield
        except StorageError as error:
            self._hear(error, reads=reads)
            raise

    def _hear(self, answer: object, *, reads: bool) -> None:
        if isinstance(answer, StorageError) and is_finding(answer, reads=reads):
            self._report(answer.message)

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``Storage.put_many``."""
        answers = super().put_many(puts, progress)
        for answer in answers:
            self._hear(answer, reads=False)
        return answers

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``Storage.remove_many``."""
        answers = super().remove_many(names, seconds)
        for answer in answers:
            self._hear(answer, reads=False)
        return answers


def _subject(role: Role) -> str:
    return subjects.about_storage(Cause.STORAGE_FINDINGS, role)


def attend_strange(
    ledger: Ledger, role: Role, seen: Probe | StorageError | None, now: float
) -> None:
    """Open or close the item about a storage by the result of one probe.

    If the storage could not be probed, the item stays as it is.
    """
    if isinstance(seen, StrangeEntry):
        ledger.attention.open(items.storage_links(role, [seen.place]), now)
    elif isinstance(seen, Probe) and seen.strange:
        ledger.attention.open(items.storage_links(role, seen.strange), now)
    elif isinstance(seen, Probe):
        ledger.attention.close(
            AttentionKind.STORAGE_CHANGED, subjects.about_storage(Cause.STORAGE_LINKS, role)
        )
