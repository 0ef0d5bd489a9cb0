"""Every reason against removing anything now: an old or copied home, a wrong clock (4-5, 5-5, 5-6).

What each storage showed is recorded in the ledger, so it stays in force after a restart and
while the storages can't be asked. Code that removes from a storage calls ``standing`` or
``why_nothing_is_removed`` first. ``picup deletions run --now`` is a person's own decision and
checks the home only. ``this_machine`` detects a home that was copied to another computer.
"""

import hashlib
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from picup_desktop.attention import items, subjects
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.errors import Kind, PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note, NoteAbout
from picup_desktop.messages.message import Message
from picup_desktop.sync.clock.check import doubt_reason
from picup_desktop.sync.clock.noted import noted_mark
from picup_desktop.sync.home.own_view import OwnView
from picup_desktop.words import AttentionKind, Role

if TYPE_CHECKING:
    # Every command asks what stands; the journal is read by few.
    from picup_desktop.sync.home.own_journal import OwnLook


class HomeHold(StrEnum):
    """The reason why removals are blocked."""

    OLD = "old"
    COPIED = "copied"
    JOINING = "joining"
    """The home became a computer of its own and has not read the former one's journals yet."""
    REMOVED = "removed"
    """Another computer of the vault removed this one (6-5)."""


MESSAGES = {
    HomeHold.OLD: Message("computers-vault-data-older-than"),
    HomeHold.JOINING: Message("computer-became-one-own-nothing"),
    HomeHold.COPIED: Message("computers-vault-data-copied-another"),
    HomeHold.REMOVED: Message("computer-was-removed"),
}


class HomeHeld(PicupError):
    """A command would remove photos while it is not known what this home may remove."""

    title = "title-nothing-removed-now"
    kind = Kind.PERMANENT


def standing(ledger: Ledger) -> HomeHold | None:
    """Return why nothing may be removed, as last seen; None if it may be."""
    if ledger.vaults.noted(Note.HOME_REMOVED):
        return HomeHold.REMOVED
    if ledger.vaults.noted(Note.HOME_ELSEWHERE):
        return HomeHold.COPIED
    views = {ledger.vaults.noted(NoteAbout.HOME_OWN_JOURNAL.of(role)) for role in Role}
    if OwnView.FORKED.value in views:
        return HomeHold.COPIED
    if OwnView.AHEAD.value in views:
        return HomeHold.OLD
    return HomeHold.JOINING if names_noted(ledger, Note.HOME_JOINING) else None


def standing_on(ledger: Ledger, machine: str | None) -> HomeHold | None:
    """Return ``standing`` as a program on this machine will note it at its start (5-6)."""
    before = ledger.vaults.noted(Note.HOME_MACHINE)
    is_elsewhere = machine is not None and before is not None and before != machine
    return HomeHold.COPIED if is_elsewhere else standing(ledger)


def may_write_journal(ledger: Ledger) -> bool:
    """Return whether this home's next segment would follow the ones stored in its name."""
    return standing(ledger) in {None, HomeHold.JOINING}


def ask_for_new_computer(ledger: Ledger, *, alone: bool = False) -> None:
    """Make this home become a computer of its own before its next pass.

    ``alone``: a person said that no other copy of it goes on, so its albums go on here.
    """
    ledger.vaults.note(Note.HOME_NEW_COMPUTER, "yes")
    ledger.vaults.note(Note.HOME_ALONE, "yes" if alone else "")


def is_new_computer_asked(ledger: Ledger) -> bool:
    """Return whether a person chose that and it was not done yet."""
    return bool(ledger.vaults.noted(Note.HOME_NEW_COMPUTER))


def begin_joining(ledger: Ledger, former_id: str) -> None:
    """Clear the notes about the former identity and await its journals; inside a transaction."""
    machine = ledger.vaults.noted(Note.HOME_ELSEWHERE)
    if machine:
        ledger.vaults.note(Note.HOME_MACHINE, machine)
    for note in (Note.HOME_ELSEWHERE, Note.HOME_NEW_COMPUTER):
        ledger.vaults.note(note, "")
    for role in Role:
        ledger.vaults.note(NoteAbout.HOME_OWN_JOURNAL.of(role), "")
    note_names(ledger, Note.HOME_JOINING, frozenset(role.value for role in Role))
    note_names(ledger, Note.HOME_FORMER, names_noted(ledger, Note.HOME_FORMER) | {former_id})


def note_read(ledger: Ledger, roles: Iterable[Role]) -> None:
    """Record that the journals on these storages were read; after all, removals go on."""
    left = names_noted(ledger, Note.HOME_JOINING)
    if not left:
        return
    left -= {role.value for role in roles}
    note_names(ledger, Note.HOME_JOINING, left)
    if not left:
        note_names(ledger, Note.HOME_FORMER, frozenset())
        ledger.vaults.note(Note.HOME_ALONE, "")


