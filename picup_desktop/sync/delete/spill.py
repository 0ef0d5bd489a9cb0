"""The deletion journal: a file that takes deletions while the ledger can't be written (3-3).

It lies beside the ledger, is append-only, and is drained into the queue by the
holder of the home's lock as soon as the ledger answers.
"""

import json
import logging
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from picup_desktop.clock import iso
from picup_desktop.errors import PicupError
from picup_desktop.files.new_file import flush_folder
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message, from_plain, to_plain
from picup_desktop.messages.system import reason_of
from picup_desktop.names import plain

JOURNAL_NAME = "deletions.journal"
PRIVATE_MODE = 0o600

log = logging.getLogger(__name__)


class JournalUnwritable(PicupError):
    """Neither the ledger nor the journal beside it could be written."""

    title = "title-deletion-could-not-recorded"


@dataclass(frozen=True)
class JournalEntry:
    """One deletion that a person requested; ``at`` is in Unix seconds."""

    named: str
    """The name that the person gave: the photo's id, or ALBUM/relative/path."""
    photo_id: int | None
    """None if the ledger could not be read either."""
    reason: Message
    at: float
    id: str
    """Unique, so that the entry is never carried out twice."""


def new_entry(named: str, photo_id: int | None, reason: Message, at: float) -> JournalEntry:
    """Return a new entry with an id of its own."""
    return JournalEntry(named, photo_id, reason, at, secrets.token_hex(8))


class DeletionJournal:
    """A file of JSON lines; a line that a crash cut off was never confirmed to anybody."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, entries: Sequence[JournalEntry]) -> None:
        """Append and flush to the disk. JournalUnwritable if that fails."""
        lines = [
            json.dumps(
                {
                    "id": entry.id,
                    "file": entry.named,
                    "photo": entry.photo_id,
                    "reason": to_plain(entry.reason),
                    "at": iso(entry.at),
                }
            )
            for entry in entries
        ]
        # The first newline ends a line that a crash may have left unfinished.
        data = "\n".join(["", *lines, ""]).encode("ascii")
        try:
            self._append(data)
        except OSError as error:
            raise JournalUnwritable(
                "deletion-journal-cant-be-written", path=str(self.path), why=reason_of(error)
            ) from error
        for entry in entries:
            log.error(
                "A deletion waits in %s: %s",
                plain(self.path.name),
                in_english(entry.reason),
                extra={"scenario": "3-3"},
            )

    def _append(self, data: bytes) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self.path, flags, PRIVATE_MODE)
        try:
            while data:
                data = data[os.write(descriptor, data) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        flush_folder(self.path.parent)

    def read(self) -> list[JournalEntry]:
        """Return the waiting entries, oldest first; none if there is no journal."""
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        return [entry for line in lines if (entry := _entry(line)) is not None]

    def clear(self) -> None:
        """Empty the journal, once all its entries are in the queue."""
        self.path.unlink(missing_ok=True)
        flush_folder(self.path.parent)


def journal_of(ledger: Ledger) -> DeletionJournal:
    """Return the journal beside an open ledger."""
    return journal_beside(ledger.database.path)


def journal_beside(ledger_file: Path) -> DeletionJournal:
    """Return the journal beside a ledger file that can't be opened."""
    return DeletionJournal(ledger_file.with_name(JOURNAL_NAME))


def _entry(line: bytes) -> JournalEntry | None:
    try:
        plain = json.loads(line)
        at = datetime.fromisoformat(plain["at"]).timestamp()
        reason = from_plain(plain["reason"])
        return JournalEntry(plain["file"], plain["photo"], reason, at, plain["id"])
    except (ValueError, KeyError, TypeError):
        return None
