"""Who belongs to a vault: signed statements, and what follows from them (DISASTERS 6-4, 6-5).

Each statement is one line of JSON with an Ed25519 signature over its own bytes. The recovery
kit signs with a key derived from its secret, so the chain of trust begins at the kit however
it was typed; a computer signs with its device key. Nothing here reads or writes a file.

What follows does not depend on the order of the statements, and a statement of somebody who
is not trusted changes nothing.
"""

import json
import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from picup_desktop.strict_json import NotStrictJson, parse_object, text_of, whole_number

KIT = "kit"
"""The signer of statements that the recovery kit signed; a device's id is 16 digits."""
STATEMENT_PREFIX = b"picup-trust 1\n"
"""Signed with each statement, so that no signature counts for something else."""
KEY_BYTES = 32
SIGNATURE_DIGITS = 128
LONGEST_STATEMENT = 64 * 1024
MOST_STATEMENTS = 10_000
MOST_LOOKED_AT = 100
"""Removed devices; whoever has more of them makes a new kit. Each look costs time."""
LONGEST_NAME = 64
"""Longest name of a computer, in characters."""
LONGEST_RECIPIENT = 4096
LONGEST_ID = 128
_KEY = re.compile(r"[0-9a-f]{64}")
"""A public key, hexadecimal."""


class Kind(StrEnum):
    """What a statement says."""

    MEMBER = "member"
    """A device with this key belongs to the vault."""
    REMOVED = "removed"
    """A device does not belong to it any more; its journal counts up to a segment."""
    KIT = "kit"
    """The key and the recipient of the recovery kit that counts from now on."""
    VAULT_KEY = "vault-key"
    """The recipient of the vault key that counts from now on."""
    CARD = "card"
    """A device's own recipient, said by the device itself."""
    NAME = "name"
    """The name of a device."""


@dataclass(frozen=True)
class Statement:
    """A signed line; ``signer`` is a device's id or ``KIT``."""

    text: str
    signer: str
    signature: str
    """Hexadecimal."""


@dataclass(frozen=True)
class SigningKey:
    """Who signs, and with which Ed25519 private key (32 bytes)."""

    signer: str
    private: bytes = field(repr=False)

    @property
    def public(self) -> str:
        """The public key, hexadecimal."""
        return (
            Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw().hex()
        )


@dataclass(frozen=True)
class Removed:
    """A removed device; segments of its journal up to ``number`` count."""

    device_id: str
    number: int
    at: int


@dataclass(frozen=True)
class Kit:
    """The recovery kit that counts; a later kit has a higher number."""

    key: str
    """The public key with which it signs, hexadecimal."""
    recipient: str
    number: int
    at: int


@dataclass(frozen=True)
class CurrentKey:
    """The vault key that counts."""

    recipient: str
    number: int
    kit: str
    """The key of the recovery kit to which it was sealed."""
    without: frozenset[str]
    """The removed devices that it was made without."""


@dataclass(frozen=True)
class Anchors:
    """What is trusted without a statement."""

    vault_id: str
    kit_key: str | None
    """The public key of the recovery kit; None: no kit signs yet (format 1)."""
    devices: Mapping[str, str]
    """Public keys of the devices that this computer knows, itself included, by id."""


@dataclass(frozen=True)
class Trust:
    """What follows from the statements."""

    members: Mapping[str, str]
    """Public keys by device id, without the removed ones."""
    ever: Mapping[str, str]
    """Public keys of all that ever were members, removed ones too."""
    removed: Mapping[str, Removed]
    kit: Kit | None
    vault_key: CurrentKey | None
    cards: Mapping[str, str]
    """Recipients of members, by device id."""
    names: Mapping[str, str]
    """Names of devices, removed ones too, by id."""
    valid: tuple[Statement, ...]
    """The statements that count, in a fixed order; they are handed on."""

    @property
    def has_former_keys(self) -> bool:
        """Whether earlier keys files may be sealed to keys that not everybody has."""
        key, kit = self.vault_key, self.kit
        renewed = (key is not None and key.number > 1) or (kit is not None and kit.number > 1)
        return renewed or bool(self.removed)

    @property
    def is_renewal_due(self) -> bool:
        """Whether a new vault key is needed: a removed device or a former kit has this one."""
        key, kit = self.vault_key, self.kit
        if key is None or kit is None:
            return False
        return key.kit != kit.key or not self.removed.keys() <= key.without


