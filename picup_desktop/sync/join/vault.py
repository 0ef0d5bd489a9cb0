"""Fill an empty ledger with a vault, from one storage and the kit alone.

The journal says what the objects are; if it is damaged, the objects' own headers
do. No photo is downloaded for it.

Threads: one lists the storage's objects while the ledger is filled; ``take_in`` ends it.
"""

import logging
import secrets as randomness
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.ledger.vaults import VaultRecord
from picup_desktop.messages.message import Message
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.storage.place import Access, Place, other_url
from picup_desktop.sync.albums.adopt import note_joined
from picup_desktop.sync.join.kit import VaultKeys
from picup_desktop.sync.join.salvage import Salvage
from picup_desktop.sync.journal.catalog import (
    import_catalog,
    sizes_of_all,
    survey,
    with_facts,
)
from picup_desktop.sync.journal.keys import KeysPublisher
from picup_desktop.sync.journal.newcomers import all_without_journal, read_with_newcomers
from picup_desktop.sync.journal.read import JournalShelves
from picup_desktop.sync.journal.send import JournalSender
from picup_desktop.sync.journal.trust import add, learn, note_writers, own_statements
from picup_desktop.sync.journal.write import JournalWriter, signer_of, vault_keys_of
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.vault.age import HybridIdentity, parse_identity
from picup_desktop.vault.journal import Finding, build_catalog
from picup_desktop.vault.keys import device_public_key
from picup_desktop.vault.kit import RecoveryKit, recovery_identity
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.vault.trust import Kind, kit_signing_key, state
from picup_desktop.words import Role, StorageState

NO_KEY = b""
"""The placeholder for the sealed key of an album that is in no keys file."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class OpenFolders:
    """The folders for other computers' journals and for temporary files."""

    journal: Path
    scratch: Path


@dataclass(frozen=True)
class OpenReport:
    """The result of opening a vault."""

    photos: int
    salvaged: int
    """Photos that were recovered from their objects' headers only."""
    unreadable: int
    """Objects and photos that could not be used."""
    findings: tuple[Finding, ...] = ()


