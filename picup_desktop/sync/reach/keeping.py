"""What a storage keeps: of what is removed from it, as the window shows it, and of hashes."""

from picup_desktop.attention import items, subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import WHAT_BUCKETS_DO, NoteAbout
from picup_desktop.messages.message import Message, to_json
from picup_desktop.storage.keeping import Keeping, Versions
from picup_desktop.words import AttentionKind, Role


def note_keeping(ledger: Ledger, role: Role, keeps: Keeping | None) -> None:
    """Record it, if it is not what is recorded already. Call it inside a transaction.

    What the storage did not say now stays as it was said before.
    """
    rules = None if keeps is None else keeps.of_rules
    removed = None if keeps is None else keeps.of_removed
    for about, message, is_known in (
        (NoteAbout.STORAGE_RULES, rules, keeps is None or keeps.rules_known),
        (NoteAbout.STORAGE_KEEPS, removed, keeps is None or keeps.versions is not Versions.UNKNOWN),
    ):
        if is_known or not ledger.vaults.noted(about.of(role)):
            value = "" if message is None else to_json(message)
            ledger.vaults.note_change(about.of(role), value)


def attend_rule(ledger: Ledger, role: Role, keeps: Keeping | None, now: float) -> None:
    """Open or close the item about a rule of a bucket that takes photos away (5-1).

    A bucket that does not say its rules now leaves the item as it is.
    """
    danger = None if keeps is None else keeps.danger
    if danger is not None:
        ledger.attention.open(items.bucket_rule(role, danger), now)
    elif keeps is None or keeps.rules_known:
        forget_rule(ledger, role)


def forget_rule(ledger: Ledger, role: Role) -> None:
    """Close the item about a rule, whose bucket has it no more or is no longer the storage."""
    subject = subjects.about_storage(Cause.BUCKET_RULE, role)
    ledger.attention.close(AttentionKind.STORAGE_CHANGED, subject)


def note_sums(ledger: Ledger, role: Role, *, compares: bool | None) -> None:
    """Record whether objects are sent with their SHA-256 from the next connection on.

    ``compares``: see ``Probe.sums``; what could not be found out stays as it was.
    """
    if compares is not None:
        ledger.vaults.note_change(NoteAbout.STORAGE_SUMS.of(role), "1" if compares else "")


def keeps_sums(ledger: Ledger, role: Role) -> bool:
    """Return what is recorded of it."""
    return bool(ledger.vaults.noted(NoteAbout.STORAGE_SUMS.of(role)))


def keeping_of(ledger: Ledger, role: Role) -> Message | None:
    """Return what is recorded; None where removed photos are gone, or nobody knows yet."""
    return ledger.vaults.noted_message(*(about.of(role) for about in WHAT_BUCKETS_DO))
