"""The end of a pass for both storages: how each is, and what was found out about it."""

import logging
from collections.abc import Collection, Mapping

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.base import Probe, Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.reach.circuit import Circuit
from picup_desktop.sync.reach.contact import (
    Contact,
    Contacts,
    contact_after,
    probe_all,
)
from picup_desktop.sync.reach.findings import Findings
from picup_desktop.sync.reach.full import as_recorded, have_room_again
from picup_desktop.sync.reach.workers import Crew
from picup_desktop.words import Role

log = logging.getLogger(__name__)


class Conclusion:
    """Belongs to the thread that runs the pass."""

    def __init__(
        self, ledger: Ledger, clock: Clock, contacts: Contacts, findings: Findings, crew: Crew
    ) -> None:
        """``contacts`` records states; ``findings`` are those of this pass."""
        self._ledger = ledger
        self._clock = clock
        self._contacts = contacts
        self._findings = findings
        self._crew = crew
        self._probed: dict[Role, Probe] = {}

    def probe_ahead(self, role: Role, storage: Storage) -> None:
        """Probe a storage at the end of its work, so that ``run`` does not wait for that.

        One that fails is probed again by ``run``: a removal may make room meanwhile.
        """
        try:
            self._probed[role] = storage.probe()
        except StorageError as error:
            log.info("%s is asked again: %s", role.value, error.sentence)

    def run(
        self,
        reachable: Mapping[Role, Storage],
        circuits: Mapping[Role, Circuit],
        *,
        without: Collection[Role],
        looked: Collection[Role],
        rested: Mapping[Role, int],
        waits: bool,
    ) -> dict[Role, Contact]:
        """Probe the storages that are in reach and record the state of all in the ledger.

        Those ``without`` were not asked in this pass; those ``looked`` at were checked first.
        ``rested`` is ``stored_on_full`` as the pass began; ``waits``: photos wait to be
        written. Return the states as seen now, so that a storage that answers again is tried
        at once.
        """
        contacts = probe_all(reachable, self._crew, known=self._probed)
        for role, circuit in circuits.items():
            if circuit.error is not None:
                contacts[role] = contact_after(circuit.error)
        with_room = have_room_again(self._ledger, rested)
        recorded = {
            role: as_recorded(
                self._ledger.storages.get(role), contact, has_room=role in with_room, waits=waits
            )
            for role, contact in contacts.items()
            if role not in without
        }
        self._contacts.note(recorded)
        self._attend_findings(contacts, looked)
        return contacts

    def _attend_findings(self, contacts: Mapping[Role, Contact], looked: Collection[Role]) -> None:
        """Report impossible facts; they are over once a whole pass looked and found none."""
        now = self._clock.now()
        with self._ledger.transaction():
            for role in Role:
                there = role in contacts and contacts[role].error is None
                self._findings.attend(self._ledger, role, now, looked=there and role in looked)
