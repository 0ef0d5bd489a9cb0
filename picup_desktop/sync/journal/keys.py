"""Publish the sealed keys files: both storages follow the list of albums and devices.

A new keys file is written under the next number whenever the albums or devices
changed since the last one on that storage; none is ever overwritten. An album's
identity is sealed when the album is created.
"""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from picup_desktop.errors import UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note, NoteAbout
from picup_desktop.ledger.vaults import VaultRecord
from picup_desktop.names import shown
from picup_desktop.storage.base import Put, Storage
from picup_desktop.storage.errors import ObjectExists, StorageError
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.journal.trust import (
    introduce,
    is_signed_vault,
    known_statements,
    public_statements,
    seals_to,
)
from picup_desktop.sync.journal.write import Signer, with_learned_keys
from picup_desktop.vault.age import Identity, Recipient, parse_recipient
from picup_desktop.vault.keys import (
    KEYS_FOLDER,
    KeyRing,
    RingStorage,
    join_key_rings,
    keys_name,
    seal_key_ring,
)
from picup_desktop.words import Role

MOST_NUMBERS_TRIED = 1000
TIMES_WRITTEN = 2
HOST_KEY_WORDS = 2
"""A host key is written as ``type base64``."""

Sealing: TypeAlias = tuple[KeyRing, Sequence[Recipient]]
"""What a keys file says, and to whom it is sealed."""

log = logging.getLogger(__name__)


class KeysPublisher:
    """Writes this vault's keys file to storages that lack it, perhaps to both at once."""

    def __init__(self, ledger: Ledger, folder: Path, signer: Signer) -> None:
        """``folder`` has the keys file while it is sent.

        Each file has the vault keys, so that no single file is critical.
        """
        self._ledger = ledger
        self._folder = folder
        self._signer = signer

    def run(self, role: Role, storage: Storage) -> None:
        """Publish if the storage lacks the newest keys; any StorageError."""
        vault = self._ledger.vaults.get()
        if vault is None:
            return
        introduce(self._ledger, self._signer)
        ring = self._ring(vault)
        mark = _mark(ring, vault)
        if self._ledger.vaults.noted(NoteAbout.KEYS_PUBLISHED.of(role)) != mark:
            # Twice, so that a restore from one storage does not depend on one small file.
            sealed_to = seals_to(self._ledger, vault)
            self._put_next(role, storage, [(ring, sealed_to)] * TIMES_WRITTEN)
            self._ledger.vaults.note(NoteAbout.KEYS_PUBLISHED.of(role), mark)
        self._give_notice(role, storage, ring)

    def _give_notice(self, role: Role, storage: Storage, ring: KeyRing) -> None:
        """Say to those whose keys do not count any more that this is so, and nothing else."""
        noted = self._ledger.vaults.noted(Note.TRUST_NOTICE)
        if not noted or self._ledger.vaults.noted(NoteAbout.NOTICE_SENT.of(role)) == noted:
            return
        notice = KeyRing(
            None, {}, {}, statements=public_statements(ring.statements), vault_id=ring.vault_id
        )
        sealed_to = [[parse_recipient(recipient)] for recipient in noted.split()]
        self._put_next(role, storage, [(notice, to) for to in sealed_to])
        self._ledger.vaults.note(NoteAbout.NOTICE_SENT.of(role), noted)

    def is_known_by(self, rings: Sequence[KeyRing]) -> bool:
        """Return whether these keys files have everything that is known here."""
        vault = self._ledger.vaults.get()
        if vault is None:
            return True
        told, known = join_key_rings(rings), self._ring(vault)
        albums = known.albums.keys() <= told.albums.keys()
        if is_signed_vault(self._ledger):
            return albums and {*known.vault_keys} <= {*told.vault_keys}
        return albums and known.devices.keys() <= told.devices.keys() and bool(told.vault_key)

    def publish_again(self, role: Role) -> None:
        """Make the next ``run`` write a keys file in any case."""
        self._ledger.vaults.note(NoteAbout.KEYS_PUBLISHED.of(role), "")

    def _ring(self, vault: VaultRecord) -> KeyRing:
        """Return everything that is known here, including what other computers published."""
        others = {one.device_id: one.public_key for one in self._ledger.devices.all()}
        albums = self._ledger.albums.all(removed=True)
        first, *former = (str(key) for key in self._vault_keys())
        return KeyRing(
            vault_key=first,
            albums={
                **self._ledger.trust.former_album_keys(),
                **{a.recipient: a.sealed_identity for a in albums if a.sealed_identity},
            },
            devices={**others, vault.device_id: vault.device_key},
            storages={
                one.role.value: RingStorage(one.url_for_others, one.host_key)
                for one in self._ledger.storages.all()
            },
            former_keys=tuple(former),
            statements=tuple(known_statements(self._ledger)),
            vault_id=vault.vault_id,
        )

    def _vault_keys(self) -> Sequence[Identity]:
        """Return the vault keys as they are now: one may have come since the pass began."""
        return with_learned_keys(self._ledger, self._signer)

    def _put_next(self, role: Role, storage: Storage, rings: Sequence[Sealing]) -> None:
        """Write each under the next number that is free. Any StorageError.

        Another computer may take a number at the same moment: then the next one is tried, and
        the listing said only where to begin.
        """
        number = max((_number(info.name) for info in storage.list(KEYS_FOLDER)), default=0)
        left, ends_at = list(rings), number + MOST_NUMBERS_TRIED
        while left:
            numbers = range(number + 1, number + 1 + len(left))
            errors = self._put_all(role, storage, dict(zip(numbers, left, strict=True)))
            for error in errors:
                if error is not None and (number >= ends_at or not isinstance(error, ObjectExists)):
                    raise error
            left = [ring for ring, error in zip(left, errors, strict=True) if error is not None]
            number = numbers[-1]

    def _put_all(
        self, role: Role, storage: Storage, numbered: Mapping[int, Sealing]
    ) -> Sequence[StorageError | None]:
        signed_by = self._signer.signing_key if is_signed_vault(self._ledger) else None
        files = {
            number: self._folder / f"keys-{role.value}-{place}.part"
            for place, number in enumerate(numbered)
        }
        try:
            for number, (ring, sealed_to) in numbered.items():
                sealed = seal_key_ring(replace(ring, number=number), sealed_to, signed_by)
                files[number].write_bytes(sealed)
            return storage.put_many([Put(keys_name(one), files[one]) for one in files])
        finally:
            for file in files.values():
                file.unlink(missing_ok=True)


