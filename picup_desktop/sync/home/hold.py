"""Home hold: nothing is removed while this home is known to be old or copied (DISASTERS 5-5, 5-6).

What was seen on each storage is noted in the ledger: it holds after a restart, and while the
storages can't be asked. Whoever removes anything from a storage asks ``standing`` first.
"""

from collections.abc import Iterable
from enum import StrEnum

from picup_desktop.attention import items, subjects
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.errors import Kind, PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.home.own_journal import OwnLook, OwnView
from picup_desktop.words import AttentionKind, Role

MARKS_NOTE = "home:marks"
"""Marks that this home left on the storages, by their names."""
MACHINE_NOTE = "home:machine"
"""The machine that this home was last known to be the only one on."""
ELSEWHERE_NOTE = "home:elsewhere"
"""Another machine, if the home was found on it and nobody has answered yet."""
ASKED_NOTE = "home:new-computer"
"""Whether a person chose that this home becomes a computer of its own."""
JOINING_NOTE = "home:joining"
"""The storages whose journals have to be read before anything is removed."""
ANSWERED_NOTE = "home:answered"
"""Marks of another half of which a person said that this home is the only one."""


class HomeHold(StrEnum):
    """Why nothing is removed."""

    OLD = "old"
    COPIED = "copied"
    JOINING = "joining"
    """It became a computer of its own, and has not read yet what the former one wrote."""


SENTENCES = {
    HomeHold.OLD: "This computer's vault data is older than what it once wrote to the storages: was"
    " it put back from a backup? Nothing is removed from any storage meanwhile: picup attention",
    HomeHold.JOINING: "This computer became one of its own. Nothing is removed from any storage"
    " until the lists on both were read: picup sync",
    HomeHold.COPIED: "This computer's vault data was copied, and another copy may write in its"
    " name. Nothing is removed from any storage meanwhile: picup attention",
}


class HomeHeld(PicupError):
    """Something would remove photos while it is not known what this home may remove."""

    title = "Nothing is removed now"
    kind = Kind.PERMANENT


def standing(ledger: Ledger) -> HomeHold | None:
    """Return why nothing may be removed, as far as it was seen last; None: it may."""
    if ledger.vaults.noted(ELSEWHERE_NOTE):
        return HomeHold.COPIED
    views = {ledger.vaults.noted(_note(role)) for role in Role}
    if OwnView.FORKED.value in views:
        return HomeHold.COPIED
    if OwnView.AHEAD.value in views:
        return HomeHold.OLD
    return HomeHold.JOINING if names_noted(ledger, JOINING_NOTE) else None


def may_write_journal(ledger: Ledger) -> bool:
    """Return whether what this home writes would follow on what stands in its name."""
    return standing(ledger) in {None, HomeHold.JOINING}


def ask_for_new_computer(ledger: Ledger) -> None:
    """Let this home become a computer of its own before its next pass."""
    ledger.vaults.note(ASKED_NOTE, "yes")


def is_new_computer_asked(ledger: Ledger) -> bool:
    """Return whether a person chose that, and it was not done yet."""
    return bool(ledger.vaults.noted(ASKED_NOTE))


def begin_joining(ledger: Ledger) -> None:
    """End what was noted of the former identity; inside a transaction."""
    machine = ledger.vaults.noted(ELSEWHERE_NOTE)
    if machine:
        ledger.vaults.note(MACHINE_NOTE, machine)
    for name in (ELSEWHERE_NOTE, ASKED_NOTE, *(_note(role) for role in Role)):
        ledger.vaults.note(name, "")
    note_names(ledger, JOINING_NOTE, frozenset(role.value for role in Role))


def note_read(ledger: Ledger, roles: Iterable[Role]) -> None:
    """The journals on these storages were read; once all were, removals go on."""
    left = names_noted(ledger, JOINING_NOTE)
    if left:
        note_names(ledger, JOINING_NOTE, left - {role.value for role in roles})


def check_free(ledger: Ledger) -> None:
    """HomeHeld while this home is known to be old or copied."""
    hold = standing(ledger)
    if hold is not None:
        raise HomeHeld(SENTENCES[hold])


def note_machine(ledger: Ledger, machine: str | None, now: float) -> None:
    """Remember which machine this home is on; ask if it is another than before (5-6).

    ``machine`` None: the system does not say, and nothing is concluded.
    """
    before = ledger.vaults.noted(MACHINE_NOTE)
    if machine is None or (before == machine and not ledger.vaults.noted(ELSEWHERE_NOTE)):
        return
    with ledger.transaction():
        if before in {None, machine}:
            ledger.vaults.note(MACHINE_NOTE, machine)
            ledger.vaults.note(ELSEWHERE_NOTE, "")
            if standing(ledger) is None:
                ledger.attention.close(AttentionKind.HOME, subjects.home(HomeHold.COPIED.value))
            return
        ledger.vaults.note(ELSEWHERE_NOTE, machine)
        ledger.attention.open(items.home_moved(), now)


def note_look(ledger: Ledger, role: Role, look: OwnLook, now: float) -> None:
    """Remember what a storage told, and open or close the items that follow. One transaction."""
    with ledger.transaction():
        if ledger.vaults.noted(_note(role)) != look.view.value:
            ledger.vaults.note(_note(role), look.view.value)
        hold = standing(ledger)
        if look.view is not OwnView.AGREED and hold is not None:
            ledger.attention.open(_item(hold, role, look.place), now)
        # As it was told before homes had items of their own.
        ledger.attention.close(AttentionKind.JOURNAL, "vault-journal:forked")
        for other in HomeHold:
            if other is not hold:
                ledger.attention.close(AttentionKind.HOME, subjects.home(other.value))


def _item(hold: HomeHold, role: Role, place: str) -> AttentionRecord:
    made = items.home_copied if hold is HomeHold.COPIED else items.home_old
    return made(role, place)


def names_noted(ledger: Ledger, note: str) -> frozenset[str]:
    """The marks that stand in one of the two notes."""
    return frozenset((ledger.vaults.noted(note) or "").split())


def note_names(ledger: Ledger, note: str, names: frozenset[str]) -> None:
    """Remember marks."""
    ledger.vaults.note(note, " ".join(sorted(names)))


def _note(role: Role) -> str:
    return f"home:own-journal:{role.value}"
