"""The first step of opening a vault: try the kit on the vault of this storage.

Nothing is written. Every keys file is read, because two computers may have
written at the same moment, and a damaged file must not block access.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from picup_desktop.errors import NoPermission, PicupError
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectNotFound, StorageDenied
from picup_desktop.sync.journal.keys import makes_sense
from picup_desktop.sync.journal.read import AGE_BEGINS, MOST_KEYS_TOGETHER_BYTES
from picup_desktop.vault.age import Identity
from picup_desktop.vault.errors import Damaged, NotForThisKey
from picup_desktop.vault.journal import Finding, SegmentCheck
from picup_desktop.vault.keys import (
    KEYS_FOLDER,
    MOST_KEYS_BYTES,
    KeyRing,
    join_key_rings,
    open_key_ring,
)
from picup_desktop.vault.kit import RecoveryKit, recovery_identity
from picup_desktop.vault.layout import MOST_STATIC_BYTES, VAULT_NAME, read_vault_json
from picup_desktop.words import Role


class NoVaultThere(PicupError):
    """There is no vault at the address, or no part of it could be opened."""

    title = "title-no-vault"


class WrongKit(NoPermission):
    """The kit belongs to another vault."""

    title = "title-recovery-kit-does-not-open"


@dataclass(frozen=True)
class VaultKeys:
    """The keys that the kit opened."""

    vault_id: str
    recovery_key: Identity = field(repr=False)
    vault_key: str = field(repr=False)
    ring: KeyRing = field(repr=False)
    findings: tuple[Finding, ...] = ()


def open_keys(role: Role, storage: Storage, kit: RecoveryKit) -> VaultKeys:
    """Read ``vault.json`` and the keys. NoVaultThere, WrongKit, any StorageError."""
    identity = recovery_identity(kit)
    findings: list[Finding] = []
    vault_id = _vault_id(role, storage, kit, findings)
    rings, refused = _rings(role, storage, identity, findings)
    if not rings:
        if kit.vault_id and kit.vault_id != vault_id:
            raise WrongKit("recovery-kit-another-vault-than")
        if refused:
            raise WrongKit("recovery-kit-does-not-open")
        raise NoVaultThere("keys-vault-not-all-them")
    ring = join_key_rings(rings)
    if ring.vault_key is None:
        raise NoVaultThere("one-keys-file-holds-vaults")
    if kit.vault_id and kit.vault_id != vault_id:
        # The kit opens the keys, so it is the right one: vault.json was changed.
        findings.append(Finding(SegmentCheck.UNREADABLE, role, VAULT_NAME))
        vault_id = kit.vault_id
    return VaultKeys(vault_id, identity, ring.vault_key, ring, tuple(findings))


def _vault_id(role: Role, storage: Storage, kit: RecoveryKit, findings: list[Finding]) -> str:
    try:
        return read_vault_json(b"".join(storage.get(VAULT_NAME, 0, MOST_STATIC_BYTES + 1)))
    except ObjectNotFound as error:
        if not kit.vault_id or not any(True for _ in storage.list(KEYS_FOLDER)):
            raise NoVaultThere("no-vault-at-address") from error
    except (Damaged, StorageDenied):
        # A link or pipe has its name (6-1), or it may not be read.
        if not kit.vault_id:
            raise
    # The kit has everything that vault.json has.
    findings.append(Finding(SegmentCheck.UNREADABLE, role, VAULT_NAME))
    return kit.vault_id


def _rings(
    role: Role, storage: Storage, identity: Identity, findings: list[Finding]
) -> tuple[Sequence[KeyRing], int]:
    rings: dict[str, KeyRing] = {}
    refused, left_bytes = 0, MOST_KEYS_TOGETHER_BYTES
    # The smallest first: a flood of large files hides none of the vault's.
    found = sorted(storage.list(KEYS_FOLDER), key=lambda info: (info.size_bytes, info.name))
    for info in found:
        name = info.name
        try:
            most = min(MOST_KEYS_BYTES, left_bytes) if info.size_bytes else 0
            sealed = _keys_file(storage, name, most)
            left_bytes -= len(sealed)
            rings[name] = open_key_ring(sealed, [identity])
            if not makes_sense(rings[name]):
                findings.append(Finding(SegmentCheck.BAD_CONTENT, role, name))
        except ObjectNotFound:
            continue
        except NotForThisKey:
            refused += 1
            findings.append(Finding(SegmentCheck.UNREADABLE, role, name))
        except (Damaged, StorageDenied):
            findings.append(Finding(SegmentCheck.UNREADABLE, role, name))
    return [rings[name] for name in sorted(rings, key=lambda name: (len(name), name))], refused


def _keys_file(storage: Storage, name: str, most_bytes: int) -> bytes:
    """Return the bytes of a keys file; fewer, or none, if it can't be one (DISASTERS 6-2)."""
    read = bytearray()
    if most_bytes > 0:
        for piece in storage.get(name, 0, most_bytes + 1):
            read += piece
            if not read.startswith(AGE_BEGINS[: len(read)]) or len(read) > most_bytes:
                return b""
    return bytes(read)
