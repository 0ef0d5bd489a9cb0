"""The last step of opening a vault: register this computer on the reachable storages."""

import logging
from itertools import permutations

from picup_desktop.clock import Clock
from picup_desktop.errors import UsageError
from picup_desktop.files.windows_names import address_shown
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.message import Message
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.join.from_storage import OpenedVault, reached
from picup_desktop.sync.join.one_place import Side, is_one_place, side_of
from picup_desktop.sync.reach.contact import Contact, Contacts, contact_after
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.words import Role, StorageState

log = logging.getLogger(__name__)


def join_vault(ledger: Ledger, vault: OpenedVault, clock: Clock) -> list[Message]:
    """Join a vault that was just opened; return why a storage waits for the next sync.

    UsageError if both addresses lead to one place: one lost box would take both copies.
    """
    courier, error = reached(vault.other)
    try:
        if error is None:
            _check_apart(vault, courier)
        storages: dict[Role, Storage] = {vault.address.role: vault.storage}
        if error is None:
            storages[vault.other.role] = courier
        warnings = vault.opening.join(storages, vault.secrets)
        contact = Contact(StorageState.ONLINE) if error is None else contact_after(error)
        settings = ledger.vaults.settings()
        Contacts(ledger, clock, settings).note({vault.other.role: contact})
    finally:
        courier.close()
    if error is not None:
        warnings.append(of_storage(vault.other.role, error.message))
    return warnings


def _check_apart(vault: OpenedVault, other: Storage) -> None:
    sides = side_of(vault.storage, vault.address.place), side_of(other, vault.other.place)
    if any(_is_seen_in(one, two, vault) for one, two in permutations(sides)):
        here, there = (address_shown(at.url) for at in (vault.address, vault.other))
        raise UsageError("same-place-as-kit-names-another", one=here, other=there)


def _is_seen_in(one: Side, two: Side, vault: OpenedVault) -> bool:
    try:
        return is_one_place(one, two, vault.opening.scratch)
    except StorageError as error:
        # Nothing can be written there, so nothing there will count as a copy.
        log.warning("whether both storages are one place was not seen: %s", error.sentence)
        return False
