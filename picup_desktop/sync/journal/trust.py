"""What this computer believes of keys files, and what it learns from them (DISASTERS 6-4).

Before a vault was moved on (format 1), keys files are read as they are, as ever. Afterwards
only what a member of the vault signed counts: see ``vault/trust.py``. From an unsigned or a
forged file nothing is taken but a bounded number of sealed keys of albums, which can do no harm:
photos are never sealed to a key because a keys file names it, and none takes the place of a key
that opens.
"""

import logging
import platform
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, islice

from picup_desktop.errors import UsageError
from picup_desktop.ledger.journal.journal import RESTATED
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note, NoteAbout
from picup_desktop.ledger.trust import StatementRecord
from picup_desktop.ledger.vaults import VaultRecord
from picup_desktop.sync.home.hold import note_removed
from picup_desktop.sync.journal.write import Signer, with_learned_keys
from picup_desktop.vault.age import Recipient, parse_identity, parse_recipient
from picup_desktop.vault.journal import Finding, Segment, SegmentCheck, UnknownEntry
from picup_desktop.vault.keys import (
    KeyRing,
    device_identity,
    is_better_key,
    join_key_rings,
    keys_name,
    make_album_key,
    make_identity,
    seal_bytes,
)
from picup_desktop.vault.trust import (
    KIT,
    LONGEST_NAME,
    MOST_STATEMENTS,
    Anchors,
    Kind,
    SigningKey,
    Statement,
    Trust,
    judge,
    kind_of,
    state,
    whole_seconds,
)
from picup_desktop.words import Role

ROOM_FOR_NUMBER = 8
"""Characters of a computer's name that are left for a number."""
MOST_UNSIGNED_ALBUMS = 1000
"""Keys of albums from files that nobody of the vault signed: trying each costs time. Those of a
vault of format 1 are in the signed files as well."""
FIRST_KIT = 1
"""The number of the kit that a vault is made with."""

log = logging.getLogger(__name__)


def is_signed_vault(ledger: Ledger) -> bool:
    """Return whether a recovery kit signs for this vault (format 2)."""
    return bool(ledger.vaults.noted(Note.TRUST_KIT))


def anchors_of(ledger: Ledger) -> Anchors:
    """Return what this home trusts without a statement. ValueError without a vault."""
    vault = ledger.vaults.get()
    if vault is None:
        raise ValueError("a home without a vault trusts nobody")
    known = {one.device_id: one.public_key for one in ledger.devices.all()}
    return Anchors(
        vault.vault_id,
        ledger.vaults.noted(Note.TRUST_KIT) or None,
        {**known, vault.device_id: vault.device_key},
    )


def known_statements(ledger: Ledger) -> list[Statement]:
    """Return the statements that this home keeps."""
    return [Statement(one.text, one.signer, one.signature) for one in ledger.trust.statements()]


def trust_of(ledger: Ledger, more: Iterable[Statement] = ()) -> Trust:
    """Return what follows from the kept statements, and perhaps from more of them."""
    return judge([*known_statements(ledger), *more], anchors_of(ledger))


def keep(ledger: Ledger, trust: Trust, unproven: Iterable[Statement] = ()) -> None:
    """Keep the statements that count; inside a transaction.

    ``unproven``: statements of a kit that this home does not know yet. They are kept until a
    person shows that kit, and say nothing before.
    """
    kept = [*trust.valid, *[one for one in unproven if one.signer == KIT][:MOST_STATEMENTS]]
    now = [StatementRecord(one.text, one.signer, one.signature) for one in dict.fromkeys(kept)]
    if {*now} != {*ledger.trust.statements()}:
        ledger.trust.keep_statements(now)


@dataclass(frozen=True)
class NamedRing:
    """A keys file that opened."""

    role: Role
    name: str
    ring: KeyRing


@dataclass(frozen=True)
class Believed:
    """What is left of keys files, and what was wrong with the others."""

    rings: Sequence[KeyRing]
    trust: Trust
    findings: tuple[Finding, ...] = ()


