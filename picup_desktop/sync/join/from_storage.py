"""Open a vault from an address and a kit: fill a ledger and connect its storages."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.errors import NoStorageReached
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.own_memory import keep_to_itself
from picup_desktop.storage.base import Storage
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.errors import LoginRefused, StorageAway, StorageError
from picup_desktop.storage.place import Access, login_is_for
from picup_desktop.sync.join.address import Address, address_of, logins_to_try, twin_of
from picup_desktop.sync.join.kit import VaultKeys, open_keys
from picup_desktop.sync.join.vault import (
    OpenFolders,
    OpenReport,
    VaultOpening,
    new_secrets,
    storage_record,
)
from picup_desktop.sync.journal.keys import names_a_storage
from picup_desktop.vault.kit import RecoveryKit
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.words import Role

AskPassword = Callable[[Role, LoginRefused], str | None]
"""Asks for an SFTP password after the login was refused; None to give up."""


@dataclass(frozen=True)
class OpenRequest:
    """The input of a person."""

    kit: RecoveryKit
    url: str
    access: Access
    passwords: Mapping[Role, str]


@dataclass(frozen=True)
class OpenedVault:
    """A ledger that was filled from one storage."""

    opening: VaultOpening
    address: Address
    other: Address
    storage: Storage
    secrets: Secrets
    report: OpenReport


@contextmanager
def opened_from(
    request: OpenRequest,
    *,
    ledger: Ledger,
    clock: Clock,
    folders: OpenFolders,
    ask: AskPassword,
) -> Iterator[OpenedVault]:
    """Fill an empty ledger from one storage; nothing is written there.

    NoVaultThere, WrongKit, NoStorageReached, UsageError, any StorageError.
    """
    # The kit opens everything.
    keep_to_itself()
    address = address_of(request.kit, request.url, request.access)
    with ExitStack() as ending:
        address, storage, keys = _contact(address, request, ask, ending)
        address, other = twin_of(address, request.kit, keys.ring)
        other = replace(
            other, access=replace(other.access, password=request.passwords.get(other.role))
        )
        both = {address.role: address, other.role: other}
        secrets = new_secrets(
            keys,
            {r.value: a.access.password for r, a in both.items() if a.access.password},
            {r.value: a.access.key_passphrase for r, a in both.items() if a.access.key_passphrase},
            {role.value: login_is_for(to.place) for role, to in both.items()},
        )
        opening = VaultOpening(ledger, keys, clock, folders)
        opening.record(request.kit, _records(both, keys, clock.now()), secrets)
        report = opening.take_in(address.role, storage, secrets)
        yield OpenedVault(opening, address, other, storage, secrets, report)


def _contact(
    address: Address, request: OpenRequest, ask: AskPassword, ending: ExitStack
) -> tuple[Address, Storage, VaultKeys]:
    logins = [*logins_to_try(address, request.passwords)]
    while True:
        role, password = logins.pop(0)
        access = replace(address.access, password=password)
        storage = Courier(address.place, access)
        ending.callback(storage.close)
        try:
            keys = open_keys(role, storage, request.kit)
        except LoginRefused as error:
            if logins:
                continue
            role = address.role
            password = ask(role, error)
            if not password:
                raise
            logins.append((role, password))
        except StorageAway as error:
            raise NoStorageReached.of(error.message) from error
        else:
            return replace(address, role=role, access=access), storage, keys


def _records(
    both: Mapping[Role, Address], keys: VaultKeys, now: float
) -> Mapping[Role, StorageRecord]:
    return {
        role: storage_record(role, address.place, address.access, host_key_of(role, keys), now)
        for role, address in both.items()
    }


def host_key_of(role: Role, keys: VaultKeys) -> str | None:
    """Return the host key that the vault has for a storage, if it is one."""
    known = keys.ring.storages.get(role.value)
    # An invalid key counts as unknown: the person is asked at the first contact (6-4).
    fits = known is not None and names_a_storage(role.value, known)
    return known.host_key if known is not None and fits else None


def reached(address: Address) -> tuple[Courier, StorageError | None]:
    """Return a courier for an address, and the error if it can't be used."""
    courier = Courier(address.place, address.access)
    try:
        courier.probe()
    except StorageError as error:
        return courier, error
    return courier, None


def scratch_folders(folder: Path) -> OpenFolders:
    """Return folders below a temporary one."""
    folders = OpenFolders(folder / "journal", folder / "scratch")
    folders.journal.mkdir()
    folders.scratch.mkdir()
    return folders
