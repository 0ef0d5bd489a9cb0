"""Home hold: nothing is removed while this home is known to be old or copied (DISASTERS 5-5, 5-6).

What was seen on each storage is noted in the ledger: it holds after a restart, and while the
storages can't be asked. Whoever removes anything from a storage asks ``standing`` first.
"""

from enum import StrEnum

from picup_desktop.errors import Kind, PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync import causes
from picup_desktop.sync.own_journal import OwnLook, OwnView
from picup_desktop.words import AttentionKind, Role

MARKS_NOTE = "home:marks"
"""Marks that this home left on the storages, by their names."""
ANSWERED_NOTE = "home:answered"
"""Marks of another half of which a person said that this home is the only one."""


class HomeHold(StrEnum):
    """Why nothing is removed."""

    OLD = "old"
    COPIED = "copied"


SENTENCES = {
    HomeHold.OLD: "This computer's vault data is older than what it once wrote to the storages: was"
    " it put back from a backup? Nothing is removed from any storage meanwhile: picup attention",
    HomeHold.COPIED: "Another copy of this computer's vault data writes in its name. Nothing is"
    " removed from any storage meanwhile: picup attention",
}


class HomeHeld(PicupError):
    """Something would remove photos while it is not known what this home may remove."""

    title = "Nothing is removed now"
    kind = Kind.PERMANENT


def standing(ledger: Ledger) -> HomeHold | None:
    """Return why nothing may be removed, as far as it was seen last; None: it may."""
    views = {ledger.vaults.noted(_note(role)) for role in Role}
    if OwnView.FORKED.value in views:
        return HomeHold.COPIED
    return HomeHold.OLD if OwnView.AHEAD.value in views else None


def check_free(ledger: Ledger) -> None:
    """HomeHeld while this home is known to be old or copied."""
    hold = standing(ledger)
    if hold is not None:
        raise HomeHeld(SENTENCES[hold])


def note_look(ledger: Ledger, role: Role, look: OwnLook, now: float) -> None:
    """Remember what a storage told, and open or close the items that follow. One transaction."""
    with ledger.transaction():
        if ledger.vaults.noted(_note(role)) != look.view.value:
            ledger.vaults.note(_note(role), look.view.value)
        hold = standing(ledger)
        if look.view is not OwnView.AGREED and hold is not None:
            ledger.attention.open(causes.home_held(hold.value, role, look.place), now)
        # As it was told before homes had items of their own.
        ledger.attention.close(AttentionKind.JOURNAL, "vault-journal:forked")
        for other in HomeHold:
            if other is not hold:
                ledger.attention.close(AttentionKind.JOURNAL, causes.home_subject(other.value))


def names_noted(ledger: Ledger, note: str) -> frozenset[str]:
    """The marks that stand in one of the two notes."""
    return frozenset((ledger.vaults.noted(note) or "").split())


def note_names(ledger: Ledger, note: str, names: frozenset[str]) -> None:
    """Remember marks."""
    ledger.vaults.note(note, " ".join(sorted(names)))


def _note(role: Role) -> str:
    return f"home:own-journal:{role.value}"