def believe(found: Sequence[NamedRing], kept: Iterable[Statement], anchors: Anchors) -> Believed:
    """Return what somebody with these anchors believes of the files."""
    said = [*kept, *(one for named in found for one in named.ring.statements)]
    trust = judge(said, anchors)
    whole: list[KeyRing] = []
    partial: list[KeyRing] = []
    findings: list[Finding] = []
    for one in found:
        check = _failed_check(one, trust, anchors)
        # The files that a removed device wrote before stay there, and are nothing to tell.
        if check is not None and check is not SegmentCheck.REMOVED_DEVICE:
            findings.append(Finding(check, one.role, one.name))
        is_whole = check is None and (one.ring.envelope is not None or anchors.kit_key is None)
        if is_whole:
            whole.append(one.ring)
        else:
            taken = sum(len(ring.albums) for ring in partial)
            partial.append(_album_keys_only(one.ring, MOST_UNSIGNED_ALBUMS - taken))
    if anchors.kit_key is None and trust.kit is not None:
        # Another computer moved the vault on; this one waits for a person to show the kit.
        moved = next((one for one in found if one.ring.envelope is not None), None)
        findings += [] if moved is None else [Finding(SegmentCheck.NEW_KIT, moved.role, moved.name)]
    # Where two differ, the later one wins: so those that somebody of the vault signed.
    return Believed([*partial, *whole], trust, tuple(findings))


def without_former(findings: Iterable[Finding], trust: Trust) -> list[Finding]:
    """Return the findings without keys files of other keys, where former keys explain them."""
    return [
        one
        for one in findings
        if one.check is not SegmentCheck.OTHER_KEY or not trust.has_former_keys
    ]


def _failed_check(named: NamedRing, trust: Trust, anchors: Anchors) -> SegmentCheck | None:
    ring = named.ring
    if ring.envelope is None:
        # Written before the vault was moved on.
        return None
    if ring.vault_id != anchors.vault_id or named.name != keys_name(ring.number):
        return SegmentCheck.WRONG_PLACE
    signer = ring.envelope.signer
    if ring.envelope.is_of(trust.members.get(signer)):
        return None
    if ring.envelope.is_of(trust.ever.get(signer)):
        # A removed device: what it knew is in the files of those who stay.
        return SegmentCheck.REMOVED_DEVICE
    return SegmentCheck.BAD_SIGNATURE


def _album_keys_only(ring: KeyRing, most: int) -> KeyRing:
    return KeyRing(None, dict(islice(ring.albums.items(), max(0, most))), {})


def seals_to(ledger: Ledger, vault: VaultRecord) -> list[Recipient]:
    """Return whom a keys file is sealed to: the kit, the vault key, and each member's own key."""
    kept = [parse_recipient(vault.recovery_recipient), parse_recipient(vault.vault_recipient)]
    if not is_signed_vault(ledger):
        return kept
    for card in sorted(set(trust_of(ledger).cards.values())):
        try:
            recipient = parse_recipient(card)
        except UsageError:
            continue
        # The two kinds never share a file.
        if type(recipient) is type(kept[0]):
            kept.append(recipient)
    return kept


def own_statements(ledger: Ledger, signer: Signer, name: str | None = None) -> list[Statement]:
    """Return what this computer says of itself and has not said yet: its card and its name."""
    vault = ledger.vaults.get()
    if vault is None:
        return []
    trust, by = trust_of(ledger), signer.signing_key
    said = []
    own = device_identity(signer.author.device_key, post_quantum=vault.post_quantum)
    if trust.cards.get(by.signer) != str(own.recipient()):
        card = {"device": by.signer, "recipient": str(own.recipient())}
        said.append(state(vault.vault_id, by, Kind.CARD, **card))
    if by.signer not in trust.names:
        told = _free_name(printable_name(name or platform.node()), trust.names.values())
        said.append(state(vault.vault_id, by, Kind.NAME, device=by.signer, name=told, at=0))
    return said


def _free_name(name: str, taken: Collection[str]) -> str:
    """Return the name, numbered where another computer has it."""
    names = chain(
        (name,), (f"{name[: LONGEST_NAME - ROOM_FOR_NUMBER]}-{number}" for number in count(2))
    )
    return next(one for one in names if one not in taken)


