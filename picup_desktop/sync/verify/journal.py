"""Verify every keys file and segment of every device, read again from both storages."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.home.hold import HomeHold, standing
from picup_desktop.sync.join.static_files import heal_static
from picup_desktop.sync.journal.findings import OTHERS, by_part, own_part
from picup_desktop.sync.journal.keys import KeysPublisher
from picup_desktop.sync.journal.newcomers import newcomers, read_with_newcomers
from picup_desktop.sync.journal.read import (
    DAMAGE,
    LATE,
    JournalReading,
    JournalShelves,
    told_to_people,
)
from picup_desktop.sync.journal.send import JournalForked, JournalSender
from picup_desktop.sync.journal.trust import is_signed_vault
from picup_desktop.sync.journal.write import JournalWriter, Signer
from picup_desktop.sync.seen.losses import lost_anywhere
from picup_desktop.vault.journal import (
    JOURNAL_FOLDER,
    Entry,
    Finding,
    Refused,
    Segment,
    SegmentCheck,
    SegmentRefused,
    in_force,
    parse_name,
    segment_name,
    still_named,
)
from picup_desktop.vault.keys import KEYS_FOLDER
from picup_desktop.words import Role


@dataclass(frozen=True)
class JournalVerdict:
    """The result of verifying the journals."""

    findings: tuple[Finding, ...]
    told: Mapping[str, Sequence[Finding]]
    """The findings for a person, by part (``sync/journal/findings.py``)."""
    listed: frozenset[Role]
    """The storages whose journals were read."""

    @property
    def is_complete(self) -> bool:
        """Whether what each other computer named is known: nothing was out or unreadable."""
        return self.listed == set(Role) and not self.told.get(OTHERS)


class JournalVerifier:
    """Checks, and with ``heal`` repairs; ``folder`` is empty and temporary."""

    def __init__(
        self,
        ledger: Ledger,
        storages: Mapping[Role, Storage],
        signer: Signer,
        folder: Path,
        *,
        unsent: Set[tuple[Role, str]],
        clock: Clock,
    ) -> None:
        """``unsent``: see ``unsent_segments``."""
        self._ledger = ledger
        self._storages = storages
        self._signer = signer
        self._unsent = unsent
        self._clock = clock
        self._shelves = JournalShelves(ledger, folder, signer, to_verify=True)
        self._reading: JournalReading | None = None
        self._old_keys: list[Role] = []

    def run(self) -> JournalVerdict:
        """Read everything on the storages that answer."""
        self._look()
        self._reading = read_with_newcomers(self._shelves, self._clock, self._look, newcomers)
        self._old_keys = self._roles_with_old_keys()
        findings = [
            *(one for one in self._reading.report.findings if not _is_unsent(one, self._unsent)),
            *(Finding(SegmentCheck.ROLLED_BACK, role, KEYS_FOLDER) for role in self._old_keys),
        ]
        own_id = self._signer.author.device_id
        is_removed = standing(self._ledger) is HomeHold.REMOVED
        # What a removed computer can't open any more is not damaged.
        told = (
            []
            if is_removed
            else [
                finding
                for finding in told_to_people(self._reading, self._shelves.listed)
                # A storage that lost this computer's own segments has an item of its own (5-1).
                if finding.check not in LATE
                or not finding.place.startswith(f"{JOURNAL_FOLDER}/{own_id}/")
            ]
        )
        return JournalVerdict(
            tuple(findings),
            self._of_listed(by_part(told, own_id)),
            frozenset(self._shelves.listed),
        )

    def _look(self) -> None:
        for role, storage in self._storages.items():
            try:
                self._shelves.look(role, storage)
            except StorageError:
                # The verifier itself reports a storage that does not answer.
                continue

    def named_among(self, names: Set[str]) -> Set[str]:
        """Return those of some objects that any device's journal names, of removed photos too.

        The entries are read again, for memory keeps none. SegmentRefused if a file changed in the
        cache meanwhile.
        """
        reading, found = self._reading, set[str]()
        if reading is None:
            return found
        for chain in reading.report.trusted.values():
            entries = (e for segment in in_force(chain) for e in self._entries(reading, segment))
            found |= still_named(names, entries)
        return found

    def _entries(self, reading: JournalReading, segment: Segment) -> Sequence[Entry]:
        name = segment.name
        sealed = reading.files[name].read_bytes()
        opened = self._signer.opened(name, sealed, reading.ring.devices)
        if isinstance(opened, Refused):
            raise SegmentRefused(opened.check, "segment-makes-no-sense", name=name)
        return opened.entries

    def _of_listed(self, parts: Mapping[str, Sequence[Finding]]) -> Mapping[str, Sequence[Finding]]:
        """Return the parts that were read completely; findings of other parts stay."""
        listed = set(self._shelves.listed)
        whole = {own_part(role) for role in listed} | ({OTHERS} if listed == set(Role) else set())
        return {part: findings for part, findings in parts.items() if part in whole}

    def heal(self, scratch: Path) -> int:
        """Replace damaged or missing files by good copies; return the number of segments."""
        if self._reading is None:
            return 0
        writer = JournalWriter(self._ledger, self._clock, self._signer)
        sender = JournalSender(self._ledger, writer, scratch)
        healed = 0
        for role, storage in self._storages.items():
            try:
                signed = is_signed_vault(self._ledger)
                heal_static(storage, self._signer.author.vault_id, scratch, signed=signed)
                healed += self._shelves.heal(role, storage, self._reading)
                self._publish_keys(role, storage, scratch)
                self._drop_damaged(role, storage)
                self._shelves.leave_other_keys(role, self._reading)
                sender.run(role, storage)
            except (StorageError, JournalForked):
                # It stays among the findings; the next pass reports it.
                continue
        self._shelves.forget_healed()
        return healed

    def _roles_with_old_keys(self) -> list[Role]:
        keys = KeysPublisher(self._ledger, Path(), self._signer)
        return [
            role for role in self._shelves.listed if not keys.is_known_by(self._shelves.rings(role))
        ]

    def _publish_keys(self, role: Role, storage: Storage, scratch: Path) -> None:
        keys = KeysPublisher(self._ledger, scratch, self._signer)
        if role in self._old_keys or self._lacks_keys_files(role):
            keys.publish_again(role)
        keys.run(role, storage)

    def _lacks_keys_files(self, role: Role) -> bool:
        """Return whether keys files open to nobody here: what they said is written anew.

        ``_drop_damaged`` removes some of them; those of another key stay.
        """
        return any(
            finding.role is role
            and (_may_go(finding) or finding.check is SegmentCheck.OTHER_KEY)
            and finding.place.startswith(f"{KEYS_FOLDER}/")
            for finding in self._findings()
        )

    def _drop_damaged(self, role: Role, storage: Storage) -> None:
        """Remove damaged keys files, and damaged segments that this computer still has.

        A keys file that another key may open is none of them: it may hold what no other has
        (S4). The check ``OTHER_KEY`` is not in ``DAMAGE``.
        """
        kept = {one.number for one in self._ledger.journal.segments()}
        for finding in self._findings():
            if finding.role is not role or not _may_go(finding):
                continue
            place = parse_name(finding.place)
            own = place is not None and place[0] == self._signer.author.device_id
            is_kept = own and place is not None and place[1] in kept
            if place is None or (is_kept and finding.place not in self._good()):
                storage.remove(finding.place)

    def _findings(self) -> Sequence[Finding]:
        return () if self._reading is None else self._reading.report.findings

    def _good(self) -> Mapping[str, Path]:
        return {} if self._reading is None else self._reading.files


def unsent_segments(ledger: Ledger) -> Set[tuple[Role, str]]:
    """Return the segments of this computer that a storage was never sent, by their names.

    Ask before anything looks at the storages: what is found to be gone there counts as not sent
    from then on, and is no such segment (5-1); nor is any while something is known to be lost.
    """
    vault = ledger.vaults.get()
    if vault is None or lost_anywhere(ledger):
        return frozenset()
    return {
        (role, segment_name(vault.device_id, one.number))
        for one in ledger.journal.segments()
        for role in Role
        if role not in one.on
    }


def _is_unsent(finding: Finding, unsent: Set[tuple[Role, str]]) -> bool:
    """Return whether a storage lacks only what it was never sent, as after a broken line.

    Segments are sent in order, so nothing after the first of them was sent either.
    """
    return finding.check in LATE and (finding.role, finding.place.split(" ")[0]) in unsent


def _may_go(finding: Finding) -> bool:
    """Return whether it is of damage, but not of a keys file that opens.

    Such a file may have the only key of an album.
    """
    is_segment = parse_name(finding.place) is not None
    return finding.check in DAMAGE and (is_segment or finding.check is not SegmentCheck.BAD_CONTENT)
