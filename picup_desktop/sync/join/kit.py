"""The first step of opening a vault: try the kit on the vault of this storage.

Nothing is written. Every keys file is read, because two computers may have
written at the same moment, and a damaged file must not block access.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from picup_desktop.clock import bounded_moment
from picup_desktop.errors import NoPermission, PicupError, UsageError
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectNotFound, StorageDenied
from picup_desktop.sync.journal.fetch import AGE_BEGINS, together, whole_files
from picup_desktop.sync.journal.keys import makes_sense
from picup_desktop.sync.journal.read import (
    MOST_KEYS_TOGETHER_BYTES,
    check_failed,
    keys_in_order,
)
from picup_desktop.sync.journal.trust import Believed, NamedRing, believe, without_former
from picup_desktop.vault.age import Identity, parse_identity
from picup_desktop.vault.errors import Damaged, NotForThisKey
from picup_desktop.vault.journal import Finding, SegmentCheck
from picup_desktop.vault.keys import (
    KEYS_FOLDER,
    MOST_KEYS_BYTES,
    KeyRing,
    StrangeKeys,
    join_key_rings,
    open_key_ring,
)
from picup_desktop.vault.kit import RecoveryKit
from picup_desktop.vault.kit_content import VaultIdentity, parse_key
from picup_desktop.vault.layout import MOST_STATIC_BYTES, VAULT_NAME, NewerVault, read_vault_json
from picup_desktop.vault.trust import Anchors, Kit, kit_signing_key
from picup_desktop.words import Role


class NoVaultThere(PicupError):
    """There is no vault at the address, or no part of it could be opened."""

    title = "title-no-vault"


class KeysNotOfKit(NoVaultThere):
    """Nothing there is signed for the kit; nothing was taken from there (6-4)."""

    title = "title-keys-not-of-kit"


class WrongKit(NoPermission):
    """The kit belongs to another vault."""

    title = "title-recovery-kit-does-not-open"


@dataclass(frozen=True)
class VaultKeys:
    """The keys that the kit opened."""

    vault_id: str
    recovery_key: VaultIdentity = field(repr=False)
    vault_key: str = field(repr=False)
    """The vault key that counts."""
    ring: KeyRing = field(repr=False)
    """What the believed keys files hold; its ``vault_keys`` are all of them."""
    believed: Believed = field(repr=False)
    findings: tuple[Finding, ...] = ()
    signed: bool = False
    """Whether the kit signs for the vault; False in a vault of format 1."""


@dataclass(frozen=True)
class _Opened:
    """The keys files of a storage, and the findings about the others."""

    named: Sequence[NamedRing]
    refused: int
    """How many are sealed to other keys."""


def open_keys(role: Role, storage: Storage, kit: RecoveryKit) -> VaultKeys:
    """Read the keys, and ``vault.json``, which is advice only.

    NoVaultThere, WrongKit, any StorageError. What the kit's own signature vouches for counts;
    without any, the keys of a vault of format 1 are read as they are (6-4).
    """
    identity = parse_key(kit.identity)
    findings: list[Finding] = []
    opened = _rings(role, storage, identity, findings)
    said_id = _vault_id(role, storage, kit, findings, any_keys=bool(opened.named))
    if not opened.named:
        if kit.vault_id and said_id and kit.vault_id != said_id:
            raise WrongKit("recovery-kit-another-vault-than")
        if opened.refused:
            raise WrongKit("recovery-kit-does-not-open")
        raise NoVaultThere("keys-vault-not-all-them")
    public = kit_signing_key(identity.secret).public
    for vault_id in _named_vaults(kit, opened.named):
        anchors = Anchors(vault_id, public, {})
        believed = believe(opened.named, (), anchors)
        if believed.trust.members:
            _note_wrong_id(role, vault_id, said_id, findings)
            return _signed_keys(role, vault_id, identity, believed, findings)
    if kit.signs:
        raise KeysNotOfKit("keys-there-not-signed-for-kit")
    told_id = kit.vault_id or said_id
    if not told_id:
        raise NoVaultThere("no-vault-at-address")
    _note_wrong_id(role, told_id, said_id, findings)
    return _unsigned_keys(told_id, identity, opened, findings)


def _named_vaults(kit: RecoveryKit, named: Sequence[NamedRing]) -> list[str]:
    if kit.vault_id:
        return [kit.vault_id]
    return sorted({one.ring.vault_id for one in named if one.ring.vault_id})


def _signed_keys(
    role: Role,
    vault_id: str,
    identity: VaultIdentity,
    believed: Believed,
    findings: list[Finding],
) -> VaultKeys:
    trust = believed.trust
    own = kit_signing_key(identity.secret).public
    if trust.kit is not None and trust.kit.key != own:
        raise _replaced(trust.kit)
    ring = join_key_rings(believed.rings, [identity])
    by_recipient = {_recipient(key): key for key in ring.vault_keys}
    wanted = None if trust.vault_key is None else by_recipient.get(trust.vault_key.recipient)
    if wanted is None:
        if ring.vault_key is None:
            # Somebody who saw them may repeat the statements; he can't sign a keys file.
            raise KeysNotOfKit("keys-there-not-signed-for-kit")
        # The newest keys file is not there; what it says is known from another.
        findings.append(Finding(SegmentCheck.ROLLED_BACK, role, KEYS_FOLDER))
    key = wanted or ring.vault_key or ""
    found = (*without_former(findings, trust), *believed.findings)
    return VaultKeys(vault_id, identity, key, ring, believed, found, signed=True)


def _replaced(kit: Kit) -> WrongKit:
    at = datetime.fromtimestamp(bounded_moment(kit.at), UTC)
    return WrongKit("recovery-kit-was-replaced", date=at.date().isoformat())


def _unsigned_keys(
    vault_id: str, identity: VaultIdentity, opened: _Opened, findings: list[Finding]
) -> VaultKeys:
    unsigned = [one.ring for one in opened.named if one.ring.envelope is None]
    devices = join_key_rings(unsigned).devices
    believed = believe(opened.named, (), Anchors(vault_id, None, devices))
    if believed.trust.kit is not None:
        # The vault was moved on, and this is the former kit.
        raise _replaced(believed.trust.kit)
    ring = join_key_rings(believed.rings, [identity])
    if ring.vault_key is None:
        raise NoVaultThere("one-keys-file-holds-vaults")
    found = (*findings, *believed.findings)
    return VaultKeys(vault_id, identity, ring.vault_key, ring, believed, found)


def _note_wrong_id(role: Role, vault_id: str, said_id: str | None, findings: list[Finding]) -> None:
    if said_id is not None and said_id != vault_id:
        # The kit opens the keys, so it is the right one: vault.json was changed.
        findings.append(Finding(SegmentCheck.UNREADABLE, role, VAULT_NAME))


def _recipient(key: str) -> str:
    try:
        return str(parse_identity(key).recipient())
    except UsageError:
        return ""


def _vault_id(
    role: Role, storage: Storage, kit: RecoveryKit, findings: list[Finding], *, any_keys: bool
) -> str | None:
    """Return what ``vault.json`` says, or None; anybody who holds the storage may write it."""
    try:
        return read_vault_json(b"".join(storage.get(VAULT_NAME, 0, MOST_STATIC_BYTES + 1)))
    except ObjectNotFound as error:
        if not any_keys and (not kit.vault_id or not any(True for _ in storage.list(KEYS_FOLDER))):
            raise NoVaultThere("no-vault-at-address") from error
    except (Damaged, StorageDenied) as error:
        # A link or pipe has its name (6-1), or it may not be read. That it is of a later format
        # is believed only where no keys file opens.
        if not any_keys and (not kit.vault_id or isinstance(error, NewerVault)):
            raise
    # The kit, or what it signed, has everything that vault.json has.
    findings.append(Finding(SegmentCheck.UNREADABLE, role, VAULT_NAME))
    return None


def _rings(role: Role, storage: Storage, identity: Identity, findings: list[Finding]) -> _Opened:
    rings: dict[str, KeyRing] = {}
    refused, left_bytes = 0, MOST_KEYS_TOGETHER_BYTES
    sizes = {info.name: info.size_bytes for info in storage.list(KEYS_FOLDER)}
    small = {name: size for name, size in sizes.items() if size <= MOST_KEYS_BYTES}
    # A flood of large files hides none of the vault's.
    order = [*keys_in_order(small), *sorted(sizes.keys() - small.keys())]
    for names in together({name: sizes[name] for name in order}):
        some = {name: sizes[name] for name in names} if left_bytes > 0 else {}
        ahead = whole_files(storage, some)
        for name in names:
            try:
                most = min(MOST_KEYS_BYTES, left_bytes) if sizes[name] else 0
                sealed = _keys_file(storage, name, most, ahead.get(name))
                left_bytes -= len(sealed)
                rings[name] = open_key_ring(sealed, [identity])
                if not makes_sense(rings[name]):
                    findings.append(Finding(SegmentCheck.BAD_CONTENT, role, name))
            except ObjectNotFound:
                continue
            except (NotForThisKey, StrangeKeys) as error:
                refused += isinstance(error, NotForThisKey)
                findings.append(Finding(check_failed(error), role, name))
            except (Damaged, StorageDenied):
                findings.append(Finding(SegmentCheck.UNREADABLE, role, name))
    opened = sorted(rings, key=lambda name: (len(name), name))
    return _Opened([NamedRing(role, name, rings[name]) for name in opened], refused)


def _keys_file(storage: Storage, name: str, most_bytes: int, ahead: bytes | None) -> bytes:
    """Return the bytes of a keys file; fewer, or none, if it can't be one (DISASTERS 6-2).

    ``ahead``: all of it, if it was read already.
    """
    read = bytearray()
    if most_bytes > 0:
        for piece in storage.get(name, 0, most_bytes + 1) if ahead is None else (ahead,):
            read += piece
            if not read.startswith(AGE_BEGINS[: len(read)]) or len(read) > most_bytes:
                return b""
    return bytes(read)