def kit_signing_key(secret: bytes) -> SigningKey:
    """Return the key with which a recovery kit signs, derived from its 32 bytes."""
    derived = HKDF(SHA256(), length=KEY_BYTES, salt=None, info=b"picup kit signing key")
    return SigningKey(KIT, derived.derive(secret))


def state(vault_id: str, by: SigningKey, kind: Kind, **facts: object) -> Statement:
    """Return a signed statement."""
    text = json.dumps(
        {"kind": kind.value, "vault": vault_id, **facts}, sort_keys=True, separators=(",", ":")
    )
    signature = Ed25519PrivateKey.from_private_bytes(by.private).sign(_signed_bytes(text))
    return Statement(text, by.signer, signature.hex())


def whole_seconds(now: float) -> int:
    """Return a time for a statement: seconds since 1970, none before, whatever the clock says."""
    return max(0, int(now))


def restate(statement: Statement, by: SigningKey) -> Statement:
    """Return the same statement, signed by another signer."""
    signature = Ed25519PrivateKey.from_private_bytes(by.private).sign(_signed_bytes(statement.text))
    return Statement(statement.text, by.signer, signature.hex())


def kind_of(statement: Statement) -> Kind | None:
    """Return what a statement is about; None if that is not known here."""
    said = _parsed(statement)
    return None if said is None else said.kind


def device_of(statement: Statement) -> str | None:
    """Return the id of the device that a statement is about; None if it is about none."""
    said = _parsed(statement)
    return None if said is None or "device" not in said.facts else said.device


def kit_key_of(statement: Statement) -> str | None:
    """Return the public key of the kit that a statement is about; None if it is about none."""
    said = _parsed(statement)
    return said.text("key", LONGEST_ID) if said is not None and said.kind is Kind.KIT else None