class VaultOpening:
    """Fills one empty ledger; used once."""

    def __init__(self, ledger: Ledger, keys: VaultKeys, clock: Clock, folders: OpenFolders) -> None:
        self._ledger = ledger
        self._keys = keys
        self._clock = clock
        self._folders = folders

    @property
    def scratch(self) -> Path:
        """The folder for temporary files."""
        return self._folders.scratch

    def record(
        self, kit: RecoveryKit, storages: Mapping[Role, StorageRecord], secrets: Secrets
    ) -> None:
        """Record the vault, this new device and the storages. One transaction."""
        recovery = recovery_identity(kit)
        vault_key = parse_identity(self._keys.vault_key)
        now = self._clock.now()
        with self._ledger.transaction():
            self._ledger.vaults.record(
                VaultRecord(
                    vault_id=self._keys.vault_id,
                    post_quantum=isinstance(recovery, HybridIdentity),
                    recovery_recipient=str(recovery.recipient()),
                    vault_recipient=str(vault_key.recipient()),
                    device_id=randomness.token_hex(8),
                    device_key=device_public_key(bytes.fromhex(secrets.device_key)),
                    made_at=now,
                    kit_confirmed_at=now,
                )
            )
            for record in storages.values():
                self._ledger.storages.record(record)
            self._record_trust(secrets, now)

    def _record_trust(self, secrets: Secrets, now: float) -> None:
        """Record the other computers; the kit vouches for this one where it signs."""
        keys, trust = self._keys, self._keys.believed.trust
        devices = trust.ever if keys.signed else keys.ring.devices
        for device_id, key in devices.items():
            self._ledger.devices.add(device_id, key, now)
        signer = signer_of(self._ledger, secrets)
        if not keys.signed:
            learn(self._ledger, signer, keys.believed, now)
            return
        kit = kit_signing_key(keys.recovery_key.secret)
        self._ledger.vaults.note(Note.TRUST_KIT, kit.public)
        learn(self._ledger, signer, keys.believed, now)
        own = {"device": signer.author.device_id, "key": signer.signing_key.public}
        member = state(keys.vault_id, kit, Kind.MEMBER, **own)
        add(self._ledger, [member, *own_statements(self._ledger, signer)])

    def take_in(self, role: Role, storage: Storage, secrets: Secrets) -> OpenReport:
        """Import the photos of one storage. Any StorageError."""
        with ThreadPoolExecutor(1, "listing") as listing:
            return self._take_in(role, storage, secrets, listing)

    def _take_in(
        self, role: Role, storage: Storage, secrets: Secrets, listing: ThreadPoolExecutor
    ) -> OpenReport:
        shelves = JournalShelves(
            self._ledger, self._folders.journal, signer_of(self._ledger, secrets)
        )
        shelves.look(role, storage)
        reading = read_with_newcomers(
            shelves, self._clock, lambda: shelves.look(role, storage), all_without_journal
        )
        # Not before: what the journals name was there already when they were read.
        chains = reading.report.trusted.values()
        entries = sum(len(segment.entries) for chain in chains for segment in chain)
        listed = listing.submit(sizes_of_all, storage, entries)
        catalog = with_facts(
            build_catalog(reading.report.trusted), {role: storage}, self._clock.now()
        )
        keys = {**self._keys.ring.albums, **reading.ring.albums}
        for album in catalog.albums():
            # Listed all the same: the recovery key or a later keys file opens it.
            keys.setdefault(album.recipient, NO_KEY)
        done = import_catalog(self._ledger, catalog, keys, self._clock.now())
        salvage = Salvage(
            self._ledger,
            storage,
            self._keys.recovery_key,
            self._clock,
            known={*catalog.objects, *reading.passed_over},
        )
        # Both ask for every object of the storage.
        there = listed.result()
        saved = salvage.run(keys, vault_keys_of(self._ledger, secrets), there)
        survey(self._ledger, role, storage, there)
        with self._ledger.transaction():
            for head in reading.report.heads:
                self._ledger.devices.note_head(head.device_id, head.number, head.hash)
            note_writers(self._ledger, reading.report.trusted)
            note_joined(self._ledger)
        return OpenReport(
            photos=done.added + saved.photos,
            salvaged=saved.photos,
            unreadable=done.unreadable + saved.unreadable,
            findings=tuple(dict.fromkeys((*self._keys.findings, *reading.report.findings))),
        )

    def join(self, storages: Mapping[Role, Storage], secrets: Secrets) -> list[Message]:
        """Register this device on the storages; return why a storage waits for a sync."""
        writer = JournalWriter(self._ledger, self._clock, signer_of(self._ledger, secrets))
        writer.begin()
        signer = signer_of(self._ledger, secrets)
        keys = KeysPublisher(self._ledger, self._folders.scratch, signer)
        sender = JournalSender(self._ledger, writer, self._folders.scratch)
        warnings: list[Message] = []
        for role, storage in storages.items():
            try:
                survey(self._ledger, role, storage)
                keys.run(role, storage)
                sender.run(role, storage)
            except StorageError as error:
                log.warning("joining on %s: %s", role.value, error.sentence)
                warnings.append(of_storage(role, error.message))
        return warnings


def new_secrets(
    keys: VaultKeys,
    passwords: Mapping[str, str],
    key_passphrases: Mapping[str, str],
    servers: Mapping[str, str],
) -> Secrets:
    """Return the secrets that this computer needs for daily use, with a new device key."""
    return Secrets(
        vault_key=keys.vault_key,
        device_key=Ed25519PrivateKey.generate().private_bytes_raw().hex(),
        passwords=passwords,
        key_passphrases=key_passphrases,
        servers=servers,
    )


def storage_record(
    role: Role, place: Place, access: Access, host_key: str | None, now: float
) -> StorageRecord:
    """Return the record of a storage before its first contact."""
    key_file = access.key_file
    return StorageRecord(
        role=role,
        url=place.url,
        key_file=None if key_file is None else str(key_file),
        host_key=host_key,
        state=StorageState.ONLINE,
        reason=None,
        state_since=now,
        checked_at=None,
        free_bytes=None,
        round_trip_seconds=None,
        ssh=access.ssh,
        direct_url=other_url(place),
    )
