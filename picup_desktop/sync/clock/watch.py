"""Check the clock at the start of a pass, save the result and open items (DISASTERS 4-5).

The decisions are in ``check.py``. The result is saved in the ledger, because a clock is
most often wrong after the computer was off. A storage's clock is read from a new file there.
"""

import dataclasses
import json
import logging
from collections.abc import Callable, Mapping
from math import inf
from pathlib import Path

from picup_desktop.attention import items, subjects
from picup_desktop.clock import Clock, Uptime
from picup_desktop.ledger.journal.journal import RESTATED
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.storage.base import TEMPORARY_FOLDER, Storage, remove_unless_held
from picup_desktop.storage.errors import SourceUnreadable, StorageError
from picup_desktop.storage.parts import new_part
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.clock.check import (
    AGREE_SECONDS,
    MOST_AWAY_SECONDS,
    SLACK_SECONDS,
    ClockMark,
    Doubt,
    Judgement,
    Reading,
    Witness,
    doubt_reason,
    judge,
    must_ask,
)
from picup_desktop.sync.clock.noted import noted_mark
from picup_desktop.words import AttentionKind, Role


def storage_ahead_seconds(storage: Storage, scratch: Path, clock: Clock) -> float:
    """Return the seconds by which the storage's clock is ahead of this one. StorageError.

    SourceUnreadable says that the disk of ``scratch`` takes nothing, and nothing of the storage.
    """
    part = new_part()
    name, source = f"{TEMPORARY_FOLDER}/{part}", scratch / part
    try:
        source.write_bytes(b"clock")
    except OSError as error:
        raise SourceUnreadable(
            "cant-be-written", path=shown(str(source)), why=reason_of(error)
        ) from error
    try:
        storage.put(name, source)
        written_at = clock.now()
        try:
            return storage.stat(name).modified_at - written_at
        finally:
            remove_unless_held(storage, name)
    finally:
        source.unlink(missing_ok=True)


NOTED_EVERY_SECONDS = 60.0
"""A mark younger than this is not saved again while the clock runs evenly."""
THIS_COMPUTER = frozenset(("localhost", "127.0.0.1", "::1"))

log = logging.getLogger(__name__)


def no_uptime() -> Uptime | None:
    """Return None, for a clock that is not this computer's own."""
    return None


