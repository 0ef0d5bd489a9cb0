"""The journal's part of a pass: write and send at its end and every 30 s, import others'.

The order within a pass matters: keys before the journal that needs them, other
computers' photos before deletions, so that no object they name is removed.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.names import plain
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.storage.base import Storage
from picup_desktop.sync.home.hold import (
    HomeHold,
    may_write_journal,
    note_look,
    note_read,
    standing,
)
from picup_desktop.sync.home.own_journal import OwnLook
from picup_desktop.sync.home.own_view import OwnView
from picup_desktop.sync.journal.catalog import (
    import_catalog,
    learn_album_keys,
    survey,
    with_facts,
)
from picup_desktop.sync.journal.changes import forget_old_changes, tell_changes
from picup_desktop.sync.journal.findings import OTHERS, attend_findings
from picup_desktop.sync.journal.newcomers import newcomers, read_with_newcomers
from picup_desktop.sync.journal.read import (
    JournalReading,
    JournalShelves,
    beyond_bounds,
    told_to_people,
)
from picup_desktop.sync.journal.send import JournalForked, JournalSender
from picup_desktop.sync.journal.trust import learn, note_writers, renew_if_due, trust_of
from picup_desktop.sync.journal.write import JournalWriter, Signer, with_learned_keys
from picup_desktop.sync.reach.findings import Found, no_listener
from picup_desktop.vault.journal import Catalog, build_catalog
from picup_desktop.words import Role

PULSE_SECONDS = 30.0

OnEach = Callable[[str, Callable[[Role, Storage], object]], None]
"""Calls a function for each reachable storage and handles its failure."""

log = logging.getLogger(__name__)


class JournalRound:
    """The journal work of one pass; belongs to the thread that runs the pass.

    What it has ``on_each`` do is done for both storages at once.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        clock: Clock,
        signer: Signer,
        folder: Path,
        scratch: Path,
        found: Found = no_listener,
    ) -> None:
        """``folder`` caches others' files; ``found`` receives facts that can't be true (6-2)."""
        self._found = found
        self._ledger = ledger
        self._clock = clock
        self._signer = signer
        self._writer = JournalWriter(ledger, clock, signer)
        self._sender = JournalSender(ledger, self._writer, scratch)
        self._shelves = JournalShelves(ledger, folder, signer)
        self._looked_ahead: set[Role] = set()
        self._wrote_at = clock.monotonic()

    def pulse(self, on_each: OnEach) -> None:
        """Write and send if something happened and the last time is 30 s ago."""
        if self._clock.monotonic() - self._wrote_at >= PULSE_SECONDS:
            self.write(on_each)

    def write(self, on_each: OnEach) -> None:
        """Seal new entries, and send both storages the segments that they lack.

        Not while this home is old or copied: a new segment would fork the journal (5-5).
        """
        if not may_write_journal(self._ledger):
            return
        self._writer.begin()
        self._writer.write()
        self._wrote_at = self._clock.monotonic()
        on_each("writing the journal", self._send)

    def write_if_any(self, on_each: OnEach) -> None:
        """As ``write``, if there are new entries."""
        if self._ledger.journal.anything_to_tell():
            self.write(on_each)

    def look_ahead(self, role: Role, storage: Storage) -> None:
        """List and fetch what the next ``take_in`` reads of a storage. Any StorageError."""
        self._shelves.look(role, storage)
        self._looked_ahead.add(role)

    def take_in(self, on_each: OnEach) -> None:
        """Import other computers' changes, check for their objects, and heal their journals."""
        with self._ledger.transaction():
            forget_old_changes(self._ledger, self._clock.now())
        on_each("reading the journal", self._look)
        for role, listed in self._shelves.listed.items():
            too_much = beyond_bounds(listed)
            if too_much:
                self._found(role, too_much)
        seen = self._shelves.fingerprint()
        if self._shelves.listed and self._ledger.vaults.noted(Note.JOURNAL_SEEN) != seen:
            reading = read_with_newcomers(
                self._shelves,
                self._clock,
                lambda: on_each("reading the journal", self._shelves.look),
                newcomers,
            )
            seen = self._shelves.fingerprint()
            if self._learn(reading):
                # What is sealed to a new vault key opens from now on.
                reading = self._shelves.read()
            self._take(reading, self._catalog(reading, on_each))
            note_read(self._ledger, self._shelves.listed)
            healed: list[int] = []
            if standing(self._ledger) is not None:
                on_each("looking for objects", self.survey)
                return
            try:
                on_each(
                    "healing the journal",
                    lambda role, storage: healed.append(self._shelves.heal(role, storage, reading)),
                )
            finally:
                self._shelves.forget_healed()
            # Healed journals are read again next time, which clears their findings.
            self._ledger.vaults.note(Note.JOURNAL_SEEN, "" if any(healed) else seen)
        on_each("looking for objects", self.survey)

    @property
    def read_from(self) -> frozenset[Role]:
        """The storages that the last ``take_in`` listed."""
        return frozenset(self._shelves.listed)

    def named(self) -> frozenset[str] | None:
        """Return every object in other computers' journals, as the last ``take_in`` read them.

        Those that their computers removed lately are among them, because a listing may be
        older than that. None if not every journal could be read whole.
        """
        reading = self._shelves.read()
        if not self._shelves.listed or reading.report.findings:
            return None
        return named_lately(build_catalog(reading.report.trusted), self._clock.now())

    def survey(self, role: Role, storage: Storage) -> None:
        """Check the presence of every unchecked object. Any StorageError."""
        survey(self._ledger, role, storage)

    def _look(self, role: Role, storage: Storage) -> None:
        if role in self._looked_ahead:
            self._looked_ahead.discard(role)
        else:
            self._shelves.look(role, storage)

    def _send(self, role: Role, storage: Storage) -> None:
        try:
            self._sender.run(role, storage)
        except JournalForked as fork:
            log.warning("%s on %s is not what this computer wrote", plain(fork.name), role.value)
            look = OwnLook(OwnView.FORKED, fork.name)
            note_look(self._ledger, role, look, self._clock.now())

    def _catalog(self, reading: JournalReading, on_each: OnEach) -> Catalog:
        """Return what the journals say, as far as the storages bear it out (6-4)."""
        catalog = replace(build_catalog(reading.report.trusted), now=self._clock.now())
        if not catalog.unproven:
            return catalog
        asked: dict[Role, Catalog] = {}

        def ask(role: Role, storage: Storage) -> None:
            asked[role] = with_facts(catalog, {role: storage}, self._clock.now())

        on_each("looking at adopted photos", ask)
        if asked.keys() != self._shelves.listed.keys():
            return catalog
        gone = frozenset.intersection(*(one.gone for one in asked.values()))
        return replace(catalog, gone=gone)

    def _learn(self, reading: JournalReading) -> bool:
        """Take in computers and keys; return whether a vault key was new here (6-5)."""
        now = self._clock.now()
        with self._ledger.transaction():
            for device_id, key in reading.ring.devices.items():
                self._ledger.devices.add(device_id, key, now)
            before = trust_of(self._ledger)
            learn(self._ledger, self._signer, reading.believed, now)
            tell_changes(self._ledger, before, now)
        keys = tuple(with_learned_keys(self._ledger, self._signer))
        is_new = len(keys) > len(self._signer.vault_keys)
        self._signer = replace(self._signer, vault_keys=keys)
        self._shelves.use(self._signer)
        return is_new

    def _take(self, reading: JournalReading, catalog: Catalog) -> None:
        now = self._clock.now()
        with self._ledger.transaction():
            learn_album_keys(self._ledger, reading.ring.albums, self._signer.vault_keys)
            renew_if_due(self._ledger, self._signer, now)
        done = import_catalog(self._ledger, catalog, reading.ring.albums, now)
        if done.added or done.changed or done.removed:
            log.info(
                "other computers: %d photos are new, %d changed, %d are gone",
                done.added,
                done.changed,
                done.removed,
            )
        with self._ledger.transaction():
            for head in reading.report.heads:
                self._ledger.devices.note_head(head.device_id, head.number, head.hash)
            note_writers(self._ledger, reading.report.trusted)
            told = told_to_people(reading, self._shelves.listed)
            if standing(self._ledger) is HomeHold.REMOVED:
                # What it can't open any more is not damaged.
                told = ()
            attend_findings(self._ledger, {OTHERS: told}, now)


def named_lately(catalog: Catalog, now: float) -> frozenset[str]:
    """Return the objects that are on the storages, or left them within the last day."""
    return frozenset(
        known.name
        for state in catalog.devices.values()
        for known in state.objects.values()
        if known.gone_at is None or known.gone_at > now - DAY_SECONDS
    )
