"""Ask a storage for what it has noted of its copies, so that they need no reading to be compared.

Only a storage that was just seen to refuse a wrong hash is asked (``Probe.sums``). What it says
that is not the copy's own hash is no finding yet: the copy is read at once, and the read decides.
A storage that contradicts good bytes is asked no more in that run, nor is one that does not answer:
reading shows whether it is out.
"""

import logging
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.checks import CopyToCheck
from picup_desktop.storage.base import MOST_SUMS, Storage
from picup_desktop.storage.errors import NOT_ASKED, StorageError
from picup_desktop.storage.sums import StoredSum
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.reach.keeping import note_sums
from picup_desktop.sync.verify.words import Word, word_of
from picup_desktop.words import Role

log = logging.getLogger(__name__)


class Asking:
    """Asks one storage about copies; the ledger belongs to the calling thread."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        progress: JobProgress,
        read: Callable[[Sequence[CopyToCheck]], bool],
    ) -> None:
        """``read`` reads copies and records them; it returns whether one of them was whole."""
        self._ledger = ledger
        self._clock = clock
        self._progress = progress
        self._read = read
        self.vouched = 0
        """Copies for which the storage vouched."""

    def run(self, role: Role, storage: Storage, copies: Iterable[CopyToCheck]) -> "array[int]":
        """Return the objects for which it did not vouch, but those that were read instead.

        StorageError of the storage itself, by reading.
        """
        left, to_ask = array("q"), iter(copies)
        while not self._progress.cancelled() and (some := list(islice(to_ask, MOST_SUMS))):
            words, out = self._words(storage, some)
            known = {copy: word for copy, word in words.items() if word is not Word.OTHER}
            with self._ledger.transaction():
                asked = [(copy.object_id, word is Word.SAME) for copy, word in known.items()]
                self._ledger.checks.record_asked(role, asked, self._clock.now())
            self.vouched += sum(word is Word.SAME for word in known.values())
            left.extend(c.object_id for c in some if words.get(c, Word.NOTHING) is Word.NOTHING)
            for _ in known:
                self._progress.item_done(0)
            odd = [copy for copy, word in words.items() if word is Word.OTHER]
            if odd and self._read(odd):
                log.warning(
                    "%s names other hashes than those of the bytes that it has, and is not asked",
                    role.value,
                )
                break
            if out is not None:
                log.info("%s is not asked for hashes: %s", role.value, out.sentence)
                break
        left.extend(copy.object_id for copy in to_ask)
        return left

    def compares(self, role: Role, storage: Storage) -> bool:
        """Return whether a storage compares hashes; what is found is noted.

        One that takes nothing from this login, or does not answer, is not asked.
        """
        try:
            compares = storage.probe().sums
        except StorageError as error:
            log.info("%s is not asked for hashes: %s", role.value, error.sentence)
            return False
        with self._ledger.transaction():
            note_sums(self._ledger, role, compares=compares)
        return compares is True

    def _words(
        self, storage: Storage, some: Sequence[CopyToCheck]
    ) -> tuple[dict[CopyToCheck, Word], StorageError | None]:
        """Return what is said of each, and the error of the storage itself."""
        try:
            said = storage.sums([copy.name for copy in some])
        except StorageError as error:
            return {}, error
        known = self._ledger.checks.part_sums([copy.object_id for copy in some])
        words: dict[CopyToCheck, Word] = {}
        for copy, one in zip(some, said, strict=True):
            if isinstance(one, NOT_ASKED):
                return words, one
            of_parts = known.get(copy.object_id)
            words[copy] = word_of(
                copy.name, one, None if of_parts is None else StoredSum(*of_parts)
            )
        return words, None