def is_signed(data: bytes, signature: str, public: str) -> bool:
    """Return whether a signature over the bytes is of this public key; both hexadecimal."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed_bytes(text: str) -> bytes:
    return STATEMENT_PREFIX + text.encode()


@dataclass(frozen=True)
class _Said:
    """A parsed statement."""

    statement: Statement
    kind: Kind
    facts: Mapping[str, object]

    @property
    def signer(self) -> str:
        return self.statement.signer

    def text(self, name: str, most: int = LONGEST_RECIPIENT) -> str:
        return _valid(text_of(self.facts.get(name), most=most))

    def number(self, name: str) -> int:
        return whole_number(self.facts.get(name))

    @property
    def device(self) -> str:
        return self.text("device", LONGEST_ID)


def judge(statements: Iterable[Statement], anchors: Anchors) -> Trust:
    """Return what follows from the statements for somebody with these anchors.

    First every device that was ever let in, then removals in the order of their times (those
    of the kit first), then all the rest by those who are left: what a removed device says
    does not count, whenever it says to have said it.
    """
    said = [one for one in map(_parsed, dict.fromkeys(statements)) if one is not None]
    said = [one for one in said if one.facts.get("vault") == anchors.vault_id]
    ever = _members(said, anchors, frozenset())
    said = [one for one in said if _is_by(one, ever, anchors)]
    removed = _removed(said, ever, anchors)
    members = _members(said, anchors, removed.keys())
    said = [one for one in said if one.signer == KIT or one.signer in members]
    said = [one for one in said if one.kind is not Kind.MEMBER or _is_of(one, ever)]
    kits = [_kit(one) for one in said if one.kind is Kind.KIT]
    keys = [_vault_key(one) for one in said if one.kind is Kind.VAULT_KEY]
    return Trust(
        members=members,
        ever=ever,
        removed=removed,
        kit=max(kits, key=lambda kit: (kit.number, kit.key), default=None),
        vault_key=max(keys, key=lambda key: (key.number, key.recipient), default=None),
        cards={
            one.device: one.text("recipient")
            for one in sorted(said, key=lambda one: one.statement.text)
            if one.kind is Kind.CARD and one.device == one.signer
        },
        names={one.device: one.text("name", LONGEST_NAME) for one in _names(said)},
        valid=tuple(sorted((one.statement for one in said), key=_order)),
    )


def _order(statement: Statement) -> tuple[str, str]:
    return statement.text, statement.signer


def _parsed(statement: Statement) -> _Said | None:
    try:
        facts = parse_object(_valid(statement.text), most_bytes=LONGEST_STATEMENT)
        said = _Said(statement, Kind(text_of(facts.get("kind"), most=LONGEST_ID)), facts)
        _READERS[said.kind](said)
    except ValueError:
        # Of a later version, or nonsense: it says nothing here.
        return None
    return said


def _valid(text: str) -> str:
    """Return the text; ValueError for half a letter of JSON, which nobody can sign or store."""
    text.encode()
    return text


def _is_by(one: _Said, keys: Mapping[str, str], anchors: Anchors) -> bool:
    public = anchors.kit_key if one.signer == KIT else keys.get(one.signer)
    data = _signed_bytes(one.statement.text)
    return public is not None and is_signed(data, one.statement.signature, public)


def _members(
    said: Iterable[_Said], anchors: Anchors, without: Iterable[str], *, checked: bool = False
) -> dict[str, str]:
    """Return all that the kit, a known device or somebody let in by them let in.

    ``checked``: the statements are those of ``ever`` already, which costs most of the time.
    """
    left_out = frozenset(without)
    members = {d: key for d, key in anchors.devices.items() if d not in left_out}
    waiting = [one for one in said if one.kind is Kind.MEMBER and one.device not in left_out]
    waiting.sort(key=lambda one: _order(one.statement))
    by_signer: dict[str, list[_Said]] = {}
    for one in waiting:
        by_signer.setdefault(one.signer, []).append(one)
    # The kit's word counts first. A signer's key never changes: each statement is looked at once.
    signers = deque((KIT, *sorted(members)))
    while signers:
        signer = signers.popleft()
        for one in by_signer.get(signer, ()):
            if one.device not in members and (checked or _is_by(one, members, anchors)):
                # A device's key never changes: the first that is known counts.
                members[one.device] = one.text("key", LONGEST_ID)
                signers.append(one.device)
    return members


def _is_of(one: _Said, ever: Mapping[str, str]) -> bool:
    """Return whether a statement about a member is about the key that counts."""
    return ever.get(one.device) == one.text("key", LONGEST_ID)


def _removed(
    said: Sequence[_Said], ever: Mapping[str, str], anchors: Anchors
) -> dict[str, Removed]:
    """Return the removals that count.

    None by somebody who belongs to the vault through the removed one alone: the two would be out
    for whoever begins with the kit, and with the last one of the vault the kit would open nothing.
    """
    removals = [one for one in said if one.kind is Kind.REMOVED and one.device in ever]
    removals.sort(key=lambda one: (one.signer != KIT, one.number("at"), *_order(one.statement)))
    removed: dict[str, Removed] = {}
    staying: dict[str, frozenset[str]] = {}
    for one in removals:
        if one.signer in removed or one.device in {one.signer, *removed}:
            continue
        if one.device not in staying and len(staying) < MOST_LOOKED_AT:
            # Who is left without the removed ones so far and this one.
            without = {*removed, one.device}
            staying[one.device] = frozenset(_members(said, anchors, without, checked=True))
        if one.signer == KIT or one.signer in staying.get(one.device, frozenset()):
            removed[one.device] = _removal(one)
    return removed


def _removal(one: _Said) -> Removed:
    return Removed(one.device, one.number("number"), one.number("at"))


def _kit(one: _Said) -> Kit:
    return Kit(
        one.text("key", LONGEST_ID), one.text("recipient"), one.number("number"), one.number("at")
    )


def _vault_key(one: _Said) -> CurrentKey:
    without = one.facts.get("without")
    if not isinstance(without, list):
        raise NotStrictJson("a vault key does not say whom it is kept from")
    return CurrentKey(
        one.text("recipient"),
        one.number("number"),
        one.text("kit", LONGEST_ID),
        frozenset(_valid(text_of(device, most=LONGEST_ID)) for device in without),
    )


def _member(one: _Said) -> None:
    if not _KEY.fullmatch(one.text("key", LONGEST_ID)) or one.device == KIT:
        raise NotStrictJson("a member has no key")


def _card(one: _Said) -> None:
    _ = one.device, one.text("recipient")


def _name(one: _Said) -> None:
    _ = one.device, one.text("name", LONGEST_NAME), one.number("at")


_READERS = {
    Kind.MEMBER: _member,
    Kind.REMOVED: _removal,
    Kind.KIT: _kit,
    Kind.VAULT_KEY: _vault_key,
    Kind.CARD: _card,
    Kind.NAME: _name,
}


def _names(said: Iterable[_Said]) -> list[_Said]:
    names = [one for one in said if one.kind is Kind.NAME]
    return sorted(names, key=lambda one: (one.number("at"), *_order(one.statement)))
