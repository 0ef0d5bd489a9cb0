"""Open, the last step: this computer makes itself known on the storages that are there."""

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.base import Storage
from picup_desktop.sync.contact import Contact, Contacts, contact_after
from picup_desktop.sync.open_from import OpenedVault, reached
from picup_desktop.words import Role, StorageState


def join_vault(ledger: Ledger, vault: OpenedVault, clock: Clock) -> list[str]:
    """Join a vault that was just opened; sentences on what the next sync must make up for."""
    courier, error = reached(vault.other)
    try:
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
        warnings.append(f"{vault.other.role.value}: {error.sentence}")
    return warnings