def printable_name(name: str) -> str:
    """Return a computer's name as it is kept: one line, not too long, never empty."""
    safe = "".join(c if c.isprintable() else "_" for c in name).strip()
    safe = safe.encode("utf-8", "replace").decode()[:LONGEST_NAME]
    return safe or "computer"


def introduce(ledger: Ledger, signer: Signer) -> None:
    """Keep what this computer says of itself, so that its next keys file says it."""
    with ledger.transaction():
        said = own_statements(ledger, signer)
        if said:
            add(ledger, said)


def add(ledger: Ledger, said: Iterable[Statement]) -> Trust:
    """Keep more statements, and return what follows then; inside a transaction."""
    kept = known_statements(ledger)
    trust = judge([*kept, *said], anchors_of(ledger))
    unproven = () if is_signed_vault(ledger) else kept
    keep(ledger, trust, unproven)
    return trust


def begin_trust(
    ledger: Ledger,
    signer: Signer,
    kit: SigningKey,
    now: float,
    members: Mapping[str, str],
    *,
    number: int = FIRST_KIT,
    also: Iterable[Statement] = (),
) -> None:
    """Let a kit sign for these members, and ``also`` what it says; inside a transaction.

    Former kits don't count any more: this one has a higher ``number``.
    """
    vault = ledger.vaults.get()
    if vault is None:
        return
    ledger.vaults.note(Note.TRUST_KIT, kit.public)
    at = whole_seconds(now)
    said = [
        *(
            state(vault.vault_id, kit, Kind.MEMBER, device=device, key=key)
            for device, key in members.items()
        ),
        state(
            vault.vault_id,
            signer.signing_key,
            Kind.KIT,
            key=kit.public,
            recipient=vault.recovery_recipient,
            number=number,
            at=at,
        ),
        *own_statements(ledger, signer),
        *also,
    ]
    add(ledger, said)


