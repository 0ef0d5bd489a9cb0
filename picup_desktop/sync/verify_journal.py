"""Verify, journal: every keys file and segment of every device, read from both storages anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.journal_read import DAMAGE, JournalReading, JournalShelves
from picup_desktop.sync.journal_send import JournalForked, JournalSender
from picup_desktop.sync.journal_write import JournalWriter, Signer
from picup_desktop.vault.journal import Finding, build_catalog, parse_name
from picup_desktop.words import Role


@dataclass(frozen=True)
class JournalVerdict:
    """What the journals came to."""

    findings: tuple[Finding, ...]
    named: frozenset[str]
    """Every object that a device's journal names."""


class JournalVerifier:
    """Checks, and with ``heal`` repairs; ``folder`` is empty and thrown away afterwards."""

    def __init__(
        self, ledger: Ledger, storages: Mapping[Role, Storage], signer: Signer, folder: Path
    ) -> None:
        self._ledger = ledger
        self._storages = storages
        self._signer = signer
        self._shelves = JournalShelves(ledger, folder, signer, with_own=True)
        self._reading: JournalReading | None = None

    def run(self) -> JournalVerdict:
        """Read everything that the storages which answer hold."""
        for role, storage in self._storages.items():
            try:
                self._shelves.look(role, storage)
            except StorageError:
                # The verifier itself tells of a storage that does not answer.
                continue
        self._reading = self._shelves.read()
        catalog = build_catalog(self._reading.report.trusted)
        return JournalVerdict(self._reading.report.findings, frozenset(catalog.objects))

    def heal(self, clock: Clock, scratch: Path) -> int:
        """Good copies take the place of what is damaged or missing; how many segments."""
        if self._reading is None:
            return 0
        writer = JournalWriter(self._ledger, clock, self._signer)
        sender = JournalSender(self._ledger, writer, scratch)
        healed = 0
        for role, storage in self._storages.items():
            try:
                healed += self._shelves.heal(role, storage, self._reading)
                self._drop_damaged_own(role, storage)
                sender.run(role, storage)
            except (StorageError, JournalForked):
                # It stays among the findings; the next pass tells of it.
                continue
        return healed

    def _drop_damaged_own(self, role: Role, storage: Storage) -> None:
        """Segments of this computer whose sealed bytes it still has itself."""
        if self._reading is None:
            return
        kept = {one.number for one in self._ledger.journal.segments()}
        for finding in self._reading.report.findings:
            place = parse_name(finding.place)
            own = place is not None and place[0] == self._signer.author.device_id
            if finding.role is not role or finding.check not in DAMAGE or not own:
                continue
            if place is not None and place[1] in kept and finding.place not in self._reading.files:
                storage.remove(finding.place)
