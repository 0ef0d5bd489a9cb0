"""The answers of a person about a home that is old or copied (DISASTERS 5-5, 5-6)."""

from picup_desktop.attention.cause_row import NEW_COMPUTER
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.home.hold import (
    ANSWERED_NOTE,
    ELSEWHERE_NOTE,
    MACHINE_NOTE,
    ask_for_new_computer,
    names_noted,
    note_names,
)
from picup_desktop.sync.home.own_journal import FORKS_FOLDER


def answer_about_home(ledger: Ledger, item: AttentionRecord, choice: str) -> str:
    """Carry out ``new-computer`` or ``only-one`` and return a sentence about it."""
    if choice == NEW_COMPUTER:
        with ledger.transaction():
            ask_for_new_computer(ledger)
        return (
            "At the next sync this computer becomes one of its own. What is missing here then"
            " stays on the storages, also what was deleted before this answer: delete it again if"
            " it is to go."
        )
    return _only_one(ledger, item)


def _only_one(ledger: Ledger, item: AttentionRecord) -> str:
    """Record a person's answer that the other copy of this home is gone for good (5-6).

    If the other copy wrote into this computer's own journal, nothing changes.
    """
    place = str(item.details["place"])
    if item.cause is Cause.HOME_MOVED:
        with ledger.transaction():
            machine = ledger.vaults.noted(ELSEWHERE_NOTE)
            if machine:
                ledger.vaults.note(MACHINE_NOTE, machine)
            ledger.vaults.note(ELSEWHERE_NOTE, "")
            ledger.attention.close(item.kind, item.subject)
        return "This computer goes on as the only one; the next sync looks again at its journal."
    if not place.startswith(f"{FORKS_FOLDER}/"):
        return (
            "The other copy wrote into this computer's journal, so this one can't go on in its"
            f" name. Let it become a computer of its own: picup attention answer {item.id}"
            f" {NEW_COMPUTER}"
        )
    with ledger.transaction():
        answered = names_noted(ledger, ANSWERED_NOTE) | {place}
        note_names(ledger, ANSWERED_NOTE, answered)
    return "The next sync looks again; if nothing else speaks against it, removals go on."
