"""Tell a person that another computer changed who belongs to the vault (DISASTERS 6-5).

Whoever has an unlocked computer of the vault can remove others and make a new recovery kit. So
every other computer tells of both, once: a person who did it knows, and one who did not has
to do something soon.
"""

from collections.abc import Iterator, Sequence

from picup_desktop.attention import items, subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.journal.renewal import SHORT_ID
from picup_desktop.sync.journal.trust import trust_of
from picup_desktop.vault.trust import KIT, Kind, Statement, Trust, device_of, kind_of, kit_key_of

TOLD_SECONDS = 30 * DAY_SECONDS
"""How long it waits for a person who looks."""


def changes_by_others(before: Trust, now: Trust, own_id: str) -> Iterator[tuple[str, Message]]:
    """Yield the subject of each change that was not known before, and what it is.

    That this computer itself was removed has an item of its own. A computer that knew of no kit
    before has just joined: to it, nothing changed.
    """
    if before.kit is None or now.kit is None:
        return
    if now.kit.key != before.kit.key:
        said = [one.signer for one in now.valid if kit_key_of(one) == now.kit.key]
        message = Message("other-computer-made-kit", by=_names(now, said))
        yield subjects.new_kit(now.kit.number), message
    for device_id in sorted(now.removed.keys() - before.removed.keys() - {own_id}):
        said = [one.signer for one in now.valid if _removes(one, device_id)]
        by, name = _names(now, said), _names(now, [device_id])
        message = Message("other-computer-removed-one", by=by, name=name)
        yield subjects.removed_computer(device_id), message


def _removes(statement: Statement, device_id: str) -> bool:
    return kind_of(statement) is Kind.REMOVED and device_of(statement) == device_id


def _names(trust: Trust, signers: Sequence[str]) -> Message | str:
    """Return the names of computers, for a sentence."""
    names = [
        shown(trust.names.get(one, one[:SHORT_ID])) for one in dict.fromkeys(signers) if one != KIT
    ]
    return ", ".join(names) or Message("somebody-with-the-kit")


def tell_changes(ledger: Ledger, before: Trust, now: float) -> None:
    """Open an item for each change since; inside a transaction."""
    vault = ledger.vaults.get()
    if vault is None:
        return
    for subject, message in changes_by_others(before, trust_of(ledger), vault.device_id):
        ledger.attention.open(items.vault_changed(subject, message), now)


def forget_old_changes(ledger: Ledger, now: float) -> None:
    """Close the items that have waited for long enough; inside a transaction."""
    for item in ledger.attention.all():
        if item.cause is Cause.VAULT_CHANGED and not 0 <= now - item.since < TOLD_SECONDS:
            ledger.attention.close(item.kind, item.subject)
