"""A claim on a name, so that of two writers neither overwrites what the other one wrote.

Version 3 of SFTP has no request that every server carries out only if a name is free. Many
servers' rename replaces what has the name (Twisted Conch, those made with Go's library or
with paramiko's example), some look first and rename then, and some ignore that a file must be
new when it is opened. So the writer of a name that says nothing of its bytes first makes an empty
file of its own below ``tmp/`` that says which name it wants, and lists ``tmp/`` afterwards. If
no other claim to the name is there, the name is its own as long as its claim lasts; if there is
one, it takes its claim back and waits for a moment. Of two who claim at once, at least one sees
the other: whoever claims later lists later.

All times are the server's, from one listing. A claim that has been there for too long does not
count, nor one of the same computer: it writes one name once at a time, so the claim is of a run
or connection that ended. (A copied home looks the same; the first look of a pass finds it, 5-6.)
"""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from picup_desktop.clock import seconds_with_sleep
from picup_desktop.storage.base import TEMPORARY_FOLDER
from picup_desktop.storage.errors import ObjectExists
from picup_desktop.storage.parts import NOBODY, Writer, claim_prefix, is_of_computer, new_claim
from picup_desktop.storage.sftp.files import is_there, open_part, path_of, was_answered
from picup_desktop.storage.sftp.packets import Attributes, SftpStatus
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.wire import SftpWire
from picup_desktop.storage.trust.known_hosts import host_entry

CLAIM_SECONDS = 60.0
"""How long a claim counts. Its writer gives the name within half of that, or claims anew."""
MOST_CLAIMS = 8
LEAST_PAUSE_SECONDS = 0.02
MOST_PAUSE_SECONDS = 0.4
"""Between two claims; each pause is of another length, so that two writers get out of step."""


class Answer(Enum):
    """What a listing of ``tmp/`` says about a claim."""

    OURS = auto()
    ANOTHERS = auto()
    UNSEEN = auto()
    """Our own claim is not in it, so another's may be missing as well."""


@dataclass(frozen=True)
class Entry:
    """A name below ``tmp/``, with its time by the server's clock."""

    name: str
    at: int | None


def answer_of(entries: Sequence[Entry], claim: str, name: str, writer: Writer) -> Answer:
    """Decide whether our ``claim`` to ``name`` is the only one that counts."""
    own = next((entry for entry in entries if entry.name == claim), None)
    if own is None:
        return Answer.UNSEEN
    prefix = claim_prefix(name)
    others = (
        entry
        for entry in entries
        if entry.name.startswith(prefix)
        and entry.name != claim
        and not is_of_computer(entry.name, writer)
        and not _is_over(entry, own)
    )
    return Answer.ANOTHERS if any(others) else Answer.OURS


def _is_over(entry: Entry, own: Entry) -> bool:
    if entry.at is None or own.at is None:
        return False
    return own.at - entry.at > CLAIM_SECONDS


class Claim:
    """The claim of one put."""

    def __init__(
        self, wire: SftpWire, place: SftpPlace, name: str, file: str, writer: Writer = NOBODY
    ) -> None:
        """``file``: the path of the claim's file."""
        self._wire = wire
        self._place = place
        self._name = name
        self._file = file
        self._writer = writer

    def make(self) -> None:
        """Claim the name. ObjectExists if it is taken, or another writer is about to take it.

        The caller gives the name at once, and takes the claim back.
        """
        answer = Answer.UNSEEN
        for _ in range(MOST_CLAIMS):
            made_at = seconds_with_sleep()
            self._wire.close(open_part(self._wire, self._place, self._file))
            answer, is_taken = self._look()
            if is_taken:
                break
            # The computer may have slept in between.
            is_fresh = 0 <= seconds_with_sleep() - made_at < CLAIM_SECONDS / 2
            if answer is Answer.OURS and is_fresh:
                return
            self.take_back()
            time.sleep(random.uniform(LEAST_PAUSE_SECONDS, MOST_PAUSE_SECONDS))  # noqa: S311
        else:
            if answer is Answer.UNSEEN:
                # A server that never lists what was just made can't be asked.
                return
        server = host_entry(self._place.host, self._place.port)
        raise ObjectExists("name-is-on-server-already", name=self._name, server=server)

    def take_back(self) -> None:
        """Remove the claim's file, without waiting."""
        self._wire.drop(self._wire.request_remove(self._file))
        self._wire.flush()

    def _look(self) -> tuple[Answer, bool]:
        """Return what ``tmp/`` says, and whether the name is taken; the name is asked last.

        Most folders fit into one answer, so everything is requested at once.
        """
        wire, folder = self._wire, path_of(self._place, TEMPORARY_FOLDER)
        final = path_of(self._place, self._name)
        handle = wire.handle(wire.request_opendir(folder))
        first, second = wire.request_readdir(handle), wire.request_readdir(handle)
        taken = wire.request_stat(final)
        wire.close(handle)
        try:
            entries, rest = wire.entries(first), wire.entries(second)
            is_taken = was_answered(wire, taken)
            if entries is None or rest is not None:
                entries = [*wire.list(folder)]
                is_taken = is_there(wire, final)
        except SftpStatus:
            # Some servers look at each file that they list, and stumble over one that just went.
            wire.drop(second)
            wire.drop(taken)
            return Answer.ANOTHERS, False
        claim = self._file.rpartition("/")[2]
        return answer_of(_entries(entries), claim, self._name, self._writer), is_taken


def _entries(listed: Sequence[tuple[str, Attributes]]) -> list[Entry]:
    return [Entry(name, attributes.modified_at) for name, attributes in listed]


def new_claim_path(place: SftpPlace, name: str, writer: Writer = NOBODY) -> str:
    """Return a unique path of a claim to a name."""
    return path_of(place, f"{TEMPORARY_FOLDER}/{new_claim(name, writer)}")
