"""Copy an object from the storage that has it whole to the one that lacks it; record both copies.

Used by reads (2-2a), completion (1-3b) and the verifier. The bytes are checked
against the object's name, its hash, before they are written: damage never spreads.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import (
    AnotherVault,
    ObjectExists,
    ObjectNotFound,
    SourceUnreadable,
    StorageNonsense,
    StrangeEntry,
)
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.layout import MOST_STATIC_BYTES, VAULT_NAME, is_of_another_vault
from picup_desktop.vault.objects import object_name
from picup_desktop.words import CopyState, Role

MOST_SEALED_BYTES = 1 << 40
"""The limit for an object of unknown size; more than any file of a camera."""


@contextmanager
def fetched(storage: Storage, record: ObjectRecord, folder: Path) -> Iterator[Path]:
    """Fetch an object's sealed bytes into a temporary file, which is removed afterwards.

    At most the ledger's size and one byte are read. Damaged if the bytes do not have the
    hash that the object is named by; any StorageError, of which SourceUnreadable says that this
    computer's disk takes no file.
    """
    with ExitStack() as scratch:
        digest = hashlib.sha256()
        try:
            made = tempfile.TemporaryDirectory(prefix="object-", dir=folder)
            path = Path(scratch.enter_context(made)) / "sealed"
            with path.open("wb") as file:
                for piece in storage.get(record.name, 0, enough(record.sealed_bytes)):
                    digest.update(piece)
                    file.write(piece)
        except OSError as error:
            where, why = shown(str(folder)), reason_of(error)
            raise SourceUnreadable("cant-be-written", path=where, why=why) from error
        if object_name(digest.hexdigest()) != record.name:
            raise Damaged("object-bytes-differ", object=record.name)
        yield path


def stored_digest(storage: Storage, name: str, most_bytes: int) -> str:
    """Read at most so many bytes of an object; return their SHA-256. Any StorageError."""
    digest = hashlib.sha256()
    for piece in storage.get(name, 0, most_bytes):
        digest.update(piece)
    return digest.hexdigest()


def note_copy(ledger: Ledger, clock: Clock, object_id: int, role: Role, state: CopyState) -> None:
    """Record the observed state of a copy, and update the states of its photos.

    One that is missing is a sign that more may be (5-1); one that was never there is not
    missing, for example while a new storage is filled (5-3).
    """
    with ledger.transaction():
        if state is CopyState.MISSING:
            if ledger.objects.copies(object_id)[role] is CopyState.NONE:
                return
            ledger.storages.doubt(role, clock.now())
        ledger.objects.set_copy(object_id, role, state, clock.now())
        ledger.photos.restate(object_id)


def enough(sealed_bytes: int) -> int:
    """Return how many bytes to read of an object: one more than its size, to detect growth.

    A size of 0 means unknown.
    """
    return (sealed_bytes or MOST_SEALED_BYTES) + 1


def check_place(storage: Storage, vault_id: str) -> None:
    """Raise AnotherVault if another vault is at the storage's place (5-2); any StorageError."""
    try:
        held = b"".join(storage.get(VAULT_NAME, 0, MOST_STATIC_BYTES + 1))
    except ObjectNotFound:
        return
    if is_of_another_vault(held, vault_id):
        raise AnotherVault("another-vault-at-place")


def put_back(storage: Storage, name: str, sealed: Path, *, replace: bool) -> None:
    """Write an object where it is missing or, with ``replace``, damaged.

    Any StorageError. A damaged file is removed only now that its replacement is at hand.
    """
    if replace:
        storage.remove(name)
    try:
        storage.put(name, sealed)
    except ObjectExists:
        # Another writer stored it meanwhile; its size says whether it is whole.
        try:
            there_bytes = storage.stat(name).size_bytes
        except StrangeEntry:
            # If a link is in its place, the link is removed and not its target (6-1).
            storage.remove(name)
            storage.put(name, sealed)
            return
        if there_bytes != sealed.stat().st_size:
            raise StorageNonsense("object-came-back-damaged", name=name) from None
