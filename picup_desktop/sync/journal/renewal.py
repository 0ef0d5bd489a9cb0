"""A new recovery kit, and a computer that is removed (DISASTERS 6-5).

Both make a new vault key and new album keys, so that nothing that is sealed from then on opens
to the former kit or to the removed computer. What rests on the storages already stays readable
to whoever had the former keys and gets at the bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from picup_desktop.errors import PicupError, UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note, NoteAbout
from picup_desktop.names import shown
from picup_desktop.sync.journal.trust import (
    add,
    anchors_of,
    begin_trust,
    is_signed_vault,
    keep,
    known_statements,
    next_kit_number,
    printable_name,
    renew_vault_key,
    trust_of,
)
from picup_desktop.sync.journal.write import Signer
from picup_desktop.vault.keys import make_identity
from picup_desktop.vault.kit_content import RecoveryKit, VaultIdentity, parse_key
from picup_desktop.vault.trust import (
    Anchors,
    Kind,
    SigningKey,
    Statement,
    device_of,
    judge,
    kind_of,
    kit_signing_key,
    restate,
    state,
    whole_seconds,
)
from picup_desktop.words import Role

SHORT_ID = 8
"""Digits of a device's id that stand for a name where it has none."""


class KeysNotSigned(PicupError):
    """The vault is of format 1: it can't be proven who belongs to it."""

    title = "title-keys-not-signed"


@dataclass(frozen=True)
class Computer:
    """A computer of the vault."""

    device_id: str
    name: str
    is_this: bool
    last_wrote_at: float | None
    """By its own clock."""
    is_removed: bool


@dataclass(frozen=True)
class NewKit:
    """The secret of a new recovery kit; it counts once ``use_kit`` is through."""

    identity: VaultIdentity = field(repr=False)

    @property
    def signing_key(self) -> SigningKey:
        """What it signs with."""
        return kit_signing_key(self.identity.secret)


def computers(ledger: Ledger) -> list[Computer]:
    """Return every computer that ever belonged to the vault, this one first."""
    vault = ledger.vaults.get()
    if vault is None:
        return []
    trust = trust_of(ledger)
    ids = dict.fromkeys((vault.device_id, *sorted(trust.ever)))
    names = {device_id: trust.names.get(device_id, device_id[:SHORT_ID]) for device_id in ids}
    return [
        Computer(
            device_id,
            _distinct(names, device_id),
            is_this=device_id == vault.device_id,
            last_wrote_at=_wrote_at(ledger, device_id),
            is_removed=device_id in trust.removed,
        )
        for device_id in ids
    ]


def _distinct(names: Mapping[str, str], device_id: str) -> str:
    """Return a computer's name, with digits of its id where two chose one name."""
    name = names[device_id]
    is_alone = list(names.values()).count(name) == 1
    return name if is_alone else f"{name} ({device_id[:SHORT_ID]})"


def _wrote_at(ledger: Ledger, device_id: str) -> float | None:
    noted = ledger.vaults.noted(NoteAbout.DEVICE_WROTE.of(device_id))
    return float(noted) if noted else None


def find_computer(ledger: Ledger, name: str) -> Computer:
    """Return the computer with a name or an id. UsageError if there is none, or more than one."""
    known = computers(ledger)
    found = [one for one in known if one.device_id == name]
    found = found or [one for one in known if one.name == name and not one.is_removed]
    found = found or [one for one in known if one.name == name]
    if not found:
        names = ", ".join(shown(one.name) for one in known)
        raise UsageError("no-computer-named", name=shown(name), names=names)
    if len(found) > 1:
        ids = ", ".join(one.device_id for one in found)
        raise UsageError("several-computers-named", name=shown(name), ids=ids)
    return found[0]


def rename_computer(ledger: Ledger, signer: Signer, name: str, new: str, now: float) -> Computer:
    """Give a computer another name. UsageError."""
    one = find_computer(ledger, name)
    if printable_name(new) != new:
        raise UsageError("not-name-of-computer", name=shown(new))
    said = state(
        signer.author.vault_id,
        signer.signing_key,
        Kind.NAME,
        device=one.device_id,
        name=new,
        at=whole_seconds(now),
    )
    with ledger.transaction():
        former = [old for old in known_statements(ledger) if _is_name_of(old, one, signer)]
        keep_without(ledger, former)
        add(ledger, [said])
    return find_computer(ledger, one.device_id)


def _is_name_of(statement: Statement, computer: Computer, signer: Signer) -> bool:
    """Return whether it is this computer's word about a name, which another word replaces."""
    return (
        statement.signer == signer.author.device_id
        and kind_of(statement) is Kind.NAME
        and device_of(statement) == computer.device_id
    )


def keep_without(ledger: Ledger, dropped: list[Statement]) -> None:
    """Drop statements that others replace; inside a transaction."""
    gone = {(one.text, one.signer) for one in dropped}
    kept = [one for one in ledger.trust.statements() if (one.text, one.signer) not in gone]
    ledger.trust.keep_statements(kept)