def public_statements(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements without the cards and names of those who stay."""
    kinds = {Kind.MEMBER, Kind.REMOVED, Kind.KIT}
    return tuple(one for one in statements if kind_of(one) in kinds)


def next_kit_number(ledger: Ledger) -> int:
    """Return the number of the next kit; the kit of a vault of format 1 counts as the first."""
    kit = trust_of(ledger).kit
    return FIRST_KIT + 1 if kit is None else kit.number + 1


def note_writers(ledger: Ledger, trusted: Mapping[str, Sequence[Segment]]) -> None:
    """Note when each device last wrote, by its own clock; inside a transaction."""
    for device_id, segments in trusted.items():
        times = [
            entry.at
            for one in segments
            for entry in one.entries
            if not isinstance(entry, UnknownEntry)
        ]
        if times:
            note = NoteAbout.DEVICE_WROTE.of(device_id)
            ledger.vaults.note(note, str(max(times)))


def say_vault_key(ledger: Ledger, signer: Signer, recipient: str) -> None:
    """State that a vault key counts from now on; inside a transaction."""
    vault, trust = ledger.vaults.get(), trust_of(ledger)
    if vault is None or trust.kit is None:
        return
    number = 1 if trust.vault_key is None else trust.vault_key.number + 1
    said = state(
        vault.vault_id,
        signer.signing_key,
        Kind.VAULT_KEY,
        recipient=recipient,
        number=number,
        kit=trust.kit.key,
        without=sorted(trust.removed),
    )
    add(ledger, [said])


def learn(ledger: Ledger, signer: Signer, believed: Believed, now: float) -> None:
    """Take in what the believed files say: members, kit, vault keys; inside a transaction."""
    vault = ledger.vaults.get()
    if vault is None:
        return
    unproven = (
        ()
        if is_signed_vault(ledger)
        else (one for ring in believed.rings for one in ring.statements)
    )
    # Computers that came with these files are known by now, and so count what they say.
    trust = trust_of(ledger, (one for ring in believed.rings for one in ring.statements))
    keep(ledger, trust, unproven)
    if not is_signed_vault(ledger):
        return
    if vault.device_id in trust.removed:
        note_removed(ledger, now)
    for key in {key for ring in believed.rings for key in ring.vault_keys}:
        _learn_vault_key(ledger, signer, key)
    _learn_former_album_keys(ledger, signer, believed)
    _follow(ledger, signer, trust, now)


def _learn_former_album_keys(ledger: Ledger, signer: Signer, believed: Believed) -> None:
    """Keep the former keys of albums, and those that the signed keys files add.

    From a file that nobody signed they are read, but not kept and handed on: it may be a flood.
    """
    vault_keys = with_learned_keys(ledger, signer)
    signed = [one for one in believed.rings if one.envelope is not None]
    albums = {album.recipient for album in ledger.albums.all(removed=True)}
    former = ledger.trust.former_album_keys()
    for recipient, sealed in join_key_rings(signed, vault_keys).albums.items():
        known = former.get(recipient, b"")
        if recipient not in albums and is_better_key(recipient, known, sealed, vault_keys):
            ledger.trust.learn_former_album_key(recipient, sealed)


def _learn_vault_key(ledger: Ledger, signer: Signer, key: str) -> None:
    try:
        recipient = str(parse_identity(key).recipient())
    except UsageError:
        log.warning("a keys file names a vault key that is none")
        return
    if recipient not in signer.known_recipients:
        sealed = seal_bytes(key.encode(), [signer.home_key.recipient()])
        ledger.trust.learn_vault_key(recipient, sealed)


def _follow(ledger: Ledger, signer: Signer, trust: Trust, now: float) -> None:
    """Use the kit and the vault key that count by now."""
    vault = ledger.vaults.get()
    if vault is None:
        return
    if trust.kit is not None and trust.kit.key != ledger.vaults.noted(Note.TRUST_KIT):
        log.warning("another computer made a new recovery kit, number %d", trust.kit.number)
        ledger.vaults.note(Note.TRUST_KIT, trust.kit.key)
        vault = replace(vault, recovery_recipient=trust.kit.recipient)
        ledger.vaults.renew(vault.vault_recipient, vault.recovery_recipient)
    key = trust.vault_key
    known = {*signer.known_recipients, *ledger.trust.vault_keys()}
    if key is not None and key.recipient != vault.vault_recipient and key.recipient in known:
        log.warning("another computer made a new vault key, number %d", key.number)
        ledger.vaults.renew(key.recipient, vault.recovery_recipient)
        renew_albums(ledger, now)


def renew_albums(ledger: Ledger, now: float) -> None:
    """Give every album of this computer a new key, and write its list anew, sealed to those
    who may read from now on; inside a transaction."""
    vault = ledger.vaults.get()
    if vault is None:
        return
    for album in ledger.journal.albums():
        key = make_album_key(
            [vault.vault_recipient, vault.recovery_recipient], post_quantum=vault.post_quantum
        )
        ledger.trust.renew_album_key(album.album_id, key.recipient, key.sealed_identity)
        ledger.journal.note("album-added", album.album_id)
    ledger.journal.note(RESTATED)
    # What was sealed before and not sent yet is sealed anew.
    ledger.vaults.note(Note.KEYS_RENEWED, str(now))


def renew_vault_key(ledger: Ledger, signer: Signer, now: float) -> None:
    """Make a new vault key and new album keys; inside a transaction. The old keys stay here,
    and open what was sealed to them."""
    vault = ledger.vaults.get()
    if vault is None:
        return
    identity = make_identity(post_quantum=vault.post_quantum)
    sealed = seal_bytes(str(identity).encode(), [signer.home_key.recipient()])
    ledger.trust.learn_vault_key(str(identity.recipient()), sealed)
    ledger.vaults.renew(str(identity.recipient()), vault.recovery_recipient)
    say_vault_key(ledger, signer, str(identity.recipient()))
    renew_albums(ledger, now)


def renew_if_due(ledger: Ledger, signer: Signer, now: float) -> bool:
    """Renew the keys if somebody who was removed, or a former kit, has them (6-5)."""
    trust = trust_of(ledger)
    if not trust.is_renewal_due or signer.author.device_id in trust.removed:
        return False
    renew_vault_key(ledger, signer, now)
    return True