def names_a_storage(role: str, told: RingStorage) -> bool:
    """Return whether an address from a keys file is valid; any writer may have forged it (6-2)."""
    try:
        parse_place(told.url)
    except UsageError as error:
        log.warning("the keys file names no address of %s: %s", shown(role), error.sentence)
        return False
    key = told.host_key
    if key is not None and not (key.isprintable() and len(key.split()) == HOST_KEY_WORDS):
        # A line break in it would add a key for any other server.
        log.warning("the keys file names no host key of %s", shown(role))
        return False
    return role in tuple(Role)


def makes_sense(ring: KeyRing) -> bool:
    """Return whether every storage that a keys file names can be one (6-4)."""
    return all(names_a_storage(role, told) for role, told in ring.storages.items())


def _mark(ring: KeyRing, vault: VaultRecord) -> str:
    """Return a fingerprint of a ring's content and of whom it is sealed to."""
    storages = sorted((role, to.url, to.host_key) for role, to in ring.storages.items())
    said = sorted((one.text, one.signer) for one in ring.statements)
    sealed_to = [vault.recovery_recipient, vault.vault_recipient]
    plain = json.dumps([sorted(ring.albums), sorted(ring.devices), storages, said, sealed_to])
    return hashlib.sha256(plain.encode()).hexdigest()


def _number(name: str) -> int:
    digits = name.rpartition("/")[2].removesuffix(".age")
    return int(digits) if digits.isdecimal() else 0