def remove_computer(ledger: Ledger, signer: Signer, name: str, now: float) -> Computer:
    """Remove a computer, and make new keys that it does not get. UsageError, KeysNotSigned.

    Its journal counts up to the last segment that was read here.
    """
    one = find_computer(ledger, name)
    if one.is_this:
        raise UsageError("this-computer-cant-remove-itself")
    if one.is_removed:
        raise UsageError("computer-removed-already", name=shown(one.name))
    if not is_signed_vault(ledger):
        raise KeysNotSigned("keys-not-signed-make-kit")
    heads = {known.device_id: known.head_number or 0 for known in ledger.devices.all()}
    by = signer.signing_key
    with ledger.transaction():
        trust = trust_of(ledger)
        # What it said of others counts on in this computer's name: nobody else is put out.
        handed_on = [
            restate(said, by)
            for said in trust.valid
            if said.signer == one.device_id and kind_of(said) is not Kind.CARD
        ]
        removed = state(
            signer.author.vault_id,
            by,
            Kind.REMOVED,
            device=one.device_id,
            number=heads.get(one.device_id, 0),
            at=whole_seconds(now),
        )
        _check_known_without(ledger, signer, [*trust.valid, *handed_on, removed], one)
        _note_those_of_before(ledger)
        add(ledger, [*handed_on, removed])
        renew_vault_key(ledger, signer, now)
        ledger.vaults.note(Note.JOURNAL_SEEN, "")
    return find_computer(ledger, one.device_id)


def _check_known_without(
    ledger: Ledger, signer: Signer, said: Sequence[Statement], gone: Computer
) -> None:
    """Raise UsageError if a computer that joins later would not know this one any more.

    Such is a home that became a computer of its own (5-6) and removes its former identity, by
    which alone it is known. A new kit knows it by itself.
    """
    anchors = replace(anchors_of(ledger), devices={})
    if signer.author.device_id not in judge(said, anchors).members or (
        gone.device_id not in judge(said, anchors).removed
    ):
        raise UsageError("known-by-the-removed-one-alone", name=shown(gone.name))


def let_in_by(ledger: Ledger, computer: Computer) -> list[str]:
    """Return the names of the computers that only this one let in."""
    trust = trust_of(ledger)
    let_in: dict[str, set[str]] = {}
    for said in trust.valid:
        device = device_of(said)
        if kind_of(said) is Kind.MEMBER and device is not None:
            let_in.setdefault(device, set()).add(said.signer)
    only = [device for device, by in let_in.items() if by == {computer.device_id}]
    return [one.name for one in computers(ledger) if one.device_id in only]


def new_kit(ledger: Ledger) -> NewKit:
    """Return the secret of a kit of the vault's kind. ValueError without a vault."""
    vault = ledger.vaults.get()
    if vault is None:
        raise ValueError("a home without a vault has no kit")
    return NewKit(make_identity(post_quantum=vault.post_quantum))


def use_kit(ledger: Ledger, signer: Signer, kit: NewKit, now: float) -> None:
    """Let a new kit count from now on, and make new keys; one transaction.

    A vault of format 1 is moved on by it: the kit signs for all computers that are known here.
    """
    vault = ledger.vaults.get()
    if vault is None:
        return
    by, recipient = kit.signing_key, str(kit.identity.recipient())
    with ledger.transaction():
        trust = trust_of(ledger)
        _note_those_of_before(ledger)
        ledger.vaults.renew(vault.vault_recipient, recipient)
        ended = [restate(said, by) for said in trust.valid if kind_of(said) is Kind.REMOVED]
        begin_trust(
            ledger,
            signer,
            by,
            now,
            # Removed ones too: what they wrote until then counts on.
            _with_own(trust.ever, signer),
            number=next_kit_number(ledger),
            also=ended,
        )
        renew_vault_key(ledger, signer, now)
        ledger.vaults.note(Note.JOURNAL_SEEN, "")


def accept_kit(ledger: Ledger, kit: RecoveryKit) -> bool:
    """Let a kit count that another computer made, if it signs for this computer too.

    Only in a vault of format 1, where no earlier kit vouches for the change. The keys that it
    names come with the next pass.
    """
    vault = ledger.vaults.get()
    if vault is None or is_signed_vault(ledger):
        return False
    identity = parse_key(kit.identity)
    public = kit_signing_key(identity.secret).public
    kept = known_statements(ledger)
    trust = judge(kept, Anchors(vault.vault_id, public, {}))
    signs = trust.members.get(vault.device_id) == vault.device_key
    if not signs or trust.kit is None or trust.kit.key != public:
        return False
    with ledger.transaction():
        ledger.vaults.note(Note.TRUST_KIT, public)
        ledger.vaults.renew(vault.vault_recipient, str(identity.recipient()))
        keep(ledger, trust_of(ledger))
        ledger.vaults.note(Note.JOURNAL_SEEN, "")
    return True


def _with_own(members: Mapping[str, str], signer: Signer) -> Mapping[str, str]:
    own = signer.signing_key
    return {**members, own.signer: own.public}


def _note_those_of_before(ledger: Ledger) -> None:
    """Note to whom the keys files were sealed so far: they get a last word (6-5)."""
    vault = ledger.vaults.get()
    if vault is not None:
        ledger.vaults.note(Note.TRUST_NOTICE, f"{vault.recovery_recipient} {vault.vault_recipient}")
        for role in Role:
            ledger.vaults.note(NoteAbout.NOTICE_SENT.of(role), "")
