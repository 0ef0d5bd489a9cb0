"""The SHA-256 that a store has of an object: sent with it, and asked for by signed requests.

S3 API reference, "Checking object integrity": an object comes with ``x-amz-checksum-sha256``, the
store compares it with the bytes and refuses what differs (400), keeps it, and names it in the
answer to a HEAD with ``x-amz-checksum-mode: ENABLED``. Of an object that came in parts it has the
hash of the hashes of its parts, with their count behind a hyphen. Stores that know nothing of it
ignore the header or refuse it, and some name whatever they were told without comparing it: so what
a store names counts only once it refused a wrong one.
"""

import re
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from picup_desktop.storage.bucket.meaning import (
    BUSY,
    Answer,
    answer_in,
    code_of,
    is_of_a_store,
    meaning_of,
)
from picup_desktop.storage.bucket.questions import Question, Questions, Said
from picup_desktop.storage.bucket.rules import ARCHIVES
from picup_desktop.storage.errors import (
    ObjectNotFound,
    StorageDenied,
    StorageError,
    StorageImpossible,
)
from picup_desktop.storage.sums import StoredSum, part_bytes_of
from picup_desktop.storage.web import at_once

FIRST_PAUSE_SECONDS = 0.5
"""Before asking a store again that is too busy; the pauses double."""
REFUSED = 400
"""The status of an answer to bytes that came with another hash."""
SENT, OTHER = b"picup", b"other"
"""What is sent to find out, and what it is said to be."""
_SUM = re.compile(r"([A-Za-z0-9+/]{43}=)(?:-([1-9][0-9]{0,4}))?")
_NAMES_IT = {"x-amz-checksum-mode": "ENABLED"}


def compares_sums(questions: Questions, path: str) -> bool | None:
    """Return whether a store compares, keeps and names the SHA-256 of what it is sent.

    An object is left at ``path``, unless the store takes none. None if it did not answer, or is
    too busy: that says nothing of it.
    """
    wrong = _heard(questions.put(path, SENT, sent_with(OTHER)))
    if wrong is None or wrong.status != REFUSED:
        return None if wrong is None else False
    right = _heard(questions.put(path, SENT, sent_with(SENT)))
    if right is None or not right.is_good:
        return None if right is None else False
    named = _heard(questions.head(path, _NAMES_IT))
    if named is None:
        return None
    return named.is_good and sum_in(named.headers) == StoredSum(sha256(SENT).hexdigest())


def _heard(said: Said | None) -> Said | None:
    """Return an answer; None if it is that the store is too busy, or no answer of a store."""
    if said is None or said.is_good:
        return said
    code = answer_in(said.body.decode("utf-8", "replace")).code or code_of(said.status)
    return None if code in BUSY or not is_of_a_store(code) else said


def sent_with(data: bytes) -> Mapping[str, str]:
    """Return the header that says which bytes come."""
    return {"x-amz-checksum-sha256": b64encode(sha256(data).digest()).decode("ascii")}


def sum_in(headers: Mapping[str, str]) -> StoredSum | None:
    """Return what the headers of an object name; None if that is nothing to compare.

    None for an object that was moved into an archive, too: its hash says no more about whether
    it can be read.
    """
    if headers.get("x-amz-storage-class") in ARCHIVES or "x-amz-archive-status" in headers:
        return None
    found = _SUM.fullmatch(headers.get("x-amz-checksum-sha256", ""))
    if found is None:
        return None
    digest, parts = b64decode(found[1]).hex(), found[2]
    if parts is None:
        is_of_parts = headers.get("x-amz-checksum-type", "").upper() == "COMPOSITE"
        return None if is_of_parts else StoredSum(digest)
    size = headers.get("content-length", "")
    size_bytes = int(size) if size.isascii() and size.isdecimal() and len(size) <= 15 else 0
    part_bytes = part_bytes_of(size_bytes)
    # Another program, or another version of this one, may have divided it in another way.
    return StoredSum(digest, part_bytes) if -(-size_bytes // part_bytes) == int(parts) else None


@dataclass(frozen=True)
class SumQuestions:
    """Asks a store for the sums of objects, several at once."""

    questions: Questions
    path: Callable[[str], str]
    check_holds: Callable[[], None]
    """Checks that the vault is there. StorageError."""
    store: str
    bucket: str
    busy_seconds: float
    """For how long it may be too busy, for all that is asked at once."""
    sleep: Callable[[float], None] = time.sleep

    def ask(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        """As ``Storage.sums``."""
        ends_at = time.monotonic() + self.busy_seconds
        # A vault that is gone is looked for once, and not for each of its objects.
        lock = threading.Lock()

        def one(name: str) -> StoredSum | None:
            try:
                return self._one(name, ends_at)
            except (ObjectNotFound, StorageDenied, StorageImpossible):
                # An answer to HEAD does not say either that the vault or the key is gone.
                with lock:
                    self.check_holds()
                raise

        return at_once(one, names)

    def _one(self, name: str, ends_at: float) -> StoredSum | None:
        """Ask about one; again while it is too busy, or a connection that was open is not."""
        pause_seconds = FIRST_PAUSE_SECONDS
        while True:
            answer, broken = Answer("", ""), None
            try:
                said = self.questions.asked(Question("HEAD", self.path(name), headers=_NAMES_IT))
                if said is None or said.is_good:
                    return None if said is None else sum_in(said.headers)
                answer = Answer(code_of(said.status), "")
            except self.questions.failures as error:
                answer, broken = Answer("", str(error)), error
            passes = broken is not None or answer.code in BUSY
            if not passes or time.monotonic() + pause_seconds > ends_at:
                raise self._meaning(answer, name) from broken
            self.sleep(pause_seconds)
            pause_seconds *= 2

    def _meaning(self, answer: Answer, name: str) -> StorageError:
        return meaning_of(answer, store=self.store, bucket=self.bucket, name=name)