class ClockWatch:
    """Checks the clock once a pass, before anything is decided by the time."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        settings: Settings,
        scratch: Path,
        uptime: Callable[[], Uptime | None] = no_uptime,
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._settings = settings
        self._scratch = scratch
        self._uptime = uptime

    def look(self, storages: Mapping[Role, Storage]) -> ClockMark:
        """Judge the clock again; ``storages`` are the reachable ones. LedgerUnusable."""
        now = Reading(self._clock.now(), self._uptime())
        before = noted_mark(self._ledger) or _first_mark(self._ledger, now)
        witnesses = None
        if must_ask(before, now) and self._ledger.deletions.next_due() is not None:
            # The requests are worth it only if something waits to be removed.
            witnesses = self._ask(storages)
        judged = judge(before, now, witnesses)
        if self._is_news(before, judged):
            with self._ledger.transaction():
                self._record(before, now, judged)
        self._ledger.eras.end_future_signs(now.wall)
        return judged.mark

    def _is_news(self, before: ClockMark, judged: Judgement) -> bool:
        mark = judged.mark
        same = dataclasses.replace(
            mark, wall=before.wall, uptime_seconds=before.uptime_seconds, asked_at=before.asked_at
        )
        young = 0 <= mark.wall - before.wall < NOTED_EVERY_SECONDS
        return (
            not young
            or same != before
            or mark.asked_at != before.asked_at
            or noted_mark(self._ledger) is None
        )

    def _record(self, before: ClockMark, now: Reading, judged: Judgement) -> None:
        passed, shift = now.wall - before.wall, judged.shift_seconds
        eras = self._ledger.eras
        if self._correct_history(before, now, judged):
            self._ledger.journal.note(RESTATED)
        if shift > 0:
            log.warning("%.0f seconds do not count as passed", shift, extra={"scenario": "4-5"})
            eras.put_off(shift, made_before=judged.old_clock_until)
        elif shift < 0:
            log.warning("the clock went back by %.0f seconds", -shift, extra={"scenario": "4-5"})
            eras.put_back(-shift, made_after=now.wall)
        if passed < -SLACK_SECONDS:
            longest = self._settings.longest_backoff_seconds
            eras.forget_the_future(now.wall, longest_backoff_seconds=longest)
        note_mark(self._ledger, judged.mark)
        doubt = doubt_reason(judged.mark)
        if doubt is None:
            self._ledger.attention.close(AttentionKind.CLOCK, subjects.CLOCK)
        else:
            log.error("%s", in_english(doubt), extra={"scenario": "4-5"})
            self._ledger.attention.open(items.clock_wrong(doubt), now.wall)

    def _correct_history(self, before: ClockMark, now: Reading, judged: Judgement) -> bool:
        """Correct what a wrong clock wrote; return whether there was anything (4-4)."""
        eras, vault = self._ledger.eras, self._ledger.vaults.get()
        corrected = False
        if vault is not None and before.wall < vault.made_at <= now.wall:
            corrected = eras.end_prehistory(
                now.wall - before.wall,
                made_before=min(vault.made_at, before.wall + NOTED_EVERY_SECONDS),
                now=now.wall,
            )
        if judged.future_became is not None:
            corrected |= eras.end_future(now.wall, became=judged.future_became)
        return corrected

    def _ask(self, storages: Mapping[Role, Storage]) -> list[Witness]:
        witnesses: list[Witness] = []
        for role, storage in storages.items():
            try:
                ahead = storage_ahead_seconds(storage, self._scratch, self._clock)
            except StorageError as error:
                # A full or read-only storage is no witness; the pass itself reports it.
                log.info("%s told no time: %s", role.value, error.sentence)
                continue
            own = self._may_be_our_own_clock(role)
            witnesses.append(Witness(ahead, independent=not own or abs(ahead) > AGREE_SECONDS))
        return witnesses

    def _may_be_our_own_clock(self, role: Role) -> bool:
        """Return whether the storage may be a disk of this computer or a server on it."""
        server = parse_place(self._ledger.storages.get(role).url).server
        return server is None or server.host in THIS_COMPUTER


def note_mark(ledger: Ledger, mark: ClockMark) -> None:
    """Save the mark for the next check. Call it inside a transaction."""
    ledger.vaults.note(Note.CLOCK_MARK, json.dumps(dataclasses.asdict(mark)))


def history_begins(ledger: Ledger, now: float, grace_days: int) -> float:
    """Return since when the ended states of photos are kept, in Unix seconds.

    Longer than the grace by as much as the clock may be ahead without a doubt. All are kept
    while it is in doubt.
    """
    mark = noted_mark(ledger)
    if mark is not None and mark.doubt is not Doubt.NONE:
        return -inf
    return now - grace_days * DAY_SECONDS - MOST_AWAY_SECONDS


def trust_the_clock(ledger: Ledger) -> None:
    """Record a person's answer that the clock is right; the storages may still disagree."""
    mark = noted_mark(ledger)
    if mark is not None:
        with ledger.transaction():
            note_mark(ledger, dataclasses.replace(mark, doubt=Doubt.NONE, apart_seconds=0.0))
            ledger.attention.close(AttentionKind.CLOCK, subjects.CLOCK)


def _first_mark(ledger: Ledger, now: Reading) -> ClockMark:
    """Make the mark for an older ledger, from its last contact with a storage."""
    known = [at for storage in ledger.storages.all() if (at := storage.checked_at) is not None]
    return ClockMark(wall=max(known, default=now.wall))