def former_ids(ledger: Ledger) -> frozenset[str]:
    """Return the former ids of this home while it reads the journals under them."""
    return names_noted(ledger, Note.HOME_FORMER)


def continued_ids(ledger: Ledger) -> frozenset[str]:
    """Return the former ids whose albums go on here, because nobody else uses them (5-5)."""
    return former_ids(ledger) if ledger.vaults.noted(Note.HOME_ALONE) else frozenset()


def check_free(ledger: Ledger) -> None:
    """Raise HomeHeld if this home is known to be old or copied."""
    hold = standing(ledger)
    if hold is not None:
        raise HomeHeld.of(MESSAGES[hold])


def note_removed(ledger: Ledger, now: float) -> None:
    """Record that another computer removed this one; inside a transaction."""
    if not ledger.vaults.noted(Note.HOME_REMOVED):
        ledger.vaults.note(Note.HOME_REMOVED, "yes")
        ledger.attention.open(items.home_removed(), now)


def note_machine(ledger: Ledger, machine: str | None, now: float) -> None:
    """Record which machine this home is on; ask if it is another than before (5-6).

    ``machine`` is None if the system does not say; then nothing is concluded.
    """
    before = ledger.vaults.noted(Note.HOME_MACHINE)
    elsewhere = ledger.vaults.noted(Note.HOME_ELSEWHERE)
    if machine is None or (before == machine and not elsewhere) or elsewhere == machine:
        return
    with ledger.transaction():
        if before in {None, machine}:
            ledger.vaults.note(Note.HOME_MACHINE, machine)
            ledger.vaults.note(Note.HOME_ELSEWHERE, "")
            if standing(ledger) is None:
                ledger.attention.close(AttentionKind.HOME, subjects.home(HomeHold.COPIED.value))
            return
        ledger.vaults.note(Note.HOME_ELSEWHERE, machine)
        ledger.attention.open(items.home_moved(), now)


def note_look(ledger: Ledger, role: Role, look: "OwnLook", now: float) -> None:
    """Record a storage's view, and open or close the items that follow. One transaction."""
    with ledger.transaction():
        if ledger.vaults.noted(NoteAbout.HOME_OWN_JOURNAL.of(role)) != look.view.value:
            ledger.vaults.note(NoteAbout.HOME_OWN_JOURNAL.of(role), look.view.value)
        hold = standing(ledger)
        if look.view is not OwnView.AGREED and hold in {HomeHold.OLD, HomeHold.COPIED}:
            ledger.attention.open(_item(hold, role, look.place), now)
        # The item of versions in which homes had no items of their own.
        ledger.attention.close(AttentionKind.JOURNAL, "vault-journal:forked")
        for other in HomeHold:
            if other not in {hold, HomeHold.REMOVED}:
                ledger.attention.close(AttentionKind.HOME, subjects.home(other.value))


def _item(hold: HomeHold | None, role: Role, place: str) -> AttentionRecord:
    made = items.home_copied if hold is HomeHold.COPIED else items.home_old
    return made(role, place)


def names_noted(ledger: Ledger, note: Note) -> frozenset[str]:
    """Return the marks in one of the two notes."""
    return frozenset((ledger.vaults.noted(note) or "").split())


def note_names(ledger: Ledger, note: Note, names: frozenset[str]) -> None:
    """Record marks in one of the two notes."""
    ledger.vaults.note(note, " ".join(sorted(names)))


class NothingRemoved(PicupError):
    """Removals were requested while none may be made."""

    title = "title-nothing-removed-now"
    kind = Kind.PERMANENT


def why_nothing_is_removed(ledger: Ledger) -> Message | None:
    """Return the message on why nothing may be removed now; None if it may be."""
    hold = standing(ledger)
    if hold is not None:
        return MESSAGES[hold]
    return why_no_clock_counts(ledger)


def why_no_clock_counts(ledger: Ledger) -> Message | None:
    """Return the message about a clock that is in doubt; None if none is (4-5)."""
    mark = noted_mark(ledger)
    reason = None if mark is None else doubt_reason(mark)
    return None if reason is None else Message("nothing-removed-meanwhile", reason=reason)


MACHINE_ID_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
REGISTRY_KEY = r"SOFTWARE\Microsoft\Cryptography"


def this_machine(files: Sequence[Path] = MACHINE_ID_FILES) -> str | None:
    """Return a hash of the system's id of this machine; None if it has none.

    The host name is no such id: it changes with the network and at the owner's will.
    """
    found = _registry() if sys.platform == "win32" else _first_line(files)
    return hashlib.sha256(f"picup {found}".encode()).hexdigest()[:32] if found else None


def _first_line(files: Sequence[Path]) -> str | None:
    for file in files:
        try:
            text = file.read_text("ascii", "replace").strip()
        except OSError:
            continue
        if text and text != "uninitialized":
            return text
    return None


def _registry() -> str | None:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - Windows only

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return None
    return None
