"""Probe the storages and record their states."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from picup_desktop.attention import items, subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.clock import Clock, iso
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.messages.message import Message
from picup_desktop.settings import Settings
from picup_desktop.storage.base import Probe, Storage
from picup_desktop.storage.errors import (
    CertificateUnusable,
    ClockRefused,
    HostKeyChanged,
    HostKeyUnknown,
    LoginRefused,
    OutdatedSsh,
    SameFolder,
    StorageDenied,
    StorageError,
    StorageFull,
    StrangeEntry,
    storage_state_after,
)
from picup_desktop.sync.reach.findings import attend_strange
from picup_desktop.sync.reach.keeping import attend_rule, note_keeping, note_sums
from picup_desktop.sync.reach.one_box import note_one_box
from picup_desktop.sync.reach.refusals import note_login
from picup_desktop.sync.reach.workers import THREADS, Crew, on_each
from picup_desktop.words import AttentionKind, Policy, Role, StorageState


@dataclass(frozen=True)
class Contact:
    """The last known state of a storage, with the reason."""

    state: StorageState
    error: StorageError | None = None
    probe: Probe | None = None


NONE_PROBED: Mapping[Role, Probe] = MappingProxyType({})


def probe_all(
    storages: Mapping[Role, Storage],
    crew: Crew = THREADS,
    *,
    known: Mapping[Role, Probe] = NONE_PROBED,
) -> dict[Role, Contact]:
    """Probe the storages at once, since each may take its whole time-out.

    ``known``: those that were probed a moment ago.
    """
    asked = {role: one for role, one in storages.items() if role not in known}
    probes = on_each(asked, lambda _, storage: storage.probe(), crew)
    seen = {role: known[role] if role in known else probes[role] for role in storages}
    return apart({role: _contact(one) for role, one in seen.items()})


def probes_of(contacts: Mapping[Role, Contact]) -> dict[Role, Probe]:
    """Return the probes of the storages that were reached."""
    return {role: one.probe for role, one in contacts.items() if one.probe is not None}


def _contact(seen: Probe | StorageError) -> Contact:
    if isinstance(seen, StorageError):
        return contact_after(seen)
    return Contact(StorageState.ONLINE, probe=seen)


def apart(contacts: Mapping[Role, Contact]) -> dict[Role, Contact]:
    """Return the contacts, with backup refused where it is main's very folder by now (5-8).

    A mount that shows another disk than before, or a link in an address that somebody else made,
    would leave one copy of what is called two.
    """
    found = dict(contacts)
    folders = {role: one.probe.folder for role, one in found.items() if one.probe is not None}
    if len(folders) == len(Role) and len({*folders.values()}) == 1 and None not in folders.values():
        error = SameFolder("main-and-backup-are-one-folder")
        found[Role.BACKUP] = contact_after(error)
    return found


def contact_after(error: StorageError) -> Contact:
    """Return the state that an error implies; an error about one object means it is online."""
    state = storage_state_after(error)
    if state is None:
        # It answers with nonsense, so nothing can be stored on it in this state.
        state = StorageState.REFUSED
    return Contact(state, error)


class Contacts:
    """Records contacts, and opens and closes the attention items that follow from them."""

    def __init__(self, ledger: Ledger, clock: Clock, settings: Settings) -> None:
        self._ledger = ledger
        self._clock = clock
        self._settings = settings

    def note(self, contacts: Mapping[Role, Contact]) -> None:
        """Record all contacts in one transaction."""
        now = self._clock.now()
        with self._ledger.transaction():
            for role, contact in contacts.items():
                probe = contact.probe
                self._ledger.storages.note_contact(
                    role,
                    contact.state,
                    None if contact.error is None else contact.error.message,
                    now,
                    free_bytes=None if probe is None else probe.free_bytes,
                    round_trip_seconds=None if probe is None else probe.round_trip_seconds,
                )
                self._attend(role, contact, now)
                note_login(self._ledger, role, contact.error, now)
                attend_strange(self._ledger, role, contact.error or contact.probe, now)
                if probe is not None:
                    note_keeping(self._ledger, role, probe.keeps)
                    attend_rule(self._ledger, role, probe.keeps, now)
                    note_sums(self._ledger, role, compares=probe.sums)
            note_one_box(self._ledger, probes_of(contacts))
            self._attend_backup_away(now)

    def _attend(self, role: Role, contact: Contact, now: float) -> None:
        """Open the item for a storage's answer and close those for other answers.

        Without an answer the items stay as they are, but for what keeps it from being asked.
        """
        cause = trouble_of(contact)
        for kind in TROUBLES:
            if contact.error is not None and cause is not None and cause.kind is kind:
                item = items.storage_trouble(cause, role, contact.error.message)
                self._ledger.attention.open(item, now)
            elif contact.state is not StorageState.AWAY:
                self._ledger.attention.close(kind, subjects.storage(role))

    def _attend_backup_away(self, now: float) -> None:
        """After 15 minutes, ask whether to keep photos on main alone (1-3c).

        While main is out too, nothing can be kept there, so the question is not asked.
        """
        main = self._ledger.storages.get(Role.MAIN)
        backup = self._ledger.storages.get(Role.BACKUP)
        if backup.state is StorageState.ONLINE and self._ledger.vaults.noted(
            Note.UNTIL_BACKUP_IS_BACK
        ):
            self._ledger.vaults.choose("policy", Policy.PAIR.value)
            self._ledger.vaults.note(Note.UNTIL_BACKUP_IS_BACK, "")
        waiting = self._ledger.photos.waiting()
        away_seconds = now - backup.state_since
        if (
            backup.state is StorageState.AWAY
            and main.state is StorageState.ONLINE
            and self._settings.policy is Policy.PAIR
            and waiting
            and away_seconds >= self._settings.backup_away_attention_seconds
        ):
            since, reason = iso(backup.state_since), backup.reason or Message("")
            self._ledger.attention.open(items.backup_away(waiting, since, reason), now)
        elif backup.state is not StorageState.AWAY or self._settings.policy is Policy.KEEP_ONE:
            self._ledger.attention.close(AttentionKind.BACKUP_AWAY, subjects.storage(Role.BACKUP))


TROUBLES = (
    *(AttentionKind.STORAGE_FULL, AttentionKind.LOGIN, AttentionKind.HOST_KEY_CHANGED),
    AttentionKind.CLOCK,
)
"""Kinds of items that a contact opens and closes; a storage has one of them at most."""


CAUSES: Mapping[type[StorageError], Cause] = {
    HostKeyChanged: Cause.HOST_KEY_CHANGED,
    HostKeyUnknown: Cause.HOST_KEY_UNKNOWN,
    CertificateUnusable: Cause.CERTIFICATE_UNUSABLE,
    ClockRefused: Cause.CLOCK_REFUSED,
    LoginRefused: Cause.LOGIN_REFUSED,
    OutdatedSsh: Cause.SSH_OUTDATED,
    StorageFull: Cause.STORAGE_FULL,
    StorageDenied: Cause.STORAGE_DENIED,
}


def trouble_of(contact: Contact) -> Cause | None:
    """Return the cause of the item about a storage; None if there is none."""
    error = contact.error
    if error is None or isinstance(error, StrangeEntry):
        # A strange entry has an item of its own (findings.py).
        return None
    named = next((cause for of, cause in CAUSES.items() if isinstance(error, of)), None)
    refused = contact.state in {StorageState.REFUSED, StorageState.FULL}
    return named or (Cause.STORAGE_REFUSED if refused else None)
