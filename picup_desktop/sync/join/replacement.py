"""Give a storage's part to a new, empty place, which passes then fill from the other (5-3).

First the new place gets the vault's small files, then the ledger forgets in one transaction
what was on the old one. A process that ends between the two leaves a place that a second try
takes for its own; after them every pass goes on with the filling.
"""

from pathlib import Path

from picup_desktop.errors import PicupError
from picup_desktop.files.windows_names import address_shown
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import ABOUT_CONTENT, Note
from picup_desktop.storage.base import Probe, Storage
from picup_desktop.storage.errors import ObjectExists, ObjectNotFound
from picup_desktop.storage.place import Place
from picup_desktop.sync.join.setup import SetupStorage
from picup_desktop.sync.join.static_files import put_static, static_files
from picup_desktop.sync.join.storage_change import (
    OtherStorage,
    check_apart,
    check_not_the_other,
    check_vault,
)
from picup_desktop.sync.reach.keeping import forget_rule
from picup_desktop.vault.journal import JOURNAL_FOLDER
from picup_desktop.vault.keys import KEYS_FOLDER
from picup_desktop.vault.layout import VAULT_NAME
from picup_desktop.vault.objects import OBJECTS_FOLDER
from picup_desktop.words import Role


class PlaceNotEmpty(PicupError):
    """The new place has something of a vault already; nothing was changed."""

    title = "title-place-not-empty"


class OnlyCopies(PicupError):
    """Photos are whole on the storage to be replaced only; nothing was changed."""

    title = "title-only-copies"


def prepare_new_place(
    to: SetupStorage,
    vault_id: str,
    other: OtherStorage,
    scratch: Path,
    *,
    in_use: bool,
    signed: bool,
) -> Probe | None:
    """Make the folder, check that it is empty and not the other storage, and declare it.

    ``signed``: the vault is of format 2. ``in_use``: the address is the storage's already. Then
    a new box may stand there; None if none does, because the vault's files are there.
    UsageError, PlaceNotEmpty, NotThisVault, any StorageError. What is written at the new place
    is the vault's small files only.
    """
    check_not_the_other(to.place, other)
    to.place.prepare(to.access)
    storage = to.place.open(to.access)
    try:
        if in_use and _is_of_vault(storage, to.place, vault_id):
            return None
        _check_empty(storage, to.place, vault_id)
        probe = storage.probe()
        check_apart(storage, to, probe, other, scratch)
        for name, content in static_files(vault_id, signed=signed).items():
            try:
                put_static(storage, name, content, scratch)
            except ObjectExists:
                # A try that ended early wrote it.
                continue
    finally:
        storage.close()
    return probe


def check_nothing_is_lost(ledger: Ledger, role: Role, now: float) -> None:
    """Raise OnlyCopies if photos would be lost with a storage."""
    only_here = ledger.checks.only_on(role, now)
    if only_here:
        raise OnlyCopies("only-copies-on-storage", storage=role.value, objects=only_here)


def give_part_to_new_place(ledger: Ledger, role: Role) -> None:
    """Forget what was on the old place; within a transaction. Photos are half protected then."""
    ledger.checks.forget_copies(role)
    ledger.photos.restate_all()
    ledger.journal.forget_on(role)
    for about in ABOUT_CONTENT:
        ledger.vaults.note(about.of(role), "")
    forget_rule(ledger, role)
    # The next pass reads all journals, and writes those of other computers to the new place.
    ledger.vaults.note(Note.JOURNAL_SEEN, "")


def _check_empty(storage: Storage, place: Place, vault_id: str) -> None:
    """Raise PlaceNotEmpty or NotThisVault; a place that only was declared before is empty."""
    if _is_of_vault(storage, place, vault_id):
        raise PlaceNotEmpty("this-vault-is-at-new-place", url=address_shown(place.url))
    if _has_content(storage):
        raise PlaceNotEmpty("new-place-not-empty", url=address_shown(place.url))


def _is_of_vault(storage: Storage, place: Place, vault_id: str) -> bool:
    """Return whether files of this vault are there, and not vault.json alone. NotThisVault."""
    try:
        storage.stat(VAULT_NAME)
    except ObjectNotFound:
        return False
    check_vault(storage, place, vault_id)
    return _has_content(storage)


def _has_content(storage: Storage) -> bool:
    folders = (OBJECTS_FOLDER, KEYS_FOLDER, JOURNAL_FOLDER)
    return any(True for folder in folders for _ in storage.list(folder))
